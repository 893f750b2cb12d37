"""The rows of legal deadlines: started, added to, and stored as the sum of their entries."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from wenguo.kernel.deadlines.packs import NoPack, Step
from wenguo.respond.domain import statutory
from wenguo.respond.domain.statutory import Standing
from wenguo.respond.models import Case, Deadline
from wenguo.respond.queries.calendars import ground_for_pack
from wenguo.respond.queries.packs import KnownPack

LIVE = (Deadline.State.RUNNING, Deadline.State.PAUSED)


def start_step(
    case: Case, known: KnownPack, *, step: Step, at: datetime, now: datetime, by: str = ""
) -> Deadline:
    """A clock of the law begins at ``at``, when it was received; one that runs already is kept."""
    pack = known.pack
    name = statutory.deadline_name(pack, step)
    running = Deadline.objects.filter(case=case, name=name, state__in=LIVE).first()
    if running is not None:
        return running
    first = statutory.entry(
        "started",
        at,
        pack=pack.id,
        version=pack.version,
        step=step.name,
        recorded_at=now.isoformat(),
        by=by,
        # What an installation wrote itself goes along: by this text the deadline can be counted again, whatever comes.
        **({"own": known.own.content} if known.own else {}),
    )
    standing = statutory.standing([first], ground=ground_for_pack(pack))
    return Deadline.objects.create(
        case=case,
        name=name,
        kind=Deadline.Kind.STATUTORY,
        explanation=[first],
        **columns_of(standing, told=sum(mark <= now for mark in standing.marks)),
    )


def add_entry(row: Deadline, entry: dict[str, Any]) -> Deadline:
    """One more line in the history of a deadline that is held; every column follows from it."""
    row.explanation = [*row.explanation, entry]
    pack, _step = statutory.step_of(row.explanation[0])
    standing = statutory.standing(row.explanation, ground=ground_for_pack(pack))
    due_before = row.due_at
    for name, value in columns_of(standing, told=row.told).items():
        setattr(row, name, value)
    if row.due_at > due_before:
        # A later date is watched anew; that it was over before, if it was, stays in the case's story.
        row.told = sum(mark <= datetime.fromisoformat(entry["at"]) for mark in row.marks)
        row.notice_at = row.marks[row.told] if row.told < len(row.marks) else None
        row.warned_at = row.breached_at = None
    row.save()
    return row


def columns_of(standing: Standing, *, told: int) -> dict[str, Any]:
    """The columns that a standing is stored in."""
    marks = list(standing.marks)
    return {
        "state": standing.state,
        "started_at": standing.started_at,
        "due_at": standing.due_at,
        "raw_due_at": standing.raw_due_at,
        "warn_at": standing.warn_at,
        "marks": marks,
        "told": told,
        "notice_at": marks[told] if told < len(marks) else None,
        "paused_at": standing.paused_at,
        "left": statutory.left_of(standing),
        "ended_at": standing.ended_at,
        "is_provisional": standing.is_provisional,
    }


def recount_step(row: Deadline, *, at: datetime, because: str) -> bool:
    """Count a legal deadline again on the days as they are known now; says whether it moved."""
    try:
        pack, _step = statutory.step_of(row.explanation[0])
    except NoPack:
        return False
    fresh = statutory.standing(row.explanation, ground=ground_for_pack(pack))
    before = row.due_at
    if (fresh.due_at, fresh.is_provisional) == (before, row.is_provisional):
        return False
    told = {"before": before.isoformat(), "due_at": fresh.due_at.isoformat(), "because": because}
    if fresh.due_at == before:
        Deadline.objects.filter(pk=row.pk).update(is_provisional=fresh.is_provisional)
        return False
    add_entry(row, statutory.entry("recounted", max(at, last_moment(row)), **told))
    return True


def end_by_deeds(row: Deadline, deeds: Collection[str], *, at: datetime) -> None:
    """Deeds of ours (the first answer, the solution) are what some steps of the law ask for. For a row that is held."""
    try:
        _pack, step = statutory.step_of(row.explanation[0])
    except NoPack:
        return  # A pack that this release no longer has is ended by hand.
    if any(statutory.is_ended_by(step, deed) for deed in deeds):
        add_entry(row, statutory.entry("ended", max(at, last_moment(row))))


def last_moment(row: Deadline) -> datetime:
    """A clock never goes backwards: nothing is entered before its last entry."""
    return datetime.fromisoformat(row.explanation[-1]["at"])
