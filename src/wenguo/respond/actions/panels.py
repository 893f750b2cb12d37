"""Specialists are asked for their opinion beside the case, and whoever has the case sums up what they said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound, Refused
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.notices import tell
from wenguo.respond.domain.panels import LONGEST, MOST_EXPERTS, OWED, PRESENT, may_move
from wenguo.respond.models import Case, ExpertAsk, Notice, Panel
from wenguo.respond.queries.panels import possible_experts

if TYPE_CHECKING:
    from wenguo.people.models import User

State = ExpertAsk.State
SUPERIORS = frozenset({"lead", "executive", "administrator"})
BATCH = 200


class AskedAlready(Refused):
    """One expert gives one opinion in a panel."""

    code = "asked_already"
    message = _("This colleague is asked already.")


class NotTheExpert(NotAllowed):
    """An opinion is given by whoever was asked for it."""

    code = "not_the_expert"
    message = _("Only the colleague who was asked can answer.")


class AskMoved(Refused):
    """It was answered, declined, taken back or concluded in the meantime."""

    code = "ask_moved"
    message = _("This question is no longer open.")


class NoPanel(Refused):
    """Nothing is there to be concluded."""

    code = "no_panel"
    message = _("No expert is asked in this case.")


class NotTheOwner(NotAllowed):
    """Many contribute, one decides."""

    code = "not_the_owner"
    message = _("The panel is concluded by whoever has the case, or by a lead.")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an expert found, what they recommend, and how sure they are: high, medium or low."""

    finding: str
    confidence: str
    recommendation: str = ""


@transaction.atomic
def invite_expert(
    *, actor: Actor, case: Case, expert: User, question: str, due_at: datetime, now: datetime
) -> ExpertAsk:
    """Ask a specialist of the brand, whatever their team; while they are asked they see the case.

    Raises Invalid for somebody who cannot be asked, a time that has passed or lies beyond sixty days; AskedAlready,
    CaseIsClosed.
    """
    actor.require("respond.reply", case)
    question = checked_text(question, "question")
    if not now < due_at <= now + LONGEST:
        raise Invalid(_("Choose a time that lies ahead, at most sixty days."), due_at="range")
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if expert.pk not in {one.user.pk for one in possible_experts(actor, case)}:
        raise Invalid(_("This colleague cannot be asked about this case."), expert="choice")
    panel = _open_panel(actor, case, now)
    if ExpertAsk.objects.filter(panel=panel, expert=expert, state__in=PRESENT).exists():
        raise AskedAlready
    if ExpertAsk.objects.filter(panel=panel).count() >= MOST_EXPERTS:
        raise Invalid(_("A panel has at most twenty experts."), expert="too_many")
    ask = ExpertAsk.objects.create(
        panel=panel,
        case=case,
        expert=expert,
        question=question,
        asked_by_id=actor.user_id,
        asked_by_name=actor.name[:150],
        asked_at=now,
        due_at=due_at,
    )
    tell(case, [expert.pk], kind="expert", what="expert_asked", key=f"ask-{ask.pk}", now=now, who=actor.name)
    note_event(actor, case, "expert_asked", now=now, name=expert.name, reason=question)
    finish(actor, case, "expert_asked", now=now, fields=[])
    return ask


@transaction.atomic
def accept_ask(*, actor: Actor, ask: ExpertAsk, now: datetime) -> ExpertAsk:
    """The expert will give an opinion. Twice is once. Raises NotTheExpert, AskMoved."""
    case, row = _mine(actor, ask)
    if row.state == State.ACCEPTED:
        return row
    _move(row, State.ACCEPTED)
    row.save(update_fields=["state"])
    note_event(actor, case, "expert_accepted", now=now, name=actor.name)
    finish(actor, case, "expert_accepted", now=now, fields=[])
    return row


@transaction.atomic
def decline_ask(*, actor: Actor, ask: ExpertAsk, reason: str, now: datetime) -> ExpertAsk:
    """The expert cannot say, and why; whoever asked is told. Raises NotTheExpert, AskMoved, Invalid."""
    _only_the_expert(actor, ask)
    reason = " ".join(checked_text(reason, "reason").split())
    if len(reason) > 300:
        raise Invalid(_("Say why, in at most 300 characters."), reason="length")
    case, row = _mine(actor, ask)
    _move(row, State.DECLINED)
    row.reason = reason
    row.save(update_fields=["state", "reason"])
    _tell_askers(actor, case, row, "expert_declined", now=now)
    note_event(actor, case, "expert_declined", now=now, name=actor.name, reason=reason)
    finish(actor, case, "expert_declined", now=now, fields=[])
    return row


@transaction.atomic
def give_opinion(*, actor: Actor, ask: ExpertAsk, opinion: Opinion, now: datetime) -> ExpertAsk:
    """The expert's opinion, for colleagues only; until the panel is concluded they may put it in other words.

    Raises NotTheExpert, AskMoved, Invalid without a finding or confidence.
    """
    _only_the_expert(actor, ask)
    finding = checked_text(opinion.finding, "finding")
    recommendation = checked_text(opinion.recommendation, "recommendation", is_required=False)
    if opinion.confidence not in ExpertAsk.Confidence.values:
        raise Invalid(_("Say how sure you are."), confidence="choice")
    case, row = _mine(actor, ask)
    _move(row, State.ANSWERED)
    row.finding, row.recommendation, row.confidence = finding, recommendation, opinion.confidence
    row.answered_at = now
    row.save(update_fields=["state", "finding", "recommendation", "confidence", "answered_at"])
    _tell_askers(actor, case, row, "expert_answered", now=now)
    note_event(actor, case, "expert_answered", now=now, name=actor.name)
    finish(actor, case, "expert_answered", now=now, fields=[])
    return row


