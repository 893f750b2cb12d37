"""How well promises are kept: of those that fell due, how many were kept or moved in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.measure.queries.slices import Slice
from wenguo.respond import queries as respond

By = Literal["person", "team", "category"]
BYS: tuple[By, ...] = ("person", "team", "category")
STATES = ("kept", "moved", "broken")


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise behind a number. ``state`` is kept, moved or broken."""

    id: int
    case_number: str
    text: str
    owner: str
    due_at: datetime
    state: str
    kept_at: datetime | None


def promise_keeping(actor: Actor, part: Slice, *, by: By, now: datetime) -> list[respond.KeepingRow]:
    """The rows of the period, the most promises first; a share below five promises is None."""
    actor.require("measure.read")
    return respond.keeping_rates(actor, by=by, brand_ids=part.brand_ids, **_period(part, now))


def promises_behind(
    actor: Actor, part: Slice, *, by: By, key: str, state: str, now: datetime
) -> list[PromiseLine]:
    """The promises behind one number."""
    actor.require("measure.read")
    judged = respond.judged_promises(actor, brand_ids=part.brand_ids, **_period(part, now))
    return [
        PromiseLine(
            row.pk,
            row.case.number,
            row.text,
            row.owner.name if row.owner else "",
            row.due_at,
            row.state,
            row.kept_at,
        )
        for row in respond.promises_behind(judged, by=by, key=key, state=state)
    ]


def keeping_head() -> list[object]:
    """Column names of the file."""
    return [
        _("By"),
        _("Name"),
        _("Fell due"),
        _("Kept in time"),
        _("Moved in time"),
        _("Broken"),
        _("Share"),
        _("95 % from"),
        _("95 % to"),
    ]


def by_name(by: By) -> str:
    """A grouping in the reader's language."""
    return {"person": _("Person"), "team": _("Team"), "category": _("Category")}[by]


def keeping_lines(actor: Actor, part: Slice, *, now: datetime) -> Iterator[list[object]]:
    """The rows of the file; shares 0 to 1, empty below five promises."""
    for by in BYS:
        for row in promise_keeping(actor, part, by=by, now=now):
            share: list[object] = (
                ["", "", ""]
                if row.share is None
                else [round(row.share, 4), round(row.interval.low, 4), round(row.interval.high, 4)]
            )
            keeping = row.keeping
            yield [by_name(by), row.name, keeping.due, keeping.kept, keeping.moved, keeping.broken, *share]


def _period(part: Slice, now: datetime) -> dict[str, Any]:
    zone = get_current_timezone()
    since = datetime.combine(part.from_day, time(), zone)
    until = datetime.combine(part.to_day + timedelta(days=1), time(), zone)
    # A promise of this evening is not judged at noon.
    return {"since": since, "until": min(until, localtime(now))}
