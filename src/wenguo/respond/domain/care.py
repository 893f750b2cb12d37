"""Care after the case: how and when we ask again, whom we call without being asked, and who may be lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wenguo.respond.domain.escalation import EXECUTIVE, SPECIALISTS
from wenguo.respond.domain.quiet import is_quiet

# The question leaves when this part of the clock is left, so that it arrives within it: six of 72 hours.
LEFT_AT_ASKING = 12
# Two contacts by plan on the same day would be one too many; a month is counted as thirty days.
A_MONTH = timedelta(days=30)
# A birthday is prepared a little before and is over a little after.
SHOWN_BEFORE = timedelta(days=3)
OVER_AFTER = timedelta(days=7)
BAD_SCORE = 2


@dataclass(frozen=True, slots=True)
class WayRule:
    """How to ask after a resolve: ``way`` is message, call or none; an empty tier and urgency 0 mean any."""

    way: str
    tier: str = ""
    urgency_from: int = 0


@dataclass(frozen=True, slots=True)
class MonthRule:
    """Which closed cases get a call in a month; every condition alone is enough, urgency 0 is no condition."""

    urgency: int
    tiers: Collection[str]
    after_compensation: bool
    after_crisis: bool


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """What the rule looks at."""

    urgency: int
    tier: str
    was_compensated: bool
    was_crisis: bool


def way_for(rules: Sequence[WayRule], *, tier: str, urgency: int) -> str:
    """The way of the most exact rule that fits: the tier named first, then the higher urgency; else a message."""
    fitting = [rule for rule in rules if rule.tier in ("", tier) and rule.urgency_from <= urgency]
    best = max(fitting, key=lambda rule: (bool(rule.tier), rule.urgency_from), default=None)
    return best.way if best else "message"


def asks_in_a_month(rule: MonthRule, case: ClosedCase) -> str:
    """Why a closed case gets a call in a month: urgency, tier, compensation or crisis; empty when it gets none."""
    if rule.after_crisis and case.was_crisis:
        return "crisis"
    if rule.after_compensation and case.was_compensated:
        return "compensation"
    if rule.urgency and case.urgency >= rule.urgency:
        return "urgency"
    return "tier" if case.tier in rule.tiers else ""


def quiet_over(moment: datetime, *, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """The local ``moment`` itself, or the end of the quiet hours that it falls into."""
    if quiet_until is None or not is_quiet(moment.time(), quiet_from=quiet_from, quiet_until=quiet_until):
        return moment
    end = datetime.combine(moment.date(), quiet_until, moment.tzinfo)
    return end if end > moment else end + timedelta(days=1)


def ask_at(
    started: datetime, due: datetime, *, quiet_from: time | None, quiet_until: time | None
) -> datetime:
    """When the question leaves: shortly before the clock is over, and never in quiet hours (local times)."""
    moment = due - (due - started) / LEFT_AT_ASKING
    if quiet_from is None or not is_quiet(moment.time(), quiet_from=quiet_from, quiet_until=quiet_until):
        return moment
    evening = datetime.combine(moment.date(), quiet_from, moment.tzinfo)
    if evening > moment:
        evening -= timedelta(days=1)
    before = evening - timedelta(hours=1)
    return before if before > started else quiet_over(moment, quiet_from=quiet_from, quiet_until=quiet_until)


def level_above(highest: int) -> int:
    """Where a case goes whose customer is not content: above whoever had it, at least to the specialists."""
    return min(max(SPECIALISTS, highest + 1), EXECUTIVE)


def next_occasion(day: date, *, today: date) -> date | None:
    """The yearly return of ``day`` that is near today, or None; the 29th of February is kept on the 28th.

    The day itself is no return: nobody is congratulated on the day of the first purchase.
    """
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found = day.replace(year=year)
        except ValueError:
            found = date(year, 2, 28)
        if found > day and today - OVER_AFTER <= found <= today + SHOWN_BEFORE:
            return found
    return None


def is_spent(contacts: Sequence[datetime], *, most: int, now: datetime) -> bool:
    """Whether a customer had as many contacts of ours within thirty days as is allowed; 0 allows none."""
    return sum(1 for at in contacts if now - at < A_MONTH) >= most
