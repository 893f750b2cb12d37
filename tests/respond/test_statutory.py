"""What the law sets runs beside our own clocks, never stops by status, and moves only with a notice that was sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.governance.models import AuditEntry
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.actions.calendars import recount_clocks
from wenguo.respond.models import Case, CaseEvent, Deadline, Message, PackChoice
from wenguo.respond.queries.clocks import standing_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BANK = "law:cn.bank-insurance:answer"


def day_end(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.fixture
def watched(hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime) -> Case:
    """张女士's complaint to a bank: received on Tuesday 17 November, so due on 2 December."""
    actions.choose_pack(actor=wang, brand=hotel, pack="cn.bank-insurance", now=now)
    return open_one()


def law_of(case: Case, name: str = BANK) -> Deadline:
    return Deadline.objects.get(case=case, name=name)


def told(case: Case, li: Actor, at: datetime) -> Message:
    """A letter to the customer, sent at once."""
    message = actions.reply(actor=li, case=case, text="案情复杂，需要延长处理期限", now=at)
    Outgoing.objects.filter(key=f"message-{message.pk}").update(state="sent", sent_at=at)
    assert queries.notice_sent_at(message) == at
    return message


def test_a_chosen_pack_starts_beside_our_own_clocks_from_the_moment_of_receipt(watched: Case, now: datetime):
    names = [clock.code for clock in queries.clocks_of(watched, now=now)]
    assert names == ["first_reply", "solution", BANK]
    row = law_of(watched)
    assert (row.kind, row.started_at, row.due_at) == ("statutory", now, day_end(12, 2))
    assert row.marks == [now + (row.due_at - now) * part for part in (0.5, 0.75, 0.9)]
    assert row.explanation[0]["version"] == "2020"


def test_a_pack_for_a_category_leaves_other_cases_alone(
    hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime
):
    actions.choose_pack(actor=wang, brand=hotel, pack="cn.telecom", category="quality", now=now)
    inside, outside = (
        open_one(email="a@example.test"),
        open_one(email="b@example.test", category="service.waiting"),
    )
    assert law_of(inside, "law:cn.telecom:answer").due_at == day_end(12, 2)
    assert not Deadline.objects.filter(case=outside, kind="statutory").exists()
    actions.drop_pack(actor=wang, brand=hotel, pack="cn.telecom", category="quality", now=now)
    assert not Deadline.objects.filter(case=open_one(email="c@example.test"), kind="statutory").exists()


def test_no_status_stops_a_legal_clock(watched: Case, li: Actor, now: datetime):
    actions.wait_for_customer(actor=li, case=watched, now=now + HOUR)
    assert Deadline.objects.get(case=watched, name="solution").state == "paused"
    assert (law_of(watched).state, law_of(watched).due_at) == ("running", day_end(12, 2))
    actions.resume(actor=li, case=watched, now=now + DAY)
    assert law_of(watched).due_at == day_end(12, 2)


def test_solving_the_case_is_what_the_law_asks_for(watched: Case, li: Actor, now: datetime):
    actions.reply(actor=li, case=watched, text="您好", now=now + HOUR)
    assert law_of(watched).state == "running"
    actions.resolve(
        actor=li, case=watched, outcome="solved", cause="process", text="已退款", now=now + 2 * DAY
    )
    row = law_of(watched)
    assert (row.state, row.ended_at, row.notice_at is None) == ("met", now + 2 * DAY, False)
    actions.reopen(actor=li, case=watched, reason="又来", now=now + 3 * DAY)
    assert law_of(watched).state == "met"


def test_an_answer_after_the_date_is_too_late(watched: Case, li: Actor, now: datetime):
    actions.resolve(
        actor=li, case=watched, outcome="solved", cause="process", text="已退款", now=day_end(12, 3)
    )
    assert law_of(watched).state == "missed"


def test_an_extension_with_reason_approver_and_sent_notice_moves_the_date(
    watched: Case, li: Actor, wang: Actor, now: datetime
):
    notice = told(watched, li, now + DAY)
    actions.raise_alarms(now=now + 12 * DAY)
    row = actions.extend_statutory(
        actor=wang,
        case=watched,
        deadline_id=law_of(watched).pk,
        reason="需鉴定",
        notice=notice.pk,
        now=now + 13 * DAY,
    )
    assert (row.due_at, row.told) == (day_end(12, 17), 0)
    assert law_of(watched).due_at == day_end(12, 17)
    entry = row.explanation[-1]
    assert (entry["what"], entry["approver"], entry["reason"], entry["notice"]) == (
        "extended",
        "王主管",
        "需鉴定",
        notice.pk,
    )
    watched.refresh_from_db()
    assert CaseEvent.objects.filter(case=watched, kind="law_extended").count() == 1
    with translation.override("en"):
        lines = queries.clocks_of(watched, now=now)[-1].explanation
    assert any(
        line.startswith("Extended to 30 calendar days: 需鉴定; approved by 王主管, told on") for line in lines
    )


