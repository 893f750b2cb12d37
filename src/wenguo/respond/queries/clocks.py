"""The clocks of a case, each with the lines that explain it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import short_language
from wenguo.base.wording import duration_words, moment_words
from wenguo.kernel.deadlines.lines import Language, words as law_words
from wenguo.respond.domain import statutory
from wenguo.respond.models import Case, ClockPolicy, Deadline
from wenguo.respond.queries.calendars import ground_for_pack
from wenguo.respond.queries.types import ClockState, ClockView

if TYPE_CHECKING:
    from wenguo.people.models import Brand

RUNNING: tuple[ClockState, ...] = ("quiet", "amber", "red")
ORDER = ("first_reply", "next_reply", "solution", "follow_up", "level_2", "level_3", "level_4")


def clocks_of(case: Case, *, now: datetime) -> list[ClockView]:
    """Our own promises in their order, then what the law sets: of each the newest, unless it is no longer needed."""
    newest: dict[str, Deadline] = {}
    for row in Deadline.objects.filter(case=case).exclude(state=Deadline.State.DROPPED).order_by("id"):
        newest[row.name] = row
    others = [name for name in newest if name not in ORDER]
    return [_view(newest[name], now=now) for name in (*ORDER, *others) if name in newest]


def due_of(case: Case, clocks: list[ClockView] | None = None) -> dict[str, datetime]:
    """When each clock that runs is due, by name; from the clocks of the case where they have been read already."""
    if clocks is not None:
        return {clock.code: clock.due_at for clock in clocks if clock.state in RUNNING}
    running = Deadline.objects.filter(case=case, state=Deadline.State.RUNNING)
    return dict(running.values_list("name", "due_at"))


def policies_of(actor: Actor, brand: Brand) -> list[ClockPolicy]:
    """What the brand has set itself; where nothing is set, the built-in limits hold."""
    actor.require("respond.read", brand)
    return list(
        ClockPolicy.objects.filter(brand=brand).order_by(
            "name", "-urgency_from", "tier", "category", "channel"
        )
    )


def reading_language() -> Language:
    """The language of the lines that explain what the law sets."""
    return "zh" if short_language(get_language()) == "zh" else "en"


def standing_of(row: Deadline) -> statutory.Standing:
    """What the entries of a legal deadline add up to, on the days as they are known now."""
    pack, _step = statutory.step_of(row.explanation[0])
    return statutory.standing(row.explanation, ground=ground_for_pack(pack))


def _view(row: Deadline, *, now: datetime) -> ClockView:
    until = row.ended_at or row.paused_at or now
    length = max(row.due_at - row.started_at, timedelta(seconds=1))
    left = row.left if row.left is not None else row.due_at - until
    share = round(100 * min(1.0, max(0.0, (length - left) / length)))
    return ClockView(
        code=row.name,
        name=row.get_name_display(),
        state=_state(row, now),
        started_at=row.started_at,
        due_at=row.due_at,
        warn_at=row.warn_at,
        left=left,
        share=share,
        ended_at=row.ended_at,
        explanation=_explained(row, now),
        deadline_id=row.pk,
        kind=row.kind,
        raw_due_at=row.raw_due_at,
        is_provisional=row.is_provisional,
    )


def _explained(row: Deadline, now: datetime) -> list[str]:
    if row.kind == Deadline.Kind.STATUTORY:
        language = reading_language()
        lines = [law_words(line, language) for line in standing_of(row).lines]
        return [*lines, *(words for entry in row.explanation if (words := _law_event(entry, now)))]
    return [words for entry in row.explanation if (words := _words(entry, now))]


def _law_event(entry: dict[str, Any], now: datetime) -> str:
    """Who touched a legal deadline, where the arithmetic does not say it."""
    tell = {"dropped": _dropped, "recounted": _recounted}.get(entry["what"])
    return tell(entry, _moment(entry["at"], now), now) if tell else ""


def _state(row: Deadline, now: datetime) -> ClockState:
    if row.state == Deadline.State.PAUSED:
        return "paused"
    if row.state == Deadline.State.MET:
        return "met"
    if row.state == Deadline.State.MISSED:
        return "missed"
    if now >= row.due_at:
        return "red"
    return "amber" if now >= row.warn_at else "quiet"


def _words(entry: dict[str, Any], now: datetime) -> str:
    tell = _TOLD.get(entry["what"])
    return tell(entry, _moment(entry["at"], now), now) if tell else ""


def _moment(iso: str, now: datetime) -> str:
    return moment_words(datetime.fromisoformat(iso), now=now)


def _started(entry: dict[str, Any], at: str, now: datetime) -> str:
    hours = entry.get("hours", "").replace("-", "–") or f"{entry.get('opens', '')}–{entry.get('closes', '')}"
    facts = {
        "at": at,
        "limit": duration_words(timedelta(seconds=entry["limit_seconds"])),
        "due": _moment(entry["due_at"], now),
        "hours": hours,
    }
    if entry.get("calendar") not in ("business", "work"):
        return _("Started %(at)s; %(limit)s, counted around the clock: due %(due)s.") % facts
    line = _("Started %(at)s; %(limit)s, counted %(hours)s on working days: due %(due)s.") % facts
    if entry.get("provisional"):
        line += " " + _("The holidays of that year are not published yet; this may still change.")
    return line


def _paused(entry: dict[str, Any], at: str, _now: datetime) -> str:
    left = duration_words(timedelta(seconds=entry["left_seconds"]))
    return _("Paused %(at)s, waiting for the customer; %(left)s left.") % {"at": at, "left": left}


def _resumed(entry: dict[str, Any], at: str, now: datetime) -> str:
    return _("Resumed %(at)s: due %(due)s.") % {"at": at, "due": _moment(entry["due_at"], now)}


def _ended(entry: dict[str, Any], at: str, _now: datetime) -> str:
    is_met = entry.get("state") == "met"
    return (_("Done %(at)s, in time.") if is_met else _("Done %(at)s, too late.")) % {"at": at}


def _recounted(entry: dict[str, Any], at: str, now: datetime) -> str:
    facts = {"at": at, "before": _moment(entry["before"], now), "due": _moment(entry["due_at"], now)}
    return _("Counted again %(at)s on a corrected calendar: due %(due)s instead of %(before)s.") % facts


def _dropped(entry: dict[str, Any], at: str, _now: datetime) -> str:
    facts = {"at": at, "who": entry.get("by", ""), "why": entry.get("reason", "")}
    return _("Ended by %(who)s %(at)s: %(why)s") % facts if facts["why"] else ""


_TOLD: dict[str, Callable[[dict[str, Any], str, datetime], str]] = {
    "started": _started,
    "paused": _paused,
    "resumed": _resumed,
    "ended": _ended,
    "recounted": _recounted,
}
