"""Those who may be affected hear it from us first: written by one, approved by another, sent slowly and once each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import Invalid, Refused
from wenguo.customers import queries as customers
from wenguo.customers.actions import CustomerFacts
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.respond.actions.approvals import SelfApproval
from wenguo.respond.actions.deeds import checked_text
from wenguo.respond.actions.incidents import join_incident
from wenguo.respond.actions.opening import open_case
from wenguo.respond.domain.outreach import MOST_PER_MINUTE, MOST_RECIPIENTS, Audience, share_of_turn
from wenguo.respond.models import Case, Crisis, Incident, Outreach, OutreachRecipient
from wenguo.respond.queries.outreach import audience_facts, audience_of, meant_by, recipient_of_link

if TYPE_CHECKING:
    from wenguo.people.models import Brand

State = Outreach.State
LONGEST_SUBJECT = 200


class OutreachMoved(Refused):
    """It was approved, stopped or finished in the meantime."""

    code = "outreach_moved"
    message = gettext_lazy("This outreach was approved or stopped in the meantime.")


@transaction.atomic
def draft_outreach(
    *,
    actor: Actor,
    brand: Brand,
    subject: dict[str, str],
    body: dict[str, str],
    audience: Audience,
    now: datetime,
    incident: Incident | None = None,
    per_minute: int = 60,
    crisis: Crisis | None = None,
) -> Outreach:
    """Write a message to those who meet the conditions; nothing leaves before somebody else approves it.

    Raises Invalid without words in both languages, without any condition, or when it reaches nobody or too many.
    """
    actor.require("respond.incident", brand)
    words = {
        "subject": _both(subject, "subject", longest=LONGEST_SUBJECT),
        "body": _both(body, "body", longest=8000),
    }
    if audience.is_empty and incident is None:
        raise Invalid(gettext_lazy("Say who is meant: everybody is nobody."), audience="empty")
    if incident is not None and incident.brand_id != brand.pk:
        raise Invalid(gettext_lazy("Choose an incident of the same brand."), incident=str(incident.pk))
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise Invalid(gettext_lazy("Between 1 and 600 messages a minute."), per_minute="range")
    meant = meant_by(actor, brand, audience, incident=incident, asks_wish=crisis is not None)
    _check_count(meant.count())
    row = Outreach.objects.create(
        brand=brand,
        incident=incident,
        crisis=crisis,
        audience=audience_facts(audience),
        per_minute=per_minute,
        made_at=now,
        made_by_id=actor.user_id,
        made_by_name=actor.name[:150],
        **words,
    )
    record(actor, "outreach.drafted", row, at=now)
    return row


@transaction.atomic
def approve_outreach(*, actor: Actor, outreach: Outreach, now: datetime) -> Outreach:
    """Let it go: whoever meets the conditions now is written down, and the sending begins.

    Raises SelfApproval for who wrote it, OutreachMoved, Invalid when it reaches nobody any more.
    """
    actor.require("respond.approve", outreach)
    row = _held(outreach, State.ASKED)
    if row.made_by_id is None or row.made_by_id == actor.user_id:
        raise SelfApproval
    asks_wish = row.crisis_id is not None
    meant = meant_by(SYSTEM, row.brand, audience_of(row), incident=row.incident, asks_wish=asks_wish)
    ids = list(meant.values_list("pk", flat=True))
    _check_count(len(ids))
    OutreachRecipient.objects.bulk_create(
        [OutreachRecipient(outreach=row, customer_id=pk) for pk in ids], ignore_conflicts=True
    )
    row.state, row.approved_at, row.approved_by_name = State.SENDING, now, actor.name[:150]
    row.save(update_fields=["state", "approved_at", "approved_by_name"])
    record(actor, "outreach.approved", row, at=now, recipients=len(ids))
    return row


@transaction.atomic
def stop_outreach(*, actor: Actor, outreach: Outreach, now: datetime) -> Outreach:
    """Nothing more leaves; what left has left. Stopping twice changes nothing. Raises OutreachMoved when all left."""
    actor.require("respond.incident", outreach)
    row = _held(outreach, State.ASKED, State.SENDING, State.STOPPED)
    if row.state != State.STOPPED:
        row.state, row.ended_at, row.ended_by_name = State.STOPPED, now, actor.name[:150]
        row.save(update_fields=["state", "ended_at", "ended_by_name"])
        record(actor, "outreach.stopped", row, at=now)
    return row


def send_outreaches(*, now: datetime) -> int:
    """The next turn of each outreach under way; gives how many messages were queued. A crash repeats nothing."""
    ids = Outreach.objects.filter(state=State.SENDING).order_by("id").values_list("pk", flat=True)
    return sum(_send_turn(pk, now=now) for pk in list(ids))


@transaction.atomic
def answer_outreach(*, link: str, text: str, now: datetime) -> Case:
    """A customer answers by the link in their message: it becomes a case of theirs, in the incident if there is one.

    A second answer is the business of that case's own page; this gives the case again. Raises NotFound, Invalid.
    """
    row = OutreachRecipient.objects.select_for_update(no_key=True).get(pk=recipient_of_link(link).pk)
    if row.case is not None:
        return row.case
    body = checked_text(text)
    outreach, customer = row.outreach, row.customer
    feedback = listen.receive(
        actor=SYSTEM,
        brand=outreach.brand,
        text=body,
        channel="email",
        customer=CustomerFacts(name=customer.name, email=customers.contact_of(customer, "email")),
        now=now,
        external_id=f"outreach-{row.pk}",
        language=customer.language,
    ).feedback
    case = open_case(feedback=feedback, now=now)
    row.case, row.answered_at = case, now
    row.save(update_fields=["case", "answered_at"])
    if outreach.incident is not None and outreach.incident.state == Incident.State.OPEN:
        join_incident(actor=SYSTEM, incident=outreach.incident, case=case, now=now)
    return case


@transaction.atomic
def _send_turn(outreach_id: int, *, now: datetime) -> int:
    rows = Outreach.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    outreach = rows.select_related("brand").filter(pk=outreach_id, state=State.SENDING).first()
    if outreach is None:
        return 0
    waiting = OutreachRecipient.objects.filter(outreach=outreach, queued_at__isnull=True)
    turn = list(waiting.select_related("customer").order_by("id")[: share_of_turn(outreach.per_minute)])
    for recipient in turn:
        _queue(outreach, recipient, now=now)
    OutreachRecipient.objects.filter(pk__in=[one.pk for one in turn]).update(queued_at=now)
    if not waiting.exists():
        outreach.state, outreach.ended_at = State.DONE, now
        outreach.save(update_fields=["state", "ended_at"])
    return len(turn)


def _queue(outreach: Outreach, recipient: OutreachRecipient, *, now: datetime) -> None:
    customer = recipient.customer
    address = customers.contact_of(customer, "email")
    if not address:
        return
    language = customer.language or settings.LANGUAGE_CODE
    url = f"{settings.BASE_URL}/o/{recipient.link}"
    with translation.override(language):
        closing = _("Does it concern you, or do you have a question? Answer here: %(url)s") % {"url": url}
        body = f"{in_language(outreach.body)}\n\n{closing}\n\n{outreach.brand}"
        subject = in_language(outreach.subject)
    listen.send(
        brand=outreach.brand,
        customer=customer,
        key=f"outreach-{recipient.pk}",
        recipient=address,
        subject=subject,
        body=body,
        language=language,
        now=now,
    )


def _held(outreach: Outreach, *states: str) -> Outreach:
    row = (
        Outreach.objects.select_for_update(no_key=True, of=("self",))
        .select_related("brand", "incident")
        .get(pk=outreach.pk)
    )
    if row.state not in states:
        raise OutreachMoved
    return row


def _check_count(count: int) -> None:
    if not count:
        raise Invalid(
            gettext_lazy("Nobody with an e-mail address meets these conditions."), audience="nobody"
        )
    if count > MOST_RECIPIENTS:
        raise Invalid(gettext_lazy("More than 20,000 are meant. Narrow the conditions."), audience="too_many")


def _both(words: dict[str, str], name: str, *, longest: int) -> dict[str, str]:
    checked = {code: checked_text(words.get(code, ""), name) for code in ("zh", "en")}
    if any(len(text) > longest for text in checked.values()):
        raise Invalid(gettext_lazy("This is too long."), **{name: "too_long"})
    return checked
