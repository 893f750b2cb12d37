"""What people do about legal deadlines: choose packs, start one, extend it with a sent notice, stop it by law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.governance.actions import record
from wenguo.kernel.deadlines import packs as law
from wenguo.kernel.deadlines.computing import check_extension
from wenguo.kernel.deadlines.history import Happening
from wenguo.kernel.deadlines.lines import LACKING
from wenguo.kernel.deadlines.packs import Pack, Step
from wenguo.kernel.deadlines.rules import DEFAULT_ZONE
from wenguo.respond.actions.clocks import place_in_queue
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.legal_rows import add_entry, last_moment, start_step
from wenguo.respond.domain import statutory
from wenguo.respond.models import Case, Deadline, Message, PackChoice
from wenguo.respond.queries.clocks import reading_language, standing_of
from wenguo.respond.queries.packs import pack_on
from wenguo.respond.queries.statutory import notice_sent_at
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.people.models import Brand

LIVE = (Deadline.State.RUNNING, Deadline.State.PAUSED)


class ExtensionRefused(Refused):
    """A legal deadline moves only with a reason, an approver, and a notice that was sent before the date."""

    code = "extension_refused"
    message = _("This deadline cannot be extended.")

    def __init__(self, lacking: str) -> None:
        chinese, english = LACKING.get(lacking, ("", ""))
        because = chinese if reading_language() == "zh" else english
        super().__init__(
            gettext("The extension is refused: %(because)s.") % {"because": because}, lacking=lacking
        )


class NotRunning(Refused):
    """Only a deadline that runs can be extended, held or ended."""

    code = "not_running"
    message = _("This deadline does not run any more.")


@transaction.atomic
def choose_pack(
    *,
    actor: Actor,
    brand: Brand,
    pack: str,
    now: datetime,
    category: str = "",
    steps: Sequence[str] = (),
    reason: str = "",
) -> PackChoice:
    """From now on this pack watches the brand's new cases, or those of one category.

    ``steps`` adds variants and rows that ship switched off; the latter need a ``reason``, for nobody has verified them.
    Raises Invalid.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    category = category.strip()
    if category and not understanding.is_category(category):
        raise Invalid(_("There is no such category."), category="choice")
    chosen = _pack(pack, now)
    wanted = [_step(chosen, name) for name in dict.fromkeys(steps)]
    reason = checked_text(reason, "reason", is_required=False)[:200]
    if not reason and not all(step.is_enabled and chosen.is_enabled for step in wanted):
        raise Invalid(_("Say why a row that nobody has verified is used."), reason="empty")
    if not statutory.steps_for_firm(chosen, steps):
        raise Invalid(_("Nothing in this pack binds you by itself. Choose its steps."), steps="empty")
    row, _is_new = PackChoice.objects.update_or_create(
        brand=brand,
        pack=pack,
        category=category,
        defaults={"steps": [step.name for step in wanted], "reason": reason},
    )
    record(actor, "pack.chosen", row, at=now, pack=pack, category=row.category, steps=row.steps)
    return row


@transaction.atomic
def drop_pack(*, actor: Actor, brand: Brand, pack: str, category: str = "", now: datetime) -> None:
    """New cases are no longer watched by this pack; clocks that run go on. Raises NotFound."""
    actor.require("respond.settings", brand)
    row = PackChoice.objects.filter(brand=brand, pack=pack, category=category).first()
    if row is None or not actor.sees_brand(brand.pk):
        raise NotFound
    record(actor, "pack.dropped", row, at=now, pack=pack, category=category)
    row.delete()


def start_packs(case: Case, *, received_at: datetime, now: datetime) -> None:
    """Begin what the brand's packs ask for in this case, from the moment we received it."""
    for choice in PackChoice.objects.filter(brand_id=case.brand_id).order_by("id"):
        if choice.category and not f"{case.category}.".startswith(f"{choice.category}."):
            continue
        known = pack_on(choice.pack, received_at.astimezone(DEFAULT_ZONE).date())
        for step in statutory.steps_for_firm(known.pack, choice.steps):
            start_step(case, known, step=step, at=received_at, now=now)


@transaction.atomic
def start_statutory(
    *, actor: Actor, case: Case, pack: str, step: str, received_at: datetime, now: datetime
) -> Deadline:
    """Watch one step of the law in this case, from when it was received (forwarded, accepted …) by whoever must act.

    Raises Invalid, CaseIsClosed.
    """
    actor.require("respond.extend", case)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if received_at > now:
        raise Invalid(_("It cannot have been received in the future."), received_at="future")
    try:
        known = pack_on(pack, received_at.astimezone(DEFAULT_ZONE).date())
    except law.NoPack:
        raise Invalid(_("There is no such pack."), pack="choice") from None
    which = _step(known.pack, step)
    if which.rule is None:
        raise Invalid(_("This step names no number."), step="choice")
    row = start_step(case, known, step=which, at=received_at, now=now, by=actor.name)
    note_event(actor, case, "law_started", now=now, clock=row.name, due_at=row.due_at.isoformat())
    finish(actor, case, "law_started", now=now, fields=place_in_queue(case))
    return row


