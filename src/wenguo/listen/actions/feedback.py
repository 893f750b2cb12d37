"""Receiving: durable and searchable in one short transaction, the same thing sent twice is stored once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.customers import actions as customers
from wenguo.customers.actions import CustomerFacts
from wenguo.governance.actions import record
from wenguo.kernel import grams
from wenguo.listen.actions.fields import fields_of_intake
from wenguo.listen.actions.files import check_files, keep, store_rows
from wenguo.listen.domain.intake import MAX_KEY, Intake, IntakeProblem, checked, number_tails
from wenguo.listen.events import FeedbackReceived
from wenguo.listen.models import Feedback, IdempotencyKey

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.actions.files import CheckedFile, Upload
    from wenguo.people.models import Brand, Place

PUBLIC_CHANNELS = {Feedback.Channel.WEB, Feedback.Channel.QR}
PROBLEMS: Mapping[str, str | Promise] = {
    "too_long": _(
        "This is too long: at most 20,000 characters of text, 500 for wishes, 64 for an order number."
    ),
    "rating": _("A rating is a whole number from 0 to 10."),
    "empty": _("Write a few words, give a rating or add a photo."),
    "zone": _("Give the time with its zone, such as 2026-11-24T12:00:00+08:00."),
    "time": _("The time lies in the future or too far in the past."),
}


class KeyReused(Refused):
    """The same Idempotency-Key came with other content: one of the two would be lost if we answered."""

    code = "key_reused"
    message = _("This Idempotency-Key was used for another request. Use a new key for new content.")


@dataclass(frozen=True, slots=True)
class IdempotencyFacts:
    """The caller's key for one request: ``owner`` is the caller, ``digest`` the SHA-256 of what was sent."""

    owner: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Received:
    """The stored feedback; ``is_new`` is false when it had been received before."""

    feedback: Feedback
    is_new: bool