@pytest.mark.parametrize(
    ("reason", "is_sent", "when", "lacking"),
    [
        ("需鉴定", False, 1, "notice"),
        ("需鉴定", True, 16, "notice"),  # sent after the date
        ("", True, 1, "reason"),
    ],
)
def test_an_extension_that_lacks_something_is_refused_and_written_down(
    watched: Case, li: Actor, wang: Actor, now: datetime, reason: str, is_sent: bool, when: int, lacking: str
):
    notice = told(watched, li, now + when * DAY)
    if not is_sent:
        Outgoing.objects.filter(key=f"message-{notice.pk}").update(state="waiting", sent_at=None)
    with pytest.raises(actions.ExtensionRefused) as refused:
        actions.extend_statutory(
            actor=wang,
            case=watched,
            deadline_id=law_of(watched).pk,
            reason=reason,
            notice=notice.pk,
            now=now + when * DAY,
        )
    assert refused.value.fields == {"lacking": lacking}
    row = law_of(watched)
    assert (row.due_at, row.state) == (day_end(12, 2), "running")
    event = CaseEvent.objects.get(case=watched, kind="law_not_extended")
    assert (event.data["lacking"], event.data["due_at"]) == (lacking, row.due_at.isoformat())
    assert AuditEntry.objects.filter(deed="case.law_not_extended").count() == 1


def test_no_message_no_extension_and_an_agent_asks_a_lead(
    watched: Case, li: Actor, wang: Actor, now: datetime
):
    facts: dict[str, Any] = {
        "case": watched,
        "deadline_id": law_of(watched).pk,
        "reason": "需鉴定",
        "now": now + DAY,
    }
    with pytest.raises(actions.ExtensionRefused):
        actions.extend_statutory(actor=wang, notice=None, **facts)
    with pytest.raises(NotFound):
        actions.extend_statutory(actor=wang, notice=10**9, **facts)
    with pytest.raises(NotAllowed):
        actions.extend_statutory(actor=li, notice=None, **facts)
    assert law_of(watched).due_at == day_end(12, 2)


def test_what_is_stored_is_the_sum_of_the_entries(watched: Case, li: Actor, wang: Actor, now: datetime):
    notice = told(watched, li, now + DAY)
    facts: dict[str, Any] = {"actor": wang, "case": watched, "deadline_id": law_of(watched).pk}
    actions.extend_statutory(**facts, reason="复杂", notice=notice.pk, now=now + 2 * DAY)
    actions.extend_statutory(**facts, reason="特别复杂", notice=notice.pk, now=now + 3 * DAY)
    with pytest.raises(actions.ExtensionRefused):
        actions.extend_statutory(**facts, reason="再延", notice=notice.pk, now=now + 4 * DAY)
    row = law_of(watched)
    assert row.due_at == day_end(1, 18, 2027)  # sixty days: 16 January 2027 is a Saturday
    assert (row.raw_due_at, row.is_provisional) == (day_end(1, 16, 2027), True)
    standing = standing_of(row)
    assert (standing.state, standing.due_at, standing.raw_due_at, list(standing.marks)) == (
        row.state,
        row.due_at,
        row.raw_due_at,
        row.marks,
    )


def test_the_law_s_own_reasons_stop_a_clock_and_no_others(case: Case, wang: Actor, now: datetime):
    row = actions.start_statutory(
        actor=wang, case=case, pack="cn.market-regulation", step="mediation", received_at=now, now=now
    )
    assert row.due_at == day_end(1, 18, 2027)
    facts: dict[str, Any] = {"actor": wang, "case": case, "deadline_id": row.pk}
    with pytest.raises(Invalid):
        actions.hold_statutory(**facts, reason="waiting", now=now + DAY)
    actions.hold_statutory(**facts, reason="检验", now=now + DAY)
    held = Deadline.objects.get(pk=row.pk)
    assert (held.state, held.due_at, held.left) == (
        "paused",
        day_end(1, 18, 2027),
        day_end(1, 18, 2027) - now - DAY,
    )
    assert actions.raise_alarms(now=now + 400 * DAY) == 2  # our own two only
    actions.release_statutory(**facts, now=now + 11 * DAY)
    assert Deadline.objects.get(pk=row.pk).due_at == day_end(1, 26, 2027)


