"""Praise is thanked, passed on to the people praised, and shown to others only as long as the customer agrees."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.base.live import announce
from wenguo.customers import queries as customers
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.people import queries as people
from wenguo.respond.actions.deeds import checked_text
from wenguo.respond.actions.mail import send_thanks
from wenguo.respond.domain.praise import LONGEST_PUBLIC, named_in
from wenguo.respond.models import CareSettings, Case, Praise, PraisedPerson
from wenguo.respond.queries.care import care_settings_of
from wenguo.respond.queries.praise import colleagues_of, personal_spans, praise_of_link, visible_praise

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.people.models import User

CONSENT_WORDS = gettext_lazy(
    "I agree that %(brand)s shows the words above on its public page, shortened, without personal data, and with my "
    "name as chosen here. I can take this back at any time by the same link; the words then disappear at once."
)
State, FoundBy = PraisedPerson.State, PraisedPerson.FoundBy


class ThankedAlready(Refused):
    """The customer was thanked, or left no address."""

    code = "thanked_already"
    message = gettext_lazy("The thanks left in the meantime, or there is no address to send them to.")


class NotAgreed(Refused):
    """Nothing is shown without the customer's consent."""

    code = "not_agreed"
    message = gettext_lazy("The customer has not agreed that their words are shown.")


def take_praise(feedback: Feedback, *, now: datetime) -> Praise:
    """Keep praise, look for the people it is about, and thank as the brand chose. Repeating it changes nothing.

    Call it in a transaction.
    """
    has_address = bool(customers.contact_of(feedback.customer, "email"))
    sends = care_settings_of(feedback.brand_id).thanks == CareSettings.Thanks.SEND
    thanks = Praise.Thanks.UNREACHABLE
    if has_address:
        thanks = Praise.Thanks.SENT if sends else Praise.Thanks.DRAFT
    row, is_new = Praise.objects.get_or_create(
        feedback=feedback,
        defaults={
            "brand": feedback.brand,
            "customer": feedback.customer,
            "received_at": feedback.received_at,
            "thanks": thanks,
            "thanked_at": now if thanks == Praise.Thanks.SENT else None,
        },
    )
    if not is_new:
        return row
    if thanks == Praise.Thanks.SENT:
        send_thanks(feedback, now=now, link=row.link)
    PraisedPerson.objects.bulk_create(
        [PraisedPerson(praise=row, user_id=user_id, found_by=by) for user_id, by in _meant(row).items()],
        ignore_conflicts=True,
    )
    announce("praise", row.pk, brand_id=row.brand_id)
    return row


@transaction.atomic
def thank_for_praise(*, actor: Actor, praise: Praise, text: str, now: datetime) -> Praise:
    """Send the thanks that waited for a person, once. Raises ThankedAlready, Invalid without words."""
    actor.require("respond.reply", praise)
    body = checked_text(text)
    row = _held(actor, praise)
    if row.thanks != Praise.Thanks.DRAFT:
        raise ThankedAlready
    row.thanks, row.thanked_at, row.thanked_by_name = Praise.Thanks.SENT, now, actor.name[:150]
    row.save(update_fields=["thanks", "thanked_at", "thanked_by_name"])
    send_thanks(row.feedback, now=now, link=row.link, words=body)
    record(actor, "praise.thanked", row, at=now)
    return row


@transaction.atomic
def decide_praised(
    *, actor: Actor, praise: Praise, user: User, is_meant: bool, now: datetime
) -> PraisedPerson:
    """Say whether a colleague is meant. Who is meant gets the words, and so do their leads, once.

    A colleague whom nobody found is added by it. Saying the same again changes nothing; what was passed on cannot be
    taken back. Raises NotFound for a colleague of another brand.
    """
    actor.require("respond.reply", praise)
    row = _held(actor, praise)
    if not colleagues_of(row.brand).filter(pk=user.pk).exists():
        raise NotFound
    person = PraisedPerson.objects.filter(praise=row, user=user).first()
    if person is None:
        person = PraisedPerson(praise=row, user=user, found_by=FoundBy.HAND)
    if person.state == State.CONFIRMED or (person.state == State.REJECTED and not is_meant):
        return person
    person.state = State.CONFIRMED if is_meant else State.REJECTED
    person.decided_at, person.decided_by_name = now, actor.name[:150]
    person.save()
    record(actor, "praise.passed_on" if is_meant else "praise.not_meant", row, at=now, user=user.pk)
    if is_meant:
        _pass_on(row, person, now=now)
    announce("praise", row.pk, brand_id=row.brand_id)
    return person