def receive(
    *,
    actor: Actor,
    brand: Brand,
    text: str,
    channel: str,
    now: datetime,
    customer: CustomerFacts | None = None,
    rating: int | None = None,
    place: Place | None = None,
    order_number: str = "",
    wants: str = "",
    occurred_at: datetime | None = None,
    external_id: str = "",
    attachments: Sequence[Upload] = (),
    language: str = "",
    idempotency: IdempotencyFacts | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Received:
    """Take one thing one customer said. When this returns outside a transaction, it is durable and can be
    found.

    The same key of the same caller, or the same (brand, channel, external_id), gives the earlier feedback
    again. ``fields`` are the brand's own. Raises Invalid with the field, KeyReused, NotAllowed.
    """
    _permit(actor, brand, channel, place)
    given = Intake(text, rating, order_number, wants, external_id, occurred_at)
    intake = _intake(given, customer, has_files=bool(attachments), now=now)
    if earlier := _earlier(brand, channel, intake, idempotency):
        return Received(earlier, is_new=False)
    own = fields_of_intake(actor, brand, fields, channel=channel)
    files = check_files(attachments)
    feedback = _said(
        intake, brand=brand, channel=channel, place=place, language=language[:10], fields=own, now=now
    )
    return _stored_once(actor, feedback, customer or CustomerFacts(), files, idempotency)


def _said(intake: Intake, *, now: datetime, **where: Any) -> Feedback:
    return Feedback(
        text=intake.text,
        rating=intake.rating,
        order_number=intake.order_number,
        wants=intake.wants,
        external_id=intake.external_id,
        occurred_at=intake.occurred_at or now,
        received_at=now,
        recorded_at=now,
        search=search_entry(intake.text, order_number=intake.order_number, wants=intake.wants),
        **where,
    )


@transaction.atomic
def cut_out(*, actor: Actor, feedback: Feedback, text: str, now: datetime) -> Feedback:
    """Words of a feedback that tell of a matter of their own, as a feedback beside it: same customer, same receipt.

    The whole is left as it was said; attachments stay with it. Raises NotAllowed.
    """
    actor.require("listen.record", feedback)
    part = Feedback(
        brand_id=feedback.brand_id,
        channel=feedback.channel,
        text=text,
        customer=feedback.customer,
        place_id=feedback.place_id,
        order_number=feedback.order_number,
        language=feedback.language,
        fields=feedback.fields,
        part_of=feedback,
        occurred_at=feedback.occurred_at,
        received_at=feedback.received_at,
        recorded_at=now,
        search=search_entry(text, order_number=feedback.order_number),
    )
    part.save(force_insert=True)
    record(actor, "feedback.cut_out", part, at=now, whole=feedback.pk)
    publish(FeedbackReceived(feedback_id=part.pk, brand_id=part.brand_id))
    announce("feedback", part.pk, brand_id=part.brand_id)
    return part


def search_entry(text: str, *, order_number: str = "", wants: str = "", files: Sequence[str] = ()) -> str:
    """What a feedback is found by: its words, the order number, the wish, the endings of the numbers in
    it, and the words in its files.
    """
    # Numbers first: positions run out in very long texts.
    return grams.vector(order_number, wants, *number_tails(order_number, text), text, *files)


def _intake(given: Intake, customer: CustomerFacts | None, *, has_files: bool, now: datetime) -> Intake:
    try:
        intake = checked(given, has_files=has_files, now=now)
    except IntakeProblem as problem:
        raise Invalid(PROBLEMS[problem.code], **{problem.field: problem.code}) from problem
    if customer is not None:
        customers.check_facts(customer)
    return intake


def _permit(actor: Actor, brand: Brand, channel: str, place: Place | None) -> None:
    if actor.kind == "customer":
        if channel not in PUBLIC_CHANNELS:
            raise NotAllowed
    else:
        actor.require("listen.record")
        if not actor.sees_brand(brand.pk):
            raise NotAllowed
    if channel not in Feedback.Channel.values:
        raise Invalid(_("There is no such channel."), channel=channel[:20])
    if place is not None and place.brand_id != brand.pk:
        raise Invalid(_("This place belongs to another brand."), place=place.slug)


def _earlier(
    brand: Brand, channel: str, intake: Intake, idempotency: IdempotencyFacts | None
) -> Feedback | None:
    if idempotency is not None:
        if not 0 < len(idempotency.key) <= MAX_KEY:
            raise Invalid(_("An Idempotency-Key has 1 to 200 characters."), idempotency_key="length")
        keys = IdempotencyKey.objects.filter(owner=idempotency.owner, key=idempotency.key)
        known = keys.values_list("request_digest", "feedback_id").first()
        if known is not None:
            if known[0] != idempotency.digest:
                raise KeyReused
            return _rows().get(pk=known[1])
    if not intake.external_id:
        return None
    return _rows().filter(brand=brand, channel=channel, external_id=intake.external_id).first()


def _rows() -> QuerySet[Feedback]:
    return Feedback.objects.defer("search").select_related("brand")


def _stored_once(
    actor: Actor,
    feedback: Feedback,
    facts: CustomerFacts,
    files: list[CheckedFile],
    idempotency: IdempotencyFacts | None,
) -> Received:
    digests = keep(files)
    try:
        with transaction.atomic():
            _store(actor, feedback, facts, idempotency)
            store_rows(
                brand=feedback.brand,
                feedback_id=feedback.pk,
                files=files,
                digests=digests,
                now=feedback.received_at,
            )
    except IntegrityError:
        # Somebody else stored the same at the same moment; theirs is committed now.
        intake = Intake(feedback.text, external_id=feedback.external_id)
        winner = _earlier(feedback.brand, feedback.channel, intake, idempotency)
        if winner is None:
            raise
        return Received(winner, is_new=False)
    return Received(feedback, is_new=True)


def _store(
    actor: Actor, feedback: Feedback, facts: CustomerFacts, idempotency: IdempotencyFacts | None
) -> None:
    now = feedback.received_at
    feedback.customer = customers.find_or_create(
        brand=feedback.brand,
        name=facts.name,
        email=facts.email,
        phone=facts.phone,
        external_id=facts.external_id,
        language=facts.language or feedback.language,
        may_contact=facts.may_contact,
        is_trusted=actor.kind != "customer",
        now=now,
    )
    feedback.save(force_insert=True)
    if idempotency is not None:
        IdempotencyKey.objects.create(
            owner=idempotency.owner,
            key=idempotency.key,
            request_digest=idempotency.digest,
            feedback=feedback,
            created_at=now,
        )
    if actor.kind == "person":
        # Programs and customers leave the feedback itself as their record; a colleague's hand is audited.
        record(actor, "feedback.recorded", feedback, at=now)
    publish(FeedbackReceived(feedback_id=feedback.pk, brand_id=feedback.brand_id))
    announce("feedback", feedback.pk, brand_id=feedback.brand_id)
