"""Care is planned with the deed that asks for it, and lapses with the deed that makes it needless."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.timezone import localtime

from wenguo.base.actor import SYSTEM, Actor
from wenguo.customers import queries as customers
from wenguo.respond.actions.clocks import drop_clocks
from wenguo.respond.actions.deeds import note_event
from wenguo.respond.domain.care import ask_at
from wenguo.respond.models import CareTask, Case, Deadline
from wenguo.respond.queries.care import TO_DO, after_quiet, care_settings_of, chosen_way, why_in_a_month

if TYPE_CHECKING:
    from wenguo.customers.models import Customer

State, Kind, Outcome = CareTask.State, CareTask.Kind, CareTask.Outcome
LONGEST_BECAUSE = 300
MONTH_WHY = {
    "crisis": ("案件属于一次危机", "The case was part of a crisis"),
    "compensation": ("客户得到了补偿", "The customer got compensation"),
    "urgency": ("问题严重", "It was a grave matter"),
    "tier": ("重要客户", "A key customer"),
}


def plan_follow_up(actor: Actor, case: Case, clock: Deadline, *, now: datetime) -> None:
    """After a resolve, by the brand's choice: a message or a call before the clock of the follow-up is over.

    Whoever does not want to be contacted is not asked, and nobody is measured by it.
    """
    customer = case.customer
    if customer is None:
        return
    way = chosen_way(case)
    if way == "none" or customer.do_not_contact:
        drop_clocks(case, at=now)
        note_event(actor, case, "follow_up_left_out", now=now, wanted=way != "none")
        return
    settings = care_settings_of(case.brand_id)
    if way == "message" and not customers.contact_of(customer, "email"):
        # On their page they are asked in any case; whoever has a telephone is called.
        way = "call" if customers.contact_of(customer, "phone") else way
    asked = ask_at(
        localtime(clock.started_at),
        localtime(clock.due_at),
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
    )
    _plan(
        case,
        customer,
        Kind.FOLLOW_UP,
        way=way,
        key=f"follow-up-{case.pk}-{case.reopened}",
        next_at=asked if way == "message" else now,
        due_at=clock.due_at,
        reason={
            "zh": f"{case.number} 已解决，回访是否满意",
            "en": f"{case.number} was resolved: is all well?",
        },
        now=now,
    )


def plan_month(case: Case, *, now: datetime) -> None:
    """After a close, where the brand's rule says so: a call in a month."""
    customer = case.customer
    if customer is None or customer.do_not_contact:
        return
    settings = care_settings_of(case.brand_id)
    why = why_in_a_month(settings, case)
    if not why:
        return
    due_at = after_quiet(settings, now + timedelta(days=settings.month_days))
    zh, en = MONTH_WHY[why]
    _plan(
        case,
        customer,
        Kind.MONTH,
        way="call",
        key=f"month-{case.pk}-{case.reopened}",
        next_at=due_at,
        due_at=due_at,
        reason={"zh": f"{case.number} 结案满一个月：{zh}", "en": f"A month after {case.number}: {en}"},
        now=now,
    )


def settle_follow_up(actor: Actor, case: Case, *, satisfied: bool | None, text: str, now: datetime) -> None:
    """The follow-up of a case that is held was done by hand: nobody asks again."""
    outcome = {True: Outcome.SATISFIED, False: Outcome.UNSATISFIED, None: Outcome.NOT_REACHED}[satisfied]
    CareTask.objects.filter(case=case, kind=Kind.FOLLOW_UP, state__in=TO_DO).update(
        state=State.DONE, outcome=outcome, words=text, done_at=now, done_by_name=actor.name[:150]
    )


def lapse_care(case: Case, *, because: str, now: datetime) -> None:
    """What was planned about a case that is held is no longer needed."""
    _lapse(CareTask.objects.filter(case=case), because=because, now=now)


def carry_care(case: Case, *, now: datetime) -> None:
    """The customer complains again: care calls, plans and win-backs lapse, the new case carries them."""
    if case.customer is None:
        return
    rows = CareTask.objects.filter(
        customer_id__in=customers.family_ids(case.customer), kind__in=[Kind.MONTH, Kind.PLAN, Kind.WIN_BACK]
    )
    if _lapse(rows, because=case.number, now=now):
        note_event(SYSTEM, case, "care_carried", now=now)


def _lapse(rows: QuerySet[CareTask], *, because: str, now: datetime) -> int:
    return rows.filter(state__in=[*TO_DO, State.SUGGESTED]).update(
        state=State.LAPSED, because=because[:LONGEST_BECAUSE], done_at=now
    )


def _plan(
    case: Case,
    customer: Customer,
    kind: str,
    *,
    way: str,
    key: str,
    next_at: datetime,
    due_at: datetime,
    reason: dict[str, str],
    now: datetime,
) -> None:
    # The key is why a repeated deed makes no second task.
    row = CareTask(
        brand_id=case.brand_id,
        customer=customer,
        case=case,
        kind=kind,
        way=way,
        key=key,
        reason=reason,
        owner_id=case.assignee_id,
        due_at=due_at,
        next_at=next_at,
        made_at=now,
    )
    CareTask.objects.bulk_create([row], ignore_conflicts=True)
