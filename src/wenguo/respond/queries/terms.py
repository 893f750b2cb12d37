"""How long a clock of a case takes and on which calendar, by the brand's policies; and what another would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.respond.domain import clocks
from wenguo.respond.domain.clocks import Clock, Subject
from wenguo.respond.models import Case, ClockPolicy, Deadline
from wenguo.respond.queries.calendars import calendar_of_entry, terms_of

TRIED_DAYS = 31
MOST_TRIED = 5000
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One case whose clock would have been another: when it was due and would have been, and whether it was late."""

    number: str
    title: str
    due_before: datetime
    due_after: datetime
    was_late: bool
    would_be_late: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What a policy would have done to the clocks of the last month. ``rows`` shows those that change sides first."""

    tried: int
    changed: int
    late_before: int
    late_after: int
    newly_late: int
    no_longer_late: int
    is_capped: bool
    rows: list[TrialRow]


def subject_of(case: Case) -> Subject:
    """What policies look at."""
    tier = case.customer.tier if case.customer else ""
    return Subject(channel=case.channel, category=case.category, urgency=case.urgency, tier=tier)


def terms_for(case: Case, name: str, *, policies: Iterable[ClockPolicy]) -> tuple[timedelta, dict[str, Any]]:
    """How long a clock of this case takes, and what its first entry says of policy and calendar."""
    policy = clocks.choose_policy(name, subject=subject_of(case), policies=policies)
    if policy is None:
        return clocks.default_limit(name, case.channel), {"policy": "default", "calendar": "always"}
    urgency = f"urgency {policy.urgency_from}" if policy.urgency_from else ""
    named = ", ".join(part for part in (policy.channel, policy.category, policy.tier, urgency) if part)
    return timedelta(minutes=policy.minutes), {"policy": named or "general", **terms_of(policy, case)}


def try_policy(actor: Actor, policy: ClockPolicy, *, now: datetime) -> Trial:
    """The clocks of the last month under the policies as they are, and with this one: the same histories, both ways.

    ``policy`` is not saved. Raises NotFound for another brand's.
    """
    actor.require("respond.settings", policy.brand)
    if not actor.sees_brand(policy.brand_id):
        raise NotFound
    present = list(ClockPolicy.objects.filter(brand_id=policy.brand_id, name=policy.name))
    changed = [*(row for row in present if _scope(row) != _scope(policy)), policy]
    rows = list(_of_last_month(policy, now))
    trials = [_tried(row, present, changed, now) for row in rows[:MOST_TRIED]]
    moved = [row for row in trials if row.due_before != row.due_after]
    moved.sort(key=lambda row: (row.was_late == row.would_be_late, -row.due_after.timestamp()))
    return Trial(
        tried=len(trials),
        changed=len(moved),
        late_before=sum(row.was_late for row in trials),
        late_after=sum(row.would_be_late for row in trials),
        newly_late=sum(row.would_be_late and not row.was_late for row in trials),
        no_longer_late=sum(row.was_late and not row.would_be_late for row in trials),
        is_capped=len(rows) > MOST_TRIED,
        rows=moved[:MOST_SHOWN],
    )


def _of_last_month(policy: ClockPolicy, now: datetime) -> Iterable[Deadline]:
    since = now - timedelta(days=TRIED_DAYS)
    rows = Deadline.objects.filter(
        case__brand_id=policy.brand_id, name=policy.name, started_at__gte=since
    ).exclude(state=Deadline.State.DROPPED)
    return rows.select_related("case__customer").order_by("-id")[: MOST_TRIED + 1]


def _tried(row: Deadline, present: list[ClockPolicy], changed: list[ClockPolicy], now: datetime) -> TrialRow:
    before, after = (_under(row, policies) for policies in (present, changed))
    return TrialRow(
        number=row.case.number,
        title=row.case.title,
        due_before=before.due_at,
        due_after=after.due_at,
        was_late=_is_late(before, now),
        would_be_late=_is_late(after, now),
    )


def _under(row: Deadline, policies: list[ClockPolicy]) -> Clock:
    limit, why = terms_for(row.case, row.name, policies=policies)
    first = {**row.explanation[0], "limit_seconds": limit.total_seconds()}
    return clocks.replay(row.name, entries=[first, *row.explanation[1:]], calendar=calendar_of_entry(why))


def _is_late(clock: Clock, now: datetime) -> bool:
    return clock.state == "missed" or (clock.state == "running" and clock.due_at < now)


def _scope(policy: ClockPolicy) -> tuple[str, str, int, str]:
    return policy.channel, policy.category, policy.urgency_from, policy.tier
