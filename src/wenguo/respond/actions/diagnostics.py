"""A customer is asked for logs, photos, a video or facts of their device, and sends them once, knowing what for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.respond.actions.clocks import place_in_queue
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.waiting import release
from wenguo.respond.models import Case, DiagnosticsLink, Message
from wenguo.respond.queries.diagnostics import diagnostics_state

if TYPE_CHECKING:
    from wenguo.listen.actions import Upload

LONGEST_ASKED = 500
LONGEST_DEVICE = 2000
MOST_DIAGNOSTICS_HOURS = 14 * 24
DIAGNOSTICS_CONSENT = gettext_lazy(
    "I agree that you use what I send here to find and mend this fault, and for nothing else. You keep it as long as "
    "my case, and I can have it deleted. I know that a video may carry the place where it was taken."
)


class LinkIsSpent(Refused):
    """One delivery a link; then, or after its time, it opens nothing."""

    code = "link_is_spent"
    status = 410
    message = gettext_lazy("This link was used already or its time is over. Ask us for another one.")


@transaction.atomic
def ask_diagnostics(
    *, actor: Actor, case: Case, asked: str, now: datetime, hours: int = 72
) -> DiagnosticsLink:
    """Open a door for one delivery, for ``hours`` (at most two weeks). Raises Invalid, CaseIsClosed."""
    actor.require("respond.reply", case)
    asked = checked_text(asked, "asked")
    if len(asked) > LONGEST_ASKED:
        raise Invalid(gettext_lazy("At most 500 characters."), asked="too_long")
    if not 1 <= hours <= MOST_DIAGNOSTICS_HOURS:
        raise Invalid(gettext_lazy("Choose between one hour and two weeks."), hours="range")
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    row = DiagnosticsLink.objects.create(
        case=case,
        asked=asked,
        created_at=now,
        created_by_name=actor.name[:150],
        expires_at=now + timedelta(hours=hours),
    )
    note_event(actor, case, "diagnostics_asked", now=now, reason=asked)
    finish(actor, case, "diagnostics_asked", now=now, fields=[])
    return row


@transaction.atomic
def revoke_diagnostics(*, actor: Actor, row: DiagnosticsLink, now: datetime) -> DiagnosticsLink:
    """Close the door. What was sent stays; closing twice changes nothing."""
    actor.require("respond.reply", row.case)
    row = DiagnosticsLink.objects.select_for_update(no_key=True).select_related("case").get(pk=row.pk)
    if row.revoked_at is None and row.used_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        record(actor, "diagnostics.revoked", row, at=now)
    return row


@transaction.atomic
def send_diagnostics(
    *, link: str, text: str, device: str, uploads: Sequence[Upload], agrees: bool, now: datetime
) -> Message:
    """The customer's one delivery joins the conversation of their case, and a case that waited for it goes on.

    Files are checked by content and size like all others, and a short video may be among them.
    Raises NotFound, LinkIsSpent, Invalid without consent or with nothing to send.
    """
    row = DiagnosticsLink.objects.select_for_update(no_key=True).filter(link=link[:32]).first()
    if row is None:
        raise NotFound
    if diagnostics_state(row, now=now) != "open":
        raise LinkIsSpent
    if not agrees:
        raise Invalid(gettext_lazy("Without your consent nothing is sent."), agrees="missing")
    body = _body(text, device, has_files=bool(uploads))
    case = held(SYSTEM, row.case)
    if case.status == Case.Status.CLOSED:
        raise LinkIsSpent
    files = listen.store_attachments(brand=case.brand, uploads=uploads, now=now, takes_video=True)
    actor = Actor(kind="customer", name=case.customer.name if case.customer else "")
    message = add_message(actor, case, body, direction="in", channel="web", now=now, files=files)
    row.used_at, row.consent, row.message = now, str(DIAGNOSTICS_CONSENT), message
    row.save(update_fields=["used_at", "consent", "message"])
    note_event(actor, case, "diagnostics_sent", now=now, message=message.pk)
    fields = [*release(actor, case, now=now), *place_in_queue(case)] if case.status == "waiting" else []
    finish(actor, case, "diagnostics_sent", now=now, fields=fields)
    return message


def _body(text: str, device: str, *, has_files: bool) -> str:
    text = checked_text(text, is_required=False)
    device = checked_text(device, "device", is_required=False)[:LONGEST_DEVICE]
    if not text and not device and not has_files:
        raise Invalid(gettext_lazy("Write a few words or add a file."), text="empty")
    parts = [text, _("Device and browser:") + "\n" + device if device else ""]
    return "\n\n".join(part for part in parts if part)