def extend_statutory(
    *,
    actor: Actor,
    case: Case,
    deadline_id: int,
    reason: str,
    notice: int | None,
    now: datetime,
    to: str = "",
) -> Deadline:
    """Move a legal deadline to its longer limit. The actor approves; ``notice`` is the message that told the customer.

    Refused, and written down as refused, without a reason, where the rule knows no extension, or when no notice was
    sent before the date. Raises ExtensionRefused, NotRunning, NotFound.
    """
    actor.require("respond.extend", case)
    with transaction.atomic():
        held_case = held(actor, case)
        row = _running(held_case, deadline_id)
        pack, step = statutory.step_of(row.explanation[0])
        asked = Happening(
            "extended",
            max(now, last_moment(row)),
            reason=checked_text(reason, "reason", is_required=False),
            approver=actor.name,
            notice_sent_at=_sent_at(held_case, notice),
            to=to,
        )
        reached = standing_of(row).reached
        longer = check_extension(pack, step, asked=asked, due_at=row.due_at, reached=reached)
        _write_extension(actor, held_case, row=row, asked=asked, longer=longer, notice=notice, now=now)
    if not isinstance(longer, Step):
        raise ExtensionRefused(longer)
    return row


@transaction.atomic
def hold_statutory(*, actor: Actor, case: Case, deadline_id: int, reason: str, now: datetime) -> Deadline:
    """The clock stops for a reason that the law itself names: testing, say. Raises Invalid for another, NotRunning."""
    actor.require("respond.extend", case)
    case = held(actor, case)
    row = _running(case, deadline_id)
    _pack, step = statutory.step_of(row.explanation[0])
    if reason not in step.pauses:
        raise Invalid(_("The rule does not stop for this reason."), reason="choice")
    if row.state == Deadline.State.RUNNING:
        _changed(actor, case, row=row, what="paused", now=now, reason=reason)
    return row


@transaction.atomic
def release_statutory(*, actor: Actor, case: Case, deadline_id: int, now: datetime) -> Deadline:
    """The reason for which the law stopped the clock is over. Doing it twice changes nothing."""
    actor.require("respond.extend", case)
    case = held(actor, case)
    row = _running(case, deadline_id)
    if row.state == Deadline.State.PAUSED:
        _changed(actor, case, row=row, what="resumed", now=now)
    return row


@transaction.atomic
def end_statutory(
    *, actor: Actor, case: Case, deadline_id: int, is_done: bool, reason: str, now: datetime
) -> Deadline:
    """What the law asked for is done, or no longer applies (withdrawn, say). Raises NotRunning, Invalid."""
    actor.require("respond.extend", case)
    reason = checked_text(reason, "reason")
    case = held(actor, case)
    row = _running(case, deadline_id)
    _changed(actor, case, row=row, what="ended" if is_done else "dropped", now=now, reason=reason)
    return row


def _changed(actor: Actor, case: Case, *, row: Deadline, what: str, now: datetime, reason: str = "") -> None:
    at = max(now, last_moment(row))
    add_entry(row, statutory.entry(what, at, reason=reason, by=actor.name))
    note_event(actor, case, f"law_{what}", now=now, clock=row.name, reason=reason)
    finish(actor, case, f"law_{what}", now=now, fields=place_in_queue(case))


def _write_extension(
    actor: Actor,
    case: Case,
    *,
    row: Deadline,
    asked: Happening,
    longer: Step | str,
    notice: int | None,
    now: datetime,
) -> None:
    before = row.due_at
    sent_at = asked.notice_sent_at.isoformat() if asked.notice_sent_at else None
    facts: dict[str, Any] = {"reason": asked.reason, "approver": asked.approver, "notice_sent_at": sent_at}
    add_entry(row, statutory.entry("extended", asked.at, to=asked.to, notice=notice, **facts))
    is_granted = isinstance(longer, Step)
    kind = "law_extended" if is_granted else "law_not_extended"
    told: dict[str, Any] = {"clock": row.name, "before": before.isoformat(), "due_at": row.due_at.isoformat()}
    lacking = "" if is_granted else str(longer)
    note_event(actor, case, kind, now=now, lacking=lacking, reason=asked.reason, **told)
    finish(actor, case, kind, now=now, fields=place_in_queue(case))


def _sent_at(case: Case, notice: int | None) -> datetime | None:
    if notice is None:
        return None
    message = Message.objects.filter(case=case, pk=notice, direction=Message.Direction.OUTGOING).first()
    if message is None:
        raise NotFound
    return notice_sent_at(message)


def _running(case: Case, deadline_id: int) -> Deadline:
    rows = Deadline.objects.select_for_update(no_key=True)
    row = rows.filter(case=case, pk=deadline_id, kind=Deadline.Kind.STATUTORY).first()
    if row is None:
        raise NotFound
    if row.state not in LIVE:
        raise NotRunning
    return row


def _pack(pack_id: str, now: datetime) -> Pack:
    try:
        return pack_on(pack_id, now.astimezone(DEFAULT_ZONE).date()).pack
    except law.NoPack:
        raise Invalid(_("There is no such pack."), pack="choice") from None


def _step(pack: Pack, name: str) -> Step:
    try:
        return pack.step(name)
    except law.NoPack:
        raise Invalid(_("This pack has no such step."), steps="choice") from None
