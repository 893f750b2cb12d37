"""The conversation of a case: answers to the customer, notes among colleagues, what the customer adds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.base.live import announce
from wenguo.customers import queries as customers
from wenguo.listen import actions as listen
from wenguo.people import queries as people
from wenguo.respond.actions import mail
from wenguo.respond.actions.clocks import end_clocks, place_in_queue
from wenguo.respond.actions.crossing import warn_of_crossing
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.notices import call, watch_called
from wenguo.respond.actions.promising import NOTHING_SAID, Pledges, watch_letter
from wenguo.respond.actions.stops import recording_stops, stop
from wenguo.respond.actions.waiting import hold
from wenguo.respond.domain.mentions import mentioned
from wenguo.respond.domain.moves import after, shipped
from wenguo.respond.models import Case, Mention, Message

if TYPE_CHECKING:
    from wenguo.listen.actions import Upload
    from wenguo.listen.models import Attachment

MAX_KEY = 120


@recording_stops
@transaction.atomic
def reply(
    *,
    actor: Actor,
    case: Case,
    text: str,
    now: datetime,
    request_key: str = "",
    attachments: Sequence[Upload] = (),
    and_wait: bool = False,
    pledges: Pledges = NOTHING_SAID,
    seen: int | None = None,
    is_approved: bool = False,
) -> Message:
    """Answer the customer: on their page at once, by e-mail if there is an address. Ends the clock of the first reply.

    The same ``request_key`` for the same case gives the earlier message again (KeyReused if the text differs).
    ``and_wait`` lets the other clocks stand still until the customer answers. ``pledges`` says which commitments in the
    text hold; others that are found wait for a word. ``seen`` is the last answer that the writer has seen (0: none):
    if a colleague answered since, nothing goes out. ``is_approved``: somebody in charge has said
    yes to these words. Raises CaseIsClosed, Invalid, PersonalDataInReply, ReplyBeyondAuthority, AnsweredMeanwhile.
    """
    actor.require("respond.reply", case)
    body = checked_text(text)
    # Pictures are checked and stored before the case is locked: that may take seconds.
    files = listen.store_attachments(brand=case.brand, uploads=attachments, now=now)
    case = held(actor, case)
    if earlier := repeated(case, request_key=request_key, body=body):
        return earlier
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    warn_of_crossing(actor, case, seen=seen)
    message, fields = say(
        actor,
        case,
        body,
        now=now,
        request_key=request_key,
        files=files,
        pledges=pledges,
        is_approved=is_approved,
    )
    if and_wait and case.status == Case.Status.OPEN:
        fields += hold(actor, case, now=now)
    finish(actor, case, "replied", now=now, fields=[*fields, *place_in_queue(case)], news="replied")
    return message


def say(
    actor: Actor,
    case: Case,
    body: str,
    *,
    now: datetime,
    request_key: str = "",
    files: Sequence[Attachment] = (),
    pledges: Pledges = NOTHING_SAID,
    is_approved: bool = False,
) -> tuple[Message, list[str]]:
    """An answer goes out from a case that is held; gives the message and the fields of the case to be stored.

    Raises PersonalDataInReply, ReplyBeyondAuthority.
    """
    if not is_approved:
        stop(actor, case, body, now=now)
    address = customers.contact_of(case.customer, "email")
    channel = "email" if address else "web"
    message = add_message(
        actor, case, body, direction="out", channel=channel, now=now, request_key=request_key, files=files
    )
    if address:
        mail.send_message(case, message, to=address, now=now)
    note_event(actor, case, "replied", now=now, message=message.pk)
    watch_letter(actor, case, message, said=pledges, now=now)
    end_clocks(case, "first_reply", "next_reply", at=now)
    case.first_replied_at = case.first_replied_at or now
    case.stage = after(shipped(), "reply", stage=case.stage)
    return message, ["first_replied_at", "stage"]


@transaction.atomic
def take_note(*, actor: Actor, case: Case, text: str, now: datetime, request_key: str = "") -> Message:
    """Leave a note that no customer ever sees; @name calls a colleague of the brand upon it, who watches
    the case from then on. Raises Invalid."""
    actor.require("respond.reply", case)
    body = checked_text(text)
    case = held(actor, case)
    if earlier := repeated(case, request_key=request_key, body=body):
        return earlier
    note = add_message(actor, case, body, direction="note", channel="", now=now, request_key=request_key)
    colleagues = people.colleagues(actor).filter(brands=case.brand_id).values_list("id", "name", "username")
    called = mentioned(body, colleagues) if "@" in body or "＠" in body else []
    call(note, called, now=now)
    watch_called(case, called, now=now)
    note_event(actor, case, "noted", now=now, message=note.pk, mentions=called)
    finish(actor, case, "noted", now=now, fields=[])
    return note


def see_mentions(*, actor: Actor, case: Case, now: datetime) -> int:
    """The actor has read the notes of this case: they no longer wait on their desk. Gives how many did."""
    rows = Mention.objects.filter(user_id=actor.user_id or 0, message__case=case, seen_at__isnull=True)
    # Asked first: almost every time nothing waits, and a look costs a fifth of a change that changes nothing.
    waiting = list(rows.values_list("id", flat=True))
    if not waiting:
        return 0
    with transaction.atomic():
        seen = Mention.objects.filter(pk__in=waiting, seen_at__isnull=True).update(seen_at=now)
        announce("case", case.pk, brand_id=case.brand_id)
    return seen


def add_message(
    actor: Actor,
    case: Case,
    body: str,
    *,
    direction: str,
    channel: str,
    now: datetime,
    request_key: str = "",
    files: Sequence[Attachment] = (),
) -> Message:
    """One more turn in the conversation of a case that is held."""
    message = Message.objects.create(
        case=case,
        direction=direction,
        body=body,
        author_id=actor.user_id,
        author_name=actor.name[:150],
        channel=channel,
        request_key=request_key,
        created_at=now,
    )
    if files:
        message.attachments.set(files)
    return message


def repeated(case: Case, *, request_key: str, body: str) -> Message | None:
    """The message that this request made before, if it did. Raises KeyReused when the request now says otherwise."""
    if not request_key:
        return None
    if len(request_key) > MAX_KEY:
        raise Invalid(_("An Idempotency-Key has 1 to 120 characters."), idempotency_key="length")
    earlier = Message.objects.filter(case=case, request_key=request_key).first()
    if earlier is not None and earlier.body != body:
        raise listen.KeyReused
    return earlier
