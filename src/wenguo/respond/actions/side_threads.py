"""Asking others about a case without showing them the case: by e-mail or link, reminded, and taken back at will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.governance.actions import record
from wenguo.kernel.ids import new_link
from wenguo.listen import actions as listen
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.notices import call
from wenguo.respond.domain.side_threads import LONGEST, SHORTEST, next_reminder
from wenguo.respond.models import Case, Message, SideMessage, SideThread
from wenguo.respond.queries.side_threads import side_thread_by_link, side_url

if TYPE_CHECKING:
    from wenguo.listen.actions import Upload
    from wenguo.listen.models import Attachment

MOST_THREADS = 50
MOST_AT_ONCE, AT_ONCE = 20, timedelta(minutes=10)
LANGUAGES = ("zh-hans", "en")


class SideThreadIsOver(Refused):
    """The case is closed or the thread was taken back: nobody would read an answer."""

    code = "side_thread_is_over"
    message = _("This question is no longer open. Thank you.")


class SentOtherwise(listen.KeyReused):
    """The same request came before with other words: one of the two would be lost if we answered."""

    code = "sent_otherwise"
    message = _(
        "This was sent already, in other words. Open the page anew, look what arrived, and write the rest."
    )


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom we ask: a name, perhaps an address, their language, and after how many hours they are reminded."""

    name: str
    email: str = ""
    language: str = "zh-hans"
    remind_hours: int | None = None


@transaction.atomic
def open_side_thread(
    *,
    actor: Actor,
    case: Case,
    partner: Partner,
    topic: str,
    text: str,
    now: datetime,
    attachments: Sequence[Upload] = (),
) -> SideThread:
    """Ask somebody outside the case; they learn what is written here and nothing else. Without an address: by link.

    Raises Invalid, CaseIsClosed.
    """
    actor.require("respond.reply", case)
    body, topic = checked_text(text), " ".join(checked_text(topic, "topic").split())[:200]
    partner = _checked(partner)
    files = listen.store_attachments(brand=case.brand, uploads=attachments, now=now)
    case = _open_case(actor, case)
    if SideThread.objects.filter(case=case).count() >= MOST_THREADS:
        raise Invalid(_("A case has at most 50 side threads."), topic="too_many")
    thread = SideThread.objects.create(
        case=case,
        link=new_link(),
        topic=topic,
        partner=partner.name,
        email=partner.email,
        language=partner.language,
        remind_hours=partner.remind_hours,
        opened_by_id=actor.user_id,
        opened_by_name=actor.name[:150],
        opened_at=now,
    )
    _say(actor, thread, body, files=files, now=now)
    note_event(actor, case, "side_opened", now=now, name=thread.partner, topic=topic, thread=thread.pk)
    finish(actor, case, "side_opened", now=now, fields=[])
    return thread


@transaction.atomic
def write_side_message(
    *,
    actor: Actor,
    thread: SideThread,
    text: str,
    now: datetime,
    attachments: Sequence[Upload] = (),
    request_key: str = "",
) -> SideMessage:
    """Write on in a side thread. The same ``request_key`` gives the earlier message again.

    Raises SideThreadIsOver, CaseIsClosed, Invalid, SentOtherwise when the request now says otherwise.
    """
    actor.require("respond.reply", thread.case)
    body = checked_text(text)
    files = listen.store_attachments(brand=thread.case.brand, uploads=attachments, now=now)
    case = _open_case(actor, thread.case)
    thread = _held(thread)
    if earlier := _repeated(thread, request_key, body, is_ours=True):
        return earlier
    message = _say(actor, thread, body, files=files, now=now, request_key=request_key)
    note_event(
        actor, case, "side_written", now=now, name=thread.partner, topic=thread.topic, thread=thread.pk
    )
    finish(actor, case, "side_written", now=now, fields=[])
    return message


@transaction.atomic
def partner_answers(
    *, link: str, name: str, text: str, now: datetime, uploads: Sequence[Upload] = (), request_key: str = ""
) -> SideMessage:
    """The partner answers with nothing but the link; whoever asked finds it on the bell, the customer never sees it.

    Raises NotFound for a link that is revoked or never was, SideThreadIsOver, Invalid, SentOtherwise.
    """
    body = checked_text(text, is_required=not uploads)
    thread = side_thread_by_link(link)
    files = listen.store_attachments(brand=thread.case.brand, uploads=uploads, now=now)
    case = held(SYSTEM, thread.case)
    if case.status == Case.Status.CLOSED:
        raise SideThreadIsOver
    thread = _held(thread)
    if earlier := _repeated(thread, request_key, body, is_ours=False):
        return earlier
    rows = SideMessage.objects.filter(thread=thread, is_ours=False, created_at__gt=now - AT_ONCE)
    if rows.count() >= MOST_AT_ONCE:
        raise listen.TooOften(AT_ONCE)
    who = (" ".join(name.replace("\x00", "").split()) or thread.partner)[:150]
    message = SideMessage.objects.create(
        thread=thread,
        is_ours=False,
        body=body,
        author_name=who,
        created_at=now,
        request_key=request_key[:120],
    )
    message.attachments.set(files)
    thread.remind_at, thread.reminders = None, 0
    thread.save(update_fields=["remind_at", "reminders"])
    _tell_asker(case, thread, who, body, now=now)
    actor = Actor(kind="customer", name=who)
    note_event(actor, case, "side_answered", now=now, name=who, topic=thread.topic, thread=thread.pk)
    finish(SYSTEM, case, "side_answered", now=now, fields=[])
    return message


