"""From what we do about it to what was learnt: resolve, follow up, close; and reopen what was not settled after all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid
from wenguo.listen import queries as listen
from wenguo.respond.actions.care_planning import (
    lapse_care,
    plan_follow_up,
    plan_month,
    settle_follow_up,
)
from wenguo.respond.actions.clocks import drop_clocks, end_clocks, place_in_queue, resume_clocks, start_clock
from wenguo.respond.actions.conversation import say
from wenguo.respond.actions.deeds import (
    AlreadyResolved,
    CaseIsClosed,
    CaseIsMerged,
    NotClosed,
    NotResolved,
    ReplyNotSent,
    checked_text,
    finish,
    held,
    note_event,
)
from wenguo.respond.actions.escalating import escalate, settle_escalation
from wenguo.respond.actions.fields import write_fields
from wenguo.respond.actions.moves import make_move
from wenguo.respond.actions.owing import nothing_is_owed
from wenguo.respond.actions.ranking import rank
from wenguo.respond.actions.routing import route
from wenguo.respond.actions.stops import recording_stops
from wenguo.respond.domain.care import level_above
from wenguo.respond.domain.escalation import EXECUTIVE
from wenguo.respond.domain.moves import after, shipped
from wenguo.respond.models import Case, Escalation, Message, Promise
from wenguo.respond.queries.promises import found_promises
from wenguo.respond.queries.story import delivery_key

# What may still become "sent", or may never have arrived.
UNSETTLED = {"waiting", "claimed", "failed", "unknown"}
DONE = (Case.Status.RESOLVED, Case.Status.CLOSED)


@recording_stops
@transaction.atomic
def resolve(
    *,
    actor: Actor,
    case: Case,
    outcome: str,
    cause: str,
    text: str,
    now: datetime,
    tell_customer: bool = True,
    own: Mapping[str, Any] | None = None,
) -> Case:
    """What was done, how it came out, and what caused it; the customer is told, and the follow-up clock starts.

    ``own`` are the brand's own fields that are asked for here. Raises Invalid without outcome, cause or words,
    FieldsInvalid, AlreadyResolved, CaseIsClosed.
    """
    actor.require("respond.resolve", case)
    body = _checked_solution(outcome, cause, text)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if case.status == Case.Status.RESOLVED:
        raise AlreadyResolved
    stage = make_move(actor, case, "resolve", given={"outcome": outcome, "cause": cause, "text": body})
    fields = ["status", "stage", "outcome", "cause", "resolution", "resolved_at"]
    fields += write_fields(actor, case, own or {}, place="resolve", now=now)
    if tell_customer:
        _message, more = say(actor, case, body, now=now)
        fields += more
    resume_clocks(case, at=now)
    # Whoever was helped without a letter, on the telephone say, was answered too.
    end_clocks(case, "first_reply", "next_reply", "solution", at=now)
    fields += settle_escalation(actor, case, now=now)
    case.status, case.stage = Case.Status.RESOLVED, stage
    case.outcome, case.cause, case.resolution, case.resolved_at = outcome, cause, body, now
    note_event(actor, case, "resolved", now=now, outcome=outcome, cause=cause)
    plan_follow_up(actor, case, start_clock(case, "follow_up", at=now), now=now)
    fields = [*dict.fromkeys(fields), *place_in_queue(case), *rank(case, now=now)]
    finish(actor, case, "resolved", now=now, fields=fields, news="resolved")
    return case


@transaction.atomic
def follow_up(*, actor: Actor, case: Case, text: str, satisfied: bool | None, now: datetime) -> Case:
    """We asked whether all is well now. ``satisfied`` is None when the customer could not be reached.

    Whoever is not content gets the case back into work, one level higher.

    Raises NotResolved, CaseIsClosed.
    """
    actor.require("respond.resolve", case)
    body = checked_text(text, is_required=False)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if case.status != Case.Status.RESOLVED:
        raise NotResolved
    make_move(actor, case, "follow_up", given={"text": body})
    return followed_up(actor, case, body, satisfied=satisfied, now=now)


def followed_up(actor: Actor, case: Case, said: str, *, satisfied: bool | None, now: datetime) -> Case:
    """What a follow-up brought, about a case that is held and settled; a closed one stays closed if all is well."""
    end_clocks(case, "follow_up", at=now)
    settle_follow_up(actor, case, satisfied=satisfied, text=said, now=now)
    # Their own answer by link is no move of ours: the table is not asked whether they may give it.
    case.stage = after(shipped(), "follow_up", stage=case.stage)
    note_event(actor, case, "followed_up", now=now, satisfied=satisfied, text=said)
    if satisfied is False:
        return _taken_up_higher(actor, case, said, now=now)
    finish(actor, case, "followed_up", now=now, fields=["stage", *place_in_queue(case)], news="followed_up")
    return case


@transaction.atomic
def close(*, actor: Actor, case: Case, lesson: str, now: datetime, no_promises: bool = False) -> Case:
    """Nothing is left to do; what was learnt is written down. Closing twice changes nothing.

    ``no_promises`` says that what was found in our words and never confirmed is no promise.

    Raises NotResolved without outcome and cause, ReplyNotSent while an answer may not have arrived, PromiseOpen,
    AmendsOpen and PanelOpen while something is owed.
    """
    actor.require("respond.resolve", case)
    lesson = checked_text(lesson, "lesson", is_required=False)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        return case
    if case.status != Case.Status.RESOLVED or not case.outcome or not case.cause:
        raise NotResolved
    make_move(actor, case, "close", given={"lesson": lesson})
    if _has_unsettled_reply(case):
        raise ReplyNotSent
    nothing_is_owed(case)
    if no_promises:
        found_promises(case).update(state=Promise.State.REJECTED)
    drop_clocks(case, at=now)
    lapse_care(case, because="", now=now)
    plan_month(case, now=now)
    case.status, case.stage, case.closed_at = Case.Status.CLOSED, Case.Stage.LEARN, now
    note_event(actor, case, "closed", now=now, reason=lesson)
    fields = ["status", "stage", "closed_at", *place_in_queue(case)]
    finish(actor, case, "closed", now=now, fields=fields, news="closed")
    return case


@transaction.atomic
def reopen(*, actor: Actor, case: Case, reason: str, now: datetime) -> Case:
    """It was not settled after all: back into work, with a new solution clock, in the same hands if they are there.

    Raises NotClosed, Invalid without a reason.
    """
    actor.require("respond.resolve", case)
    reason = checked_text(reason, "reason")
    case = held(actor, case)
    return reopened(actor, case, reason, now=now)


def reopened(
    actor: Actor, case: Case, reason: str, *, now: datetime, by_right_of: Actor | None = None
) -> Case:
    """Reopen a case that is held, whoever asked for it; ``by_right_of`` where the move is not the actor's own."""
    if case.merged_into_id is not None:
        raise CaseIsMerged
    if case.status not in DONE:
        raise NotClosed
    stage = make_move(by_right_of or actor, case, "reopen")
    drop_clocks(case, at=now)
    lapse_care(case, because="", now=now)
    case.status, case.stage = Case.Status.OPEN, stage
    case.closed_at = case.resolved_at = None
    case.reopened += 1
    note_event(actor, case, "reopened", now=now, reason=reason)
    start_clock(case, "solution", at=now)
    fields = ["status", "stage", "closed_at", "resolved_at", "reopened"]
    if case.assignee is None or not case.assignee.is_active:
        fields += route(case, now=now)
    finish(
        actor,
        case,
        "reopened",
        now=now,
        fields=[*dict.fromkeys(fields), *place_in_queue(case), *rank(case, now=now)],
        news="reopened",
    )
    return case


