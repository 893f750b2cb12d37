"""Where the machine is not sure, people choose; many readings are confirmed at once; own categories are added."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.understand import actions, queries
from wenguo.understand.domain.levels import CAREFUL, NEVER, level_for, passing
from wenguo.understand.models import Analysis, Category, Correction, ModelVersion

SignIn = Callable[[User], Client]
EXAMPLES = ["充电桩坏了", "充电桩占位", "充电枪插不进", "充电很慢", "充电桩要排队"]

CHARGING = {"parent": "service", "code": "charging", "name": {"zh": "充电", "en": ""}, "examples": EXAMPLES}


@pytest.fixture
def late(hotel: Brand, now: datetime) -> Feedback:
    """An analysed complaint."""
    text = "快递晚到三天，客服一直不回复，我要退款！"
    feedback = receive(actor=NOBODY, brand=hotel, text=text, channel="web", now=now).feedback
    actions.analyse(feedback.pk, now=now)
    return feedback


def test_the_level_is_as_low_as_the_wanted_accuracy_allows() -> None:
    pairs = [(0.9, True)] * 50 + [(0.7, True)] * 19 + [(0.7, False)] + [(0.4, False)] * 30
    level = level_for(pairs, wanted=0.95)
    assert (level.at, level.share, level.judged) == (0.41, 0.7, 100)
    assert level.accuracy == pytest.approx(69 / 70)
    assert level_for([(0.99, False)] * 50, wanted=0.95).at == NEVER
    assert level_for([(0.5, True)] * 5, wanted=0.95).at == CAREFUL


def test_what_people_decided_passes_every_level() -> None:
    assert passing([None, 0.95, 0.5, 0.2], at=0.9) == 0.5
    assert passing([], at=0.9) is None


def with_level(at: float, now: datetime) -> None:
    """A live version whose categories are right from this confidence on, and wrong below."""
    sure = [(at, True)] * 60 + [(round(at - 0.02, 2), False)] * 60
    ModelVersion.objects.create(
        base_version="1.test",
        is_shipped=True,
        state="live",
        created_at=now,
        figures={"sure": {"category": sure}},
    )


def test_below_the_level_the_two_likeliest_are_offered(late: Feedback, li: Actor, now: datetime) -> None:
    analysis = Analysis.objects.get()
    with_level(0.99, now)
    confidence = {**analysis.labels["confidence"], "category": 0.6}
    analysis.labels = {**analysis.labels, "confidence": confidence}
    line = next(one for one in queries.lines_of(analysis, is_editable=True) if one.code == "category")
    ranked = [code for code, _share in analysis.labels["alternatives"]["category"][:2]]
    assert [one.code for one in line.best] == ranked
    assert queries.applied(analysis.labels, at=queries.levels())["category"] is False
    decided = actions.correct(actor=li, feedback=late, label="category", value=ranked[1], now=now)
    line = next(one for one in queries.lines_of(decided, is_editable=True) if one.code == "category")
    assert line.best == []
    assert queries.applied(decided.labels, at=queries.levels())["category"] is True


def test_many_are_confirmed_at_once_on_the_review_page(
    late: Feedback, hotel: Brand, li_user: User, signed_in: SignIn, now: datetime
) -> None:
    Analysis.objects.update(confidence=0.2)
    client = signed_in(li_user)
    assert f'value="{late.pk}"' in client.get("/feedback/review").content.decode()
    assert f'value="{late.pk}"' not in client.get("/feedback/review?kind=praise").content.decode()
    client.post("/feedback/review", {"feedback": [str(late.pk), "999999", "x"]})
    correction = Correction.objects.get()
    assert (correction.label, correction.before) == ("category", correction.after)
    assert f'value="{late.pk}"' not in client.get("/feedback/review").content.decode()


def test_a_colleague_of_another_brand_confirms_nothing(
    late: Feedback, outsider: Actor, now: datetime
) -> None:
    assert actions.confirm(actor=outsider, feedback_ids=[late.pk], now=now) == 0
    assert not Correction.objects.exists()


def test_a_category_of_ones_own_is_added_and_given_up(
    admin: Actor, li: Actor, late: Feedback, now: datetime
) -> None:
    given: dict[str, Any] = {
        "parent": "service",
        "code": "charging",
        "name": {"zh": "充电", "en": ""},
        "examples": EXAMPLES,
    }
    with pytest.raises(NotAllowed):
        actions.add_category(actor=li, now=now, **given)
    row = actions.add_category(actor=admin, now=now, **given)
    assert (row.code, queries.name_of("category", "service.charging")) == ("service.charging", "充电")
    actions.correct(actor=li, feedback=late, label="category", value="service.charging", now=now)
    names = {"zh": "充电桩", "en": "Charging"}
    actions.edit_category(actor=admin, code=row.code, name=names, examples=EXAMPLES, is_active=False, now=now)
    assert not queries.is_code("category", "service.charging")
    assert queries.name_of("category", "service.charging") == "充电桩"


@pytest.mark.parametrize(
    "change",
    [
        {"parent": "other"},
        {"parent": "service.waiting"},
        {"code": "waiting"},
        {"code": "Lade Säule"},
        {"name": {}},
        {"examples": EXAMPLES[:4]},
        {"examples": EXAMPLES[:1] * 9},
    ],
)
def test_what_cannot_be_a_category_is_refused(change: dict[str, object], admin: Actor, now: datetime) -> None:
    given: dict[str, Any] = {
        "parent": "service",
        "code": "charging",
        "name": {"zh": "充电"},
        "examples": EXAMPLES,
    } | change
    with pytest.raises(Invalid):
        actions.add_category(actor=admin, now=now, **given)
    assert not Category.objects.filter(is_own=True).exists()


def test_categories_are_added_and_changed_on_pages(admin_user: User, signed_in: SignIn) -> None:
    client = signed_in(admin_user)
    form = {"parent": "service", "code": "charging", "name_zh": "充电", "examples": "\n".join(EXAMPLES)}
    assert client.post("/settings/categories", form | {"examples": "一条"}).status_code == 422
    assert client.post("/settings/categories", form).status_code == 302
    assert "充电" in client.get("/settings/categories").content.decode()
    changed = {"name_zh": "充电桩", "examples": "\n".join(EXAMPLES), "is_active": "on"}
    assert client.post("/settings/categories/service.charging", changed).status_code == 302
    assert Category.objects.get(is_own=True).name == {"zh": "充电桩", "en": ""}