@transaction.atomic
def revoke_side_thread(*, actor: Actor, thread: SideThread, now: datetime) -> SideThread:
    """Take the link back: from now on it opens nothing. What was written stays with the case. Twice is once."""
    actor.require("respond.reply", thread.case)
    case = held(actor, thread.case)
    thread = SideThread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if thread.revoked_at is None:
        thread.revoked_at, thread.remind_at = now, None
        thread.save(update_fields=["revoked_at", "remind_at"])
        note_event(actor, case, "side_revoked", now=now, name=thread.partner, topic=thread.topic)
        finish(actor, case, "side_revoked", now=now, fields=[])
    return thread


def remind_partners(*, now: datetime, limit: int = 100) -> int:
    """Remind those who owe an answer, at most three times; gives how many. Each in a transaction of its own."""
    due = SideThread.objects.filter(revoked_at__isnull=True, remind_at__lte=now)
    ids = list(due.order_by("remind_at").values_list("id", flat=True)[:limit])
    return sum(_remind(thread_id, now=now) for thread_id in ids)


@transaction.atomic
def _remind(thread_id: int, *, now: datetime) -> bool:
    rows = SideThread.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    thread = rows.select_related("case__brand").filter(pk=thread_id, remind_at__lte=now).first()
    if thread is None or thread.revoked_at is not None:
        return False
    is_owed = bool(thread.email) and thread.case.closed_at is None
    if is_owed:
        thread.reminders += 1
        last = SideMessage.objects.filter(thread=thread).latest("id")
        key = f"side-{last.pk}-reminder-{thread.reminders}"
        with translation.override(thread.language):
            subject = str(_("Reminder: %(topic)s") % {"topic": thread.topic})
            _mail(thread, key=key, subject=subject, text=last.body, now=now)
        record(SYSTEM, "side_thread.reminded", thread, at=now)
    again = next_reminder(after=now, hours=thread.remind_hours, sent=thread.reminders)
    thread.remind_at = again if is_owed else None
    thread.save(update_fields=["reminders", "remind_at"])
    return is_owed


def _say(
    actor: Actor,
    thread: SideThread,
    body: str,
    *,
    files: Sequence[Attachment],
    now: datetime,
    request_key: str = "",
) -> SideMessage:
    message = SideMessage.objects.create(
        thread=thread,
        is_ours=True,
        body=body,
        author_id=actor.user_id,
        author_name=actor.name[:150],
        created_at=now,
        request_key=request_key[:120],
    )
    message.attachments.set(files)
    _send(thread, message, now=now)
    return message


def _send(thread: SideThread, message: SideMessage, *, now: datetime) -> None:
    if not thread.email:
        return
    with translation.override(thread.language):
        _mail(thread, key=f"side-{message.pk}", subject=thread.topic, text=message.body, now=now)
    thread.reminders = 0
    thread.remind_at = next_reminder(after=now, hours=thread.remind_hours, sent=0)
    thread.save(update_fields=["reminders", "remind_at"])


def _mail(thread: SideThread, *, key: str, subject: str, text: str, now: datetime) -> None:
    line = _("Please answer here, without an account: %(url)s") % {"url": side_url(thread)}
    brand = thread.case.brand
    listen.send(
        brand=brand,
        customer=None,
        key=key,
        recipient=thread.email,
        subject=subject,
        body=f"{text}\n\n{line}\n\n{thread.opened_by_name}\n{brand}",
        language=thread.language,
        now=now,
    )


def _tell_asker(case: Case, thread: SideThread, who: str, body: str, *, now: datetime) -> None:
    asked = thread.opened_by_id or case.assignee_id
    words = _("%(name)s answered in “%(topic)s”: %(text)s")
    note = Message.objects.create(
        case=case,
        direction=Message.Direction.NOTE,
        body=str(words % {"name": who, "topic": thread.topic, "text": body}),
        author_name=who,
        channel="",
        created_at=now,
    )
    call(note, (one for one in (asked, case.assignee_id) if one is not None), now=now)


def _checked(partner: Partner) -> Partner:
    name = " ".join(checked_text(partner.name, "partner").split())[:150]
    email = partner.email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid(_("This is not an e-mail address."), email="format") from error
    if partner.language not in LANGUAGES:
        raise Invalid(_("Choose Chinese or English."), language="choice")
    hours = partner.remind_hours
    if hours is not None and not SHORTEST <= hours <= LONGEST:
        raise Invalid(_("Remind after one hour to thirty days."), remind_hours="range")
    return Partner(name=name, email=email, language=partner.language, remind_hours=hours)


def _open_case(actor: Actor, case: Case) -> Case:
    row = held(actor, case)
    if row.status == Case.Status.CLOSED:
        raise CaseIsClosed
    return row


def _held(thread: SideThread) -> SideThread:
    rows = SideThread.objects.select_for_update(of=("self",), no_key=True).select_related("case__brand")
    row = rows.filter(pk=thread.pk).first()
    if row is None:
        raise NotFound
    if row.revoked_at is not None:
        raise SideThreadIsOver
    return row


def _repeated(thread: SideThread, request_key: str, body: str, *, is_ours: bool) -> SideMessage | None:
    if not request_key:
        return None
    earlier = SideMessage.objects.filter(thread=thread, request_key=request_key[:120]).first()
    if earlier is not None and (earlier.body, earlier.is_ours) != (body, is_ours):
        raise SentOtherwise
    return earlier
