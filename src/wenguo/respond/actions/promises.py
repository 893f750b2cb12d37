"""Promises: made, confirmed, kept, moved before they are due, broken, and apologised for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, Refused
from wenguo.governance.actions import record
from wenguo.respond.actions.conversation import say
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.promising import Pledges, new_promise, told
from wenguo.respond.actions.stops import recording_stops
from wenguo.respond.domain.promises import MOST_TEXT, Pledge, warn_at
from wenguo.respond.models import Case, Promise
from wenguo.respond.queries.promises import pledges_in

State = Promise.State


class PromiseInThePast(Refused):
    """A promise lies ahead."""

    code = "promise_in_the_past"
    status = 422
    message = _("Choose a time that lies ahead.")


class PromiseIsDue(Refused):
    """After its time a promise cannot be moved: it is kept or broken."""

    code = "promise_is_due"
    message = _("Its time has come: it can no longer be moved. Keep it now, and apologise.")


class PromiseIsSettled(Refused):
    """It was kept, moved or rejected in the meantime."""

    code = "promise_is_settled"
    message = _("This promise is settled already.")


@transaction.atomic
def make_promise(
    *, actor: Actor, case: Case, text: str, due_at: datetime, now: datetime, source: str = "hand"
) -> Promise:
    """Give the customer a dated commitment; from now on it is watched, and the customer sees it on their page.

    Raises PromiseInThePast when ``due_at`` does not lie ahead of ``now``, CaseIsClosed, Invalid.
    """
    actor.require("respond.reply", case)
    text = checked_text(text)
    if len(text) > MOST_TEXT:
        raise Invalid(_("At most 300 characters."), text="too_long")
    if source not in Promise.Source.values:
        raise Invalid(_("Say where it was promised."), source="choice")
    if due_at <= now:
        raise PromiseInThePast
    case = _open_case(actor, case)
    row = new_promise(actor, case, Pledge(text, due_at), now=now, source=source)
    finish(actor, case, "promise_made", now=now, fields=[])
    record(actor, "promise.made", row, at=now, due_at=due_at.isoformat())
    return row


@transaction.atomic
def promise_by_phone(*, actor: Actor, case: Case, line: str, now: datetime) -> list[Promise]:
    """What was promised by telephone, in one line: 明天下午5点前回电. The dates are read from it.

    Raises Invalid when no date that lies ahead can be read, CaseIsClosed.
    """
    actor.require("respond.reply", case)
    line = checked_text(line, "line")
    language = case.customer.language if case.customer else ""
    pledges = pledges_in(line, language=language, now=now)
    if not pledges:
        raise Invalid(
            _(
                "No date that lies ahead was found. Say what and by when, such as: call back tomorrow by 5 pm."
            ),
            line="no_date",
        )
    case = _open_case(actor, case)
    rows = [new_promise(actor, case, pledge, now=now, source="phone") for pledge in pledges]
    finish(actor, case, "promise_made", now=now, fields=[])
    for row in rows:
        record(actor, "promise.made", row, at=now, due_at=row.due_at.isoformat())
    return rows


@transaction.atomic
def confirm_promise(*, actor: Actor, promise: Promise, now: datetime) -> Promise:
    """What was found in a letter is a promise. Confirming twice changes nothing.

    Raises PromiseInThePast when its time has passed meanwhile, PromiseIsSettled.
    """
    case, row = _held(actor, promise)
    if row.state == State.OPEN:
        return row
    if row.state != State.FOUND:
        raise PromiseIsSettled
    if row.due_at <= now:
        raise PromiseInThePast
    row.state, row.warn_at = State.OPEN, warn_at(now, row.due_at)
    row.owner_id = row.owner_id or actor.user_id
    row.save(update_fields=["state", "warn_at", "owner"])
    note_event(actor, case, "promise_made", now=now, **told(row))
    finish(actor, case, "promise_made", now=now, fields=[])
    record(actor, "promise.confirmed", row, at=now)
    return row


@transaction.atomic
def reject_promise(*, actor: Actor, promise: Promise, now: datetime) -> Promise:
    """What was found in a letter is no promise. Doing it twice changes nothing. Raises PromiseIsSettled."""
    case, row = _held(actor, promise)
    if row.state == State.REJECTED:
        return row
    if row.state != State.FOUND:
        raise PromiseIsSettled
    row.state = State.REJECTED
    row.save(update_fields=["state"])
    finish(actor, case, "promise_rejected", now=now, fields=[])
    record(actor, "promise.rejected", row, at=now)
    return row


@transaction.atomic
def keep_promise(*, actor: Actor, promise: Promise, now: datetime, note: str = "") -> Promise:
    """It was done. After its time it stays broken, and is made good. Doing it twice changes nothing.

    Raises PromiseIsSettled for what was moved or never a promise.
    """
    note = checked_text(note, "note", is_required=False)[:MOST_TEXT]
    case, row = _held(actor, promise)
    if row.kept_at is not None:
        return row
    if row.state not in (State.OPEN, State.BROKEN):
        raise PromiseIsSettled
    if row.state == State.OPEN and row.due_at <= now:
        # The watch has not come round yet; time decides, not the watch.
        row.state, row.broken_at = State.BROKEN, row.due_at
    elif row.state == State.OPEN:
        row.state = State.KEPT
    row.kept_at, row.note = now, note
    row.save(update_fields=["state", "broken_at", "kept_at", "note"])
    kind = "promise_kept" if row.state == State.KEPT else "promise_made_good"
    note_event(actor, case, kind, now=now, reason=note, **told(row))
    finish(actor, case, kind, now=now, fields=[])
    record(actor, "promise.kept", row, at=now, in_time=row.state == State.KEPT)
    return row


@recording_stops
@transaction.atomic
def move_promise(*, actor: Actor, promise: Promise, due_at: datetime, letter: str, now: datetime) -> Promise:
    """Agree on another time before the promise is due, and tell the customer why; gives the new promise.

    Raises PromiseIsDue at its time and after, PromiseInThePast, PromiseIsSettled, Invalid without a message.
    """
    body = checked_text(letter, "letter")
    case, row = _held(actor, promise)
    if row.state == State.BROKEN or (row.state == State.OPEN and row.due_at <= now):
        raise PromiseIsDue
    if row.state != State.OPEN:
        raise PromiseIsSettled
    if due_at <= now:
        raise PromiseInThePast
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    row.state = State.MOVED
    row.save(update_fields=["state"])
    # The new time is said in the letter too: that is this promise, not one more.
    declined = pledges_in(body, language="", now=now)
    sent, fields = say(actor, case, body, now=now, pledges=Pledges(declined=declined))
    fresh = new_promise(
        actor, case, Pledge(row.text, due_at), now=now, message=sent, source=row.source, replaces=row
    )
    note_event(actor, case, "promise_moved", now=now, **told(fresh))
    finish(actor, case, "promise_moved", now=now, fields=fields)
    record(actor, "promise.moved", row, at=now, due_at=due_at.isoformat())
    return fresh


@recording_stops
@transaction.atomic
def apologise(*, actor: Actor, promise: Promise, letter: str, now: datetime) -> Promise:
    """Tell the customer that we are sorry about a promise that was broken. Raises PromiseIsSettled, Invalid."""
    body = checked_text(letter, "letter")
    case, row = _held(actor, promise)
    if row.state != State.BROKEN or row.apologised_at is not None:
        raise PromiseIsSettled
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    _sent, fields = say(actor, case, body, now=now)
    row.apologised_at = now
    row.save(update_fields=["apologised_at"])
    note_event(actor, case, "promise_apologised", now=now, **told(row))
    finish(actor, case, "promise_apologised", now=now, fields=fields)
    record(actor, "promise.apologised", row, at=now)
    return row


def _open_case(actor: Actor, case: Case) -> Case:
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    return case


def _held(actor: Actor, promise: Promise) -> tuple[Case, Promise]:
    actor.require("respond.reply", promise.case)
    case = held(actor, promise.case)
    row = Promise.objects.select_for_update(no_key=True).get(pk=promise.pk)
    row.case = case
    return case, row