@transaction.atomic
def set_praise_consent(*, link: str, agrees: bool, now: datetime, shown_name: str = "short") -> Praise:
    """The customer lets us show their words, or takes it back: then they are gone from the public page at once.

    Time and wording of the consent are kept. Raises NotFound, Invalid.
    """
    row = Praise.objects.select_for_update(no_key=True).get(pk=praise_of_link(link).pk)
    if shown_name not in Praise.Name.values:
        raise Invalid(gettext_lazy("Choose how your name is shown."), shown_name="choice")
    customer = Actor(kind="customer", name=str(row.customer or ""))
    if agrees:
        if row.consent_at is not None and row.withdrawn_at is None and row.shown_name == shown_name:
            return row
        row.consent_at, row.withdrawn_at, row.shown_name = now, None, shown_name
        row.consent_text = consent_words(row)
        # Another name or a new consent: a person looks at it again before others do.
        row.published_at = None
    else:
        if row.consent_at is None or row.withdrawn_at is not None:
            return row
        row.withdrawn_at, row.published_at = now, None
    row.save()
    record(customer, "praise.agreed" if agrees else "praise.withdrawn", row, at=now)
    announce("praise", row.pk, brand_id=row.brand_id)
    return row


@transaction.atomic
def publish_praise(*, actor: Actor, praise: Praise, text: str, now: datetime) -> Praise:
    """Show these words on the brand's public page. Raises NotAgreed, Invalid for personal data or names in them."""
    actor.require("improve.publish", praise)
    words = checked_text(text)
    row = _held(actor, praise)
    if row.consent_at is None or row.withdrawn_at is not None:
        raise NotAgreed
    if len(words) > LONGEST_PUBLIC:
        raise Invalid(gettext_lazy("At most 500 characters."), text="too_long")
    if _names_somebody(row, words):
        raise Invalid(gettext_lazy("Take names, numbers and addresses out first."), text="personal")
    row.public_text, row.published_at, row.published_by_name = words, now, actor.name[:150]
    row.save(update_fields=["public_text", "published_at", "published_by_name"])
    record(actor, "praise.published", row, at=now)
    return row


@transaction.atomic
def unpublish_praise(*, actor: Actor, praise: Praise, now: datetime) -> Praise:
    """Take it off the public page. Doing it twice changes nothing."""
    actor.require("improve.publish", praise)
    row = _held(actor, praise)
    if row.published_at is not None:
        row.published_at = None
        row.save(update_fields=["published_at"])
        record(actor, "praise.unpublished", row, at=now)
    return row


def consent_words(row: Praise) -> str:
    """What the customer agrees to, in the active language, as it is stored with the consent."""
    return str(CONSENT_WORDS) % {"brand": row.brand}


def _meant(row: Praise) -> dict[int, str]:
    """Who may be meant: named in the words, or had a case of the same customer lately in hand."""
    named = colleagues_of(row.brand).values_list("pk", "name")
    found = dict.fromkeys(named_in(row.feedback.text, named), FoundBy.NAME.value)
    if row.customer is not None:
        cases = Case.objects.filter(
            customer_id__in=customers.family_ids(row.customer), assignee__isnull=False
        )
        latest = cases.order_by("-id").values_list("assignee_id", flat=True).first()
        if latest is not None:
            found.setdefault(latest, FoundBy.CASE.value)
    return found


def _pass_on(row: Praise, person: PraisedPerson, *, now: datetime) -> None:
    leads = people.leads_over(person.user_id) or people.ids_of_role(row.brand_id, "lead")
    addressed = [
        person.user,
        *people.people_of_brand(row.brand).filter(pk__in=leads).exclude(pk=person.user_id),
    ]
    for user in addressed:
        if not user.email:
            continue
        with translation.override(user.language):
            facts = {"name": person.user.name, "customer": row.customer or _("A customer")}
            subject = _("Praise for %(name)s") % facts
            head = _("%(customer)s praised %(name)s:") % facts
        listen.send(
            brand=row.brand,
            customer=None,
            key=f"praise-{person.pk}-{user.pk}",
            recipient=user.email,
            subject=subject,
            body=f"{head}\n\n{row.feedback.text}",
            language=user.language,
            now=now,
        )


def _names_somebody(row: Praise, words: str) -> bool:
    names = [*colleagues_of(row.brand).values_list("name", flat=True)]
    named = named_in(words, enumerate([*names, row.customer.name if row.customer else ""]))
    return bool(named) or bool(personal_spans(words))


def _held(actor: Actor, praise: Praise) -> Praise:
    if not visible_praise(actor).filter(pk=praise.pk).exists():
        raise NotFound
    rows = Praise.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("brand", "customer", "feedback__brand", "feedback__customer").get(pk=praise.pk)