@transaction.atomic
def withdraw_ask(*, actor: Actor, ask: ExpertAsk, now: datetime) -> ExpertAsk:
    """The opinion is no longer wanted: the expert no longer sees the case by it. Twice is once.

    When nobody is left, the panel is over. Raises AskMoved for an opinion that was given.
    """
    actor.require("respond.reply", ask.case)
    case, row = _held(actor, ask)
    if row.state == State.WITHDRAWN:
        return row
    _move(row, State.WITHDRAWN)
    _release([row], now)
    if not ExpertAsk.objects.filter(panel=row.panel, state__in=PRESENT).exists():
        Panel.objects.filter(pk=row.panel_id).update(concluded_at=now, concluded_by_name=actor.name[:150])
    note_event(actor, case, "expert_withdrawn", now=now, name=row.expert.name)
    finish(actor, case, "expert_withdrawn", now=now, fields=[])
    return row


@transaction.atomic
def conclude_panel(*, actor: Actor, case: Case, summary: str, now: datetime) -> Panel:
    """Sum up what the experts said: it stands in the conversation as a note; what is still owed is no longer wanted.

    Raises NotTheOwner, NoPanel, Invalid without a summary.
    """
    actor.require("respond.reply", case)
    body = checked_text(summary, "summary")
    case = held(actor, case)
    if case.assignee_id not in (None, actor.user_id) and actor.role not in SUPERIORS:
        raise NotTheOwner
    panel = Panel.objects.filter(case=case, concluded_at__isnull=True).first()
    if panel is None:
        raise NoPanel
    panel.summary, panel.concluded_at, panel.concluded_by_name = body, now, actor.name[:150]
    panel.save(update_fields=["summary", "concluded_at", "concluded_by_name"])
    _release(list(ExpertAsk.objects.filter(panel=panel, state__in=OWED)), now)
    note = add_message(actor, case, body, direction="note", channel="", now=now)
    note_event(actor, case, "panel_concluded", now=now, message=note.pk)
    finish(actor, case, "panel_concluded", now=now, fields=[])
    return panel


def chase_experts(*, now: datetime) -> int:
    """Opinions still owed after their time are raised, each once, to the expert, whoever asked and the owner."""
    rows = ExpertAsk.objects.filter(state__in=OWED, due_at__lte=now, overdue_at__isnull=True)
    ids = list(rows.order_by("due_at", "id").values_list("id", flat=True)[:BATCH])
    return sum(_raised(ask_id, now) for ask_id in ids)


@transaction.atomic
def _raised(ask_id: int, now: datetime) -> bool:
    rows = ExpertAsk.objects.select_for_update(skip_locked=True, of=("self", "case"), no_key=True)
    row = (
        rows.filter(pk=ask_id, state__in=OWED, overdue_at__isnull=True)
        .select_related("case", "expert")
        .first()
    )
    if row is None:
        return False
    row.overdue_at = now
    row.save(update_fields=["overdue_at"])
    people = {row.expert_id, row.asked_by_id, row.case.assignee_id} - {None}
    _tell(row, people, "expert_overdue", now=now)
    note_event(SYSTEM, row.case, "expert_overdue", now=now, name=row.expert.name)
    finish(SYSTEM, row.case, "expert_overdue", now=now, fields=[])
    return True


def _open_panel(actor: Actor, case: Case, now: datetime) -> Panel:
    # The case is held: nobody else opens one at this moment.
    facts = {"opened_by_name": actor.name[:150], "opened_at": now}
    panel, _is_new = Panel.objects.get_or_create(case=case, concluded_at=None, defaults=facts)
    return panel


def _held(actor: Actor, ask: ExpertAsk) -> tuple[Case, ExpertAsk]:
    case = held(actor, ask.case)
    rows = ExpertAsk.objects.select_for_update(of=("self",), no_key=True).select_related("panel", "expert")
    row = rows.filter(pk=ask.pk, case=case).first()
    if row is None:
        raise NotFound
    return case, row


def _only_the_expert(actor: Actor, ask: ExpertAsk) -> None:
    actor.require("respond.read", ask.case)
    if actor.user_id is None or ask.expert_id != actor.user_id:
        raise NotTheExpert


def _mine(actor: Actor, ask: ExpertAsk) -> tuple[Case, ExpertAsk]:
    _only_the_expert(actor, ask)
    return _held(actor, ask)


def _move(row: ExpertAsk, state: str) -> None:
    if row.panel.concluded_at is not None or not may_move(row.state, state):
        raise AskMoved
    row.state = state


def _release(rows: list[ExpertAsk], now: datetime) -> None:
    """These opinions are no longer wanted: nothing about them waits on anybody's bell."""
    ExpertAsk.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.WITHDRAWN)
    keys = [key for row in rows for key in (f"ask-{row.pk}", f"ask-{row.pk}-expert_overdue")]
    Notice.objects.filter(key__in=keys, seen_at__isnull=True).update(seen_at=now)


def _tell_askers(actor: Actor, case: Case, row: ExpertAsk, what: str, *, now: datetime) -> None:
    _tell(row, {row.asked_by_id, case.assignee_id} - {None, actor.user_id}, what, now=now)


def _tell(row: ExpertAsk, people: Iterable[int | None], what: str, *, now: datetime) -> None:
    ids = [one for one in people if one is not None]
    # An opinion in other words is told again; an overdue one once.
    key = f"ask-{row.pk}-{what}" + (f"-{now.timestamp():.0f}" if what == "expert_answered" else "")
    tell(row.case, ids, kind="expert", what=what, key=key, now=now, who=row.expert.name)
