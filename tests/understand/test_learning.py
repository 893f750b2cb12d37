"""What people decide teaches the installation; a version goes live only when it is better, and there is a way back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from wenguo.base.actor import NOBODY, SYSTEM, Actor
from wenguo.base.errors import NotAllowed
from wenguo.governance.models import AuditEntry
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand
from wenguo.understand import Analyzer, actions, queries
from wenguo.understand.models import Analysis, Category, Correction, ModelVersion, Rereading

Say = Callable[[str], Feedback]
PARKING = (
    "停车场收费太贵了，一小时二十块",
    "地下车库停车费比外面贵一倍",
    "停车费乱收，住店客人还要交停车费",
    "停了三小时车收我六十块停车费",
    "停车场出口扫码收费多扣了一次",
    "酒店停车还要收费，之前没说",
    "停车券没给，出门被收了停车费",
    "车停一晚上收了八十元停车费",
    "停车收费标准不清楚，收得离谱",
    "住店停车不免费，停车费太高",
)
ELEVENTH = "停车费收了我四十，太黑了"
CHARGING = [
    "小区门口的充电桩坏了三个",
    "充电桩一直占位，没人管",
    "充电枪插不进去，扫码也没反应",
    "新能源车充电速度很慢，充电站排队",
    "充电桩显示故障，充不了电",
]


@pytest.fixture
def say(hotel: Brand, now: datetime) -> Say:
    """A guest says something, and it is read."""

    def put(text: str) -> Feedback:
        feedback = receive(actor=NOBODY, brand=hotel, text=text, channel="web", now=now).feedback
        actions.analyse(feedback.pk, now=now)
        return feedback

    return put


def category(feedback: Feedback) -> str:
    return Analysis.objects.get(feedback=feedback, is_current=True).category


def as_shipped(text: str) -> str:
    return Analyzer().analyze(text).category


def learn(now: datetime) -> ModelVersion:
    version = actions.start_learning(actor=SYSTEM, now=now)
    return actions.finish_learning(version.pk, now=now)


@pytest.fixture
def taught(say: Say, li: Actor, now: datetime) -> ModelVersion:
    """小李 said ten times that parking is a matter of the rules; then a version was learned."""
    for text in PARKING:
        actions.correct(actor=li, feedback=say(text), label="category", value="policy.rule", now=now)
    return learn(now)


def test_ten_corrections_put_the_eleventh_right_and_the_way_back_is_open(
    say: Say, taught: ModelVersion, admin: Actor, now: datetime
) -> None:
    assert taught.state == "live"
    assert queries.live_version() == taught
    eleventh = say(ELEVENTH)
    assert category(eleventh) == "policy.rule"
    assert Analysis.objects.get(feedback=eleventh).model_version == str(taught)
    shipped = ModelVersion.objects.get(is_shipped=True)
    actions.make_live(actor=admin, version=shipped, now=now)
    assert category(say(ELEVENTH)) == as_shipped(ELEVENTH) != "policy.rule"
    assert ModelVersion.objects.get(state="live") == shipped
    assert AuditEntry.objects.filter(deed="model.made_live").count() == 1
    taught.refresh_from_db()
    actions.make_live(actor=admin, version=taught, now=now)
    assert category(say(ELEVENTH)) == "policy.rule"


def test_a_version_tells_what_it_reaches_on_decisions_it_has_not_seen(taught: ModelVersion) -> None:
    taught.refresh_from_db()
    (head,) = [one for one in taught.figures["heads"] if one["head"] == "category"]
    assert (head["decisions"], head["right_before"], head["is_taken"]) == (10, 0, True)
    assert head["right_after"] >= 7
    before, after = head["check_right"]
    assert after >= before - 2
    assert head["curve"][0] == [0, 0.0]
    assert taught.decisions == 10


def test_other_subjects_are_read_as_before(
    say: Say, taught: ModelVersion, admin: Actor, now: datetime
) -> None:
    texts = ["房间很脏，床单有污渍", "早餐不好吃，鸡蛋是凉的", "前台态度很差，还骂人", "快递晚到三天"]
    with_it = [category(say(text)) for text in texts]
    actions.make_live(actor=admin, version=ModelVersion.objects.get(is_shipped=True), now=now)
    assert with_it == [category(say(text + "。")) for text in texts]


def test_decisions_without_a_pattern_do_not_go_live(say: Say, li: Actor, now: datetime) -> None:
    codes = ["brand.image", "digital.bug", "price.invoice", "logistics.courier", "policy.process"]
    texts = ["房间很脏", "早餐凉了", "前台骂人", "空调太吵", "毛巾发黄"]
    for text, code in zip(texts, codes, strict=True):
        actions.correct(actor=li, feedback=say(text), label="category", value=code, now=now)
    version = learn(now)
    assert (version.state, version.content) == ("rejected", None)
    live = queries.live_version()
    assert live is not None
    assert live.is_shipped
    with pytest.raises(actions.NothingNew):
        actions.start_learning(actor=SYSTEM, now=now)


def test_one_learns_at_a_time_and_only_those_who_may_start_it(
    say: Say, li: Actor, admin: Actor, now: datetime
) -> None:
    actions.correct(actor=li, feedback=say(PARKING[0]), label="kind", value="question", now=now)
    with pytest.raises(NotAllowed):
        actions.start_learning(actor=li, now=now)
    version = actions.start_learning(actor=admin, now=now)
    with pytest.raises(actions.AlreadyLearning):
        actions.start_learning(actor=admin, now=now)
    actions.give_up_learning(version.pk)
    assert actions.start_learning(actor=admin, now=now).pk != version.pk


def test_a_version_that_was_not_better_cannot_be_made_live(
    say: Say, li: Actor, admin: Actor, now: datetime
) -> None:
    actions.correct(actor=li, feedback=say(PARKING[0]), label="kind", value="question", now=now)
    version = learn(now)
    assert version.state == "rejected"
    with pytest.raises(actions.NotReady):
        actions.make_live(actor=admin, version=version, now=now)


def test_a_category_of_ones_own_works_from_five_texts(say: Say, now: datetime) -> None:
    Category.objects.create(
        code="service.charging",
        parent=Category.objects.get(code="service"),
        name={"zh": "充电", "en": "Charging"},
        is_own=True,
        examples=CHARGING,
        changed_at=now,
    )
    version = learn(now)
    assert version.state == "live"
    assert category(say("你们店门口的充电桩又坏了")) == "service.charging"
    assert category(say("房间很脏，床单有污渍")) != "service.charging"


def test_history_is_read_again_and_what_people_decided_stays(
    say: Say, li: Actor, admin: Actor, now: datetime
) -> None:
    old, decided = say(ELEVENTH), say("住客停车要交停车费吗")
    actions.correct(actor=li, feedback=decided, label="category", value="service.facility", now=now)
    for text in PARKING:
        actions.correct(actor=li, feedback=say(text), label="category", value="policy.rule", now=now)
    learn(now)
    run = actions.start_rereading(actor=admin, now=now)
    with pytest.raises(actions.AlreadyRereading):
        actions.start_rereading(actor=admin, now=now)
    while actions.reread_batch(run.pk, now=now + timedelta(minutes=1)):
        pass
    run.refresh_from_db()
    assert (run.state, run.total, run.done) == ("done", 12, 12)
    assert run.changed >= 1
    assert category(old) == "policy.rule"
    assert category(decided) == "service.facility"
    assert Analysis.objects.filter(feedback=old).count() == 2
    assert Correction.objects.count() == 11


def test_a_rereading_can_be_stopped_and_a_lost_one_is_found(say: Say, admin: Actor, now: datetime) -> None:
    say(ELEVENTH)
    run = actions.start_rereading(actor=admin, now=now)
    assert actions.stalled_rereadings(now=now) == []
    assert actions.stalled_rereadings(now=now + timedelta(minutes=6)) == [run.pk]
    actions.stop_rereading(actor=admin, rereading=run, now=now)
    assert actions.reread_batch(run.pk, now=now) is False
    assert Rereading.objects.get().done == 0
