"""Clocks that the law sets on a case: what the entries of a deadline add up to, by the pack they name.

The entries are the truth, as for our own clocks; ``kernel.deadlines`` does the arithmetic. No status ever pauses one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from wenguo.kernel.deadlines import computing
from wenguo.kernel.deadlines.history import Happening
from wenguo.kernel.deadlines.lines import Language, Line
from wenguo.kernel.deadlines.packs import NoPack, Pack, Step, shipped
from wenguo.kernel.deadlines.rules import Ground
from wenguo.respond.domain.pack_versions import own_version

STATUTORY = "law:"
# Parts of the time until the un-rolled date at which somebody is told; that date itself follows where it moved.
MARKS = (0.5, 0.75, 0.9)
# Our deeds that end a step: an acknowledgement ends with the first answer, everything else with the resolution.
FIRST_ANSWER = ("acknowledgement", "acceptance")
State = Literal["running", "paused", "met", "missed", "dropped"]
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """A legal deadline as its entries leave it; ``due_at`` of a paused one is what it was when it was paused."""

    state: State
    started_at: datetime
    due_at: datetime
    raw_due_at: datetime
    warn_at: datetime
    marks: tuple[datetime, ...]
    is_provisional: bool
    paused_at: datetime | None
    ended_at: datetime | None
    lines: tuple[Line, ...]
    reached: tuple[str, ...]


def deadline_name(pack: Pack, step: Step) -> str:
    """The name of the deadline that watches this step: ``law:cn.telecom:answer``."""
    return f"{STATUTORY}{pack.id}:{step.name}"


def statutory_name(name: str, language: Language) -> str:
    """What it is called: the pack and the step in words; the bare name where this release does not know them."""
    _law, _colon, rest = name.partition(":")
    pack_id, _colon, step_name = rest.partition(":")
    pack = next((one for one in reversed(shipped()) if one.id == pack_id), None)
    if pack is None:
        return rest
    try:
        step = pack.step(step_name)
    except NoPack:
        return rest
    return ("{}：{}" if language == "zh" else "{}: {}").format(pack.title[language], step.label[language])


def step_of(entry: Entry, packs: Iterable[Pack] | None = None) -> tuple[Pack, Step]:
    """The pack and step that a deadline's first entry names; raises NoPack when this release has them no more.

    A version of the installation's own stands in the entry itself, so that what was counted by it can be counted again.
    """
    known = shipped() if packs is None else packs
    if own := entry.get("own"):
        known = (own_version(own, version=entry["version"]),)
    for pack in known:
        if (pack.id, pack.version) == (entry["pack"], entry["version"]):
            return pack, pack.step(entry["step"])
    raise NoPack(f"{entry['pack']} {entry['version']}")


def steps_for_firm(pack: Pack, chosen: Iterable[str]) -> list[Step]:
    """The steps that begin when a firm receives a complaint: its own, verified ones, and those chosen by name."""
    wanted = set(chosen)
    return [
        step
        for step in pack.steps
        if step.rule is not None
        and step.audience in ("firm", "platform")
        and step.anchor in (pack.clock_start, "received")
        and not step.extends
        and (step.name in wanted or (pack.is_enabled and step.is_enabled and not step.is_variant))
    ]


def is_ended_by(step: Step, deed: str) -> bool:
    """Whether this deed of ours (``first_reply`` or ``solution``) is what the step asks for."""
    return deed == ("first_reply" if step.name in FIRST_ANSWER else "solution")


def standing(entries: Sequence[Entry], *, ground: Ground) -> Standing:
    """What these entries add up to."""
    first = entries[0]
    pack, step = step_of(first)
    started_at = datetime.fromisoformat(first["at"])
    happened = [Happening(step.anchor, started_at), *_happenings(entries[1:])]
    result = computing.compute_step(pack, step, received=started_at, happened=happened, ground=ground)
    # Counted up to the pause, so that the date that was set stays in sight.
    shown = result
    while shown.counted is None:
        happened.pop()
        shown = computing.compute_step(pack, step, received=started_at, happened=happened, ground=ground)
    counted = shown.counted
    due_at, raw_due_at = counted.due_at.astimezone(UTC), counted.raw_due.astimezone(UTC)
    marks = [started_at + (raw_due_at - started_at) * part for part in MARKS]
    if counted.is_rolled:
        marks.append(raw_due_at)
    dropped = next((entry for entry in entries if entry["what"] == "dropped"), None)
    ended = next((entry for entry in entries if entry["what"] in ("ended", "dropped")), None)
    paused = [entry for entry in entries if entry["what"] == "paused"] if result.state == "paused" else []
    return Standing(
        state="dropped" if dropped else _state(result.state),
        started_at=started_at,
        due_at=due_at,
        raw_due_at=raw_due_at,
        warn_at=marks[1],
        marks=tuple(marks),
        is_provisional=counted.is_provisional,
        paused_at=datetime.fromisoformat(paused[-1]["at"]) if paused else None,
        ended_at=datetime.fromisoformat(ended["at"]) if ended else None,
        lines=result.lines,
        reached=result.reached,
    )


def entry(what: str, at: datetime, **facts: Any) -> dict[str, Any]:
    """One more line in the history of a deadline."""
    return {"what": what, "at": at.isoformat(), **facts}


def left_of(standing_now: Standing) -> timedelta | None:
    """How much time was left when it was paused."""
    return standing_now.due_at - standing_now.paused_at if standing_now.paused_at else None


def _state(state: computing.State) -> State:
    return "running" if state == "waiting" else state


def _happenings(entries: Iterable[Entry]) -> Iterable[Happening]:
    kinds = {"ended": "done", "paused": "paused", "resumed": "resumed", "extended": "extended"}
    for one in entries:
        kind = kinds.get(one["what"])
        if kind is None:
            continue
        sent_at = one.get("notice_sent_at")
        yield Happening(
            kind,
            datetime.fromisoformat(one["at"]),
            reason=one.get("reason", ""),
            approver=one.get("approver", ""),
            notice_sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
            to=one.get("to", ""),
        )
