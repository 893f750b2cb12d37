"""Waiting for the customer: the clocks that need them stand still, and run on when they answer."""

from datetime import datetime

from django.db import transaction

from wenguo.base.actor import Actor
from wenguo.respond.actions.clocks import pause_clocks, place_in_queue, resume_clocks
from wenguo.respond.actions.deeds import AlreadyResolved, CaseIsClosed, finish, held, note_event
from wenguo.respond.models import Case


@transaction.atomic
def wait_for_customer(*, actor: Actor, case: Case, now: datetime) -> Case:
    """We can only go on when the customer answers. Doing it twice changes nothing.

    Raises CaseIsClosed, AlreadyResolved.
    """
    actor.require("respond.reply", case)
    case = _workable(actor, case)
    if case.status == Case.Status.OPEN:
        fields = hold(actor, case, now=now)
        finish(actor, case, "waiting", now=now, fields=[*fields, *place_in_queue(case)])
    return case


@transaction.atomic
def resume(*, actor: Actor, case: Case, now: datetime) -> Case:
    """It goes on without the customer's answer, or it came another way. Doing it twice changes nothing.

    Raises CaseIsClosed, AlreadyResolved.
    """
    actor.require("respond.reply", case)
    case = _workable(actor, case)
    if case.status == Case.Status.WAITING:
        fields = release(actor, case, now=now)
        finish(actor, case, "resumed", now=now, fields=[*fields, *place_in_queue(case)])
    return case


def hold(actor: Actor, case: Case, *, now: datetime) -> list[str]:
    """An open case that is held begins to wait; gives the fields to be stored."""
    case.status = Case.Status.WAITING
    pause_clocks(case, at=now)
    note_event(actor, case, "waiting", now=now)
    return ["status"]


def release(actor: Actor, case: Case, *, now: datetime) -> list[str]:
    """A waiting case that is held goes on; gives the fields to be stored."""
    case.status = Case.Status.OPEN
    resume_clocks(case, at=now)
    note_event(actor, case, "resumed", now=now)
    return ["status"]


def _workable(actor: Actor, case: Case) -> Case:
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if case.status == Case.Status.RESOLVED:
        raise AlreadyResolved
    return case