def _taken_up_higher(actor: Actor, case: Case, said: str, *, now: datetime) -> Case:
    """Whoever is not content after our solution is not asked the same people again: the case opens above all that had
    it, and who handled it before is not the one who is called.
    """
    reason = said or str(_("Not content at the follow-up"))
    highest = Escalation.objects.filter(case=case).aggregate(highest=Max("level"))["highest"] or case.level
    before = (case.assignee_id,)
    # The customer's word, not the colleague's wish: no table keeps it from being taken up.
    case = reopened(actor, case, reason, now=now, by_right_of=SYSTEM)
    if case.level >= EXECUTIVE:
        return case
    return escalate(
        actor=SYSTEM, case=case, level=level_above(highest), reason=reason, now=now, besides=before
    )


def _checked_solution(outcome: str, cause: str, text: str) -> str:
    faults = {}
    if outcome not in Case.Outcome.values:
        faults["outcome"] = "choice"
    if cause not in Case.Cause.values:
        faults["cause"] = "choice"
    if faults:
        raise Invalid(_("Say how it came out and what caused it."), **faults)
    return checked_text(text)


def _has_unsettled_reply(case: Case) -> bool:
    ids = Message.objects.filter(case=case, direction=Message.Direction.OUTGOING).values_list("id", flat=True)
    states = listen.outgoing_states([delivery_key(message_id) for message_id in ids])
    return bool(UNSETTLED & set(states.values()))