def test_it_is_warned_of_on_the_unrolled_date_and_over_after_the_rolled_one(
    hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime
):
    actions.choose_pack(actor=wang, brand=hotel, pack="cn.courier", now=now)
    received = datetime(2026, 9, 24, 10, tzinfo=SHANGHAI)
    case = open_one(at=received)
    row = law_of(case, "law:cn.courier:answer")
    assert (row.raw_due_at, row.due_at) == (day_end(10, 1), day_end(10, 8))
    assert row.marks[-1] == day_end(10, 1)
    Deadline.objects.filter(case=case, kind="internal").delete()
    moments = [datetime(2026, 10, 1, 23, tzinfo=SHANGHAI), day_end(10, 1), day_end(10, 2), day_end(10, 8)]
    raised = [actions.raise_alarms(now=moment) for moment in moments]
    assert raised == [1, 1, 0, 1]
    told_events = CaseEvent.objects.filter(case=case, kind__in=["warned", "breached"]).order_by("id")
    assert [(event.kind, event.data["level"]) for event in told_events] == [
        ("warned", 90),
        ("warned", 95),
        ("breached", 95),
    ]


def test_a_provisional_deadline_is_counted_again_when_the_year_is_published(
    watched: Case, li: Actor, wang: Actor, now: datetime
):
    row = actions.start_statutory(
        actor=wang, case=watched, pack="cn.market-regulation", step="mediation", received_at=now, now=now
    )
    assert (row.due_at, row.is_provisional) == (day_end(1, 18, 2027), True)
    table = "day,working,name\n2027-01-18,0,假\n2027-01-19,0,假\n2027-01-17,1,班\n"
    assert actions.import_year(actor=wang, year=2027, text=table, source="国办", now=now) == 3
    assert recount_clocks(first_day=datetime(2027, 1, 1).date(), because="published", now=now + HOUR) is None
    row.refresh_from_db()
    # Saturday 16 January moves to Sunday the 17th, which is made up.
    assert (row.due_at, row.is_provisional) == (day_end(1, 17, 2027), False)
    assert row.explanation[-1]["what"] == "recounted"
    assert CaseEvent.objects.filter(case=watched, kind="recounted").count() == 1
    recount_clocks(first_day=datetime(2027, 1, 1).date(), because="published", now=now + 2 * HOUR)
    assert CaseEvent.objects.filter(case=watched, kind="recounted").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"pack": "cn.moon"},
        {"pack": "cn.telecom", "steps": ["nothing"]},
        {"pack": "cn.consumer-law"},  # binds the authority only
        {"pack": "cn.payment", "steps": ["answer"]},  # from memory, and no reason given
        {"pack": "cn.telecom", "category": "no.such"},
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(
    hotel: Brand, wang: Actor, now: datetime, wrong: dict[str, Any]
):
    with pytest.raises(Invalid):
        actions.choose_pack(actor=wang, brand=hotel, now=now, **wrong)
    assert PackChoice.objects.count() == 0


def test_an_unverified_row_is_used_with_a_reason_only(
    hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime
):
    actions.choose_pack(
        actor=wang,
        brand=hotel,
        pack="cn.personal-information",
        steps=["answer"],
        reason="法务已核对",
        now=now,
    )
    assert law_of(open_one(), "law:cn.personal-information:answer").due_at == day_end(12, 17)


def test_only_who_may_chooses_packs_and_another_brand_s_case_does_not_exist(
    hotel: Brand, watched: Case, li: Actor, outsider: Actor, now: datetime
):
    for actor in (li, outsider):
        with pytest.raises(NotAllowed):
            actions.choose_pack(actor=actor, brand=hotel, pack="cn.telecom", now=now)
    with pytest.raises(NotFound):
        queries.get_case(outsider, watched.number)
    assert PackChoice.objects.count() == 1


def test_a_lead_extends_on_the_page_and_sees_why_not(
    watched: Case, li: Actor, wang_user: User, signed_in: Callable[[User], Client], now: datetime
):
    client = signed_in(wang_user)
    row = law_of(watched)
    address = f"/cases/{watched.number}/law"
    page = client.get(address).content.decode()
    assert "银行保险消费投诉：作出处理决定并告知" in page
    # The real clock of the page lies after the date of the story, so that no notice can be in time.
    values = {"deed": "extend", "deadline": row.pk, "reason": "需鉴定", "notice": ""}
    refused = client.post(address, values)
    assert refused.status_code == 422
    assert "没有在原期限前发出告知" in refused.content.decode()
    notice = told(watched, li, now + DAY)
    granted = client.post(address, {**values, "notice": notice.pk})
    assert granted.status_code == 302
    assert law_of(watched).due_at == day_end(12, 17)


def test_what_is_over_or_unknown_is_not_found_on_the_page(
    watched: Case, wang_user: User, li_user: User, signed_in: Callable[[User], Client]
):
    address = f"/cases/{watched.number}/law"
    assert signed_in(wang_user).post(address, {"deed": "fly"}).status_code == 404
    assert signed_in(wang_user).post(address, {"deed": "end", "deadline": "x"}).status_code == 404
    assert signed_in(li_user).post(address, {"deed": "start"}).status_code == 403
    ended = signed_in(wang_user).post(
        address, {"deed": "end", "deadline": law_of(watched).pk, "outcome": "dropped", "reason": "撤回"}
    )
    assert ended.status_code == 302
    assert law_of(watched).state == "dropped"
