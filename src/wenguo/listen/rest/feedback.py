"""Receiving feedback from programs."""

import binascii
import json
from base64 import b64decode
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Header, Router, Status, UploadedFile

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.base.http import Request
from wenguo.customers.actions import CustomerFacts
from wenguo.kernel.clock import now
from wenguo.kernel.ids import digest
from wenguo.listen import actions
from wenguo.listen.actions import IdempotencyFacts, Received, Upload
from wenguo.listen.domain.files import MAX_BYTES, MAX_FILES
from wenguo.listen.domain.rates import Rate
from wenguo.listen.queries import tracking_url
from wenguo.listen.rest.schemas import (
    CustomerIn,
    FeedbackFieldsIn,
    FeedbackFormIn,
    FeedbackIn,
    FileIn,
    ReceivedOut,
)
from wenguo.people.queries import get_brand, visible_brands, visible_places

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Place

router = Router(tags=["feedback"])
intake_rate = Rate(burst=6000, period=timedelta(minutes=1))
Answer = Status[dict[str, Any]]


@router.post("/feedback", response={200: ReceivedOut, 201: ReceivedOut})
def create_feedback(request: Request, body: FeedbackIn, idempotency_key: Header[str | None] = None) -> Answer:
    """Store a feedback. 201 after it is durable; 200 with the earlier one for the same key or (channel,
    external_id).
    """
    caller = _let_in(request)
    uploads = [_decoded(file) for file in _few(body.attachments)]
    content = digest(json.dumps(body.dict(), sort_keys=True, default=str))
    facts = _facts(body.customer or CustomerIn(), body.language)
    return _receive(
        request, body, facts, uploads, idempotency=_key(caller, idempotency_key, content), fields=body.fields
    )


@router.post("/feedback/multipart", response={200: ReceivedOut, 201: ReceivedOut})
def create_feedback_with_files(
    request: Request,
    body: Form[FeedbackFormIn],
    *,
    attachments: File[list[UploadedFile]],
    idempotency_key: Header[str | None] = None,
) -> Answer:
    """The same with files of up to 10 MB as multipart/form-data."""
    caller = _let_in(request)
    uploads = [_read(file) for file in _few(attachments)]
    sums = [sha256(upload.content).hexdigest() for upload in uploads]
    content = digest(json.dumps([body.dict(), sums], sort_keys=True, default=str))
    customer = CustomerIn(
        name=body.customer_name,
        email=body.customer_email,
        phone=body.customer_phone,
        external_id=body.customer_external_id,
        may_contact=body.customer_may_contact,
    )
    facts = _facts(customer, body.language)
    key = _key(caller, idempotency_key, content)
    return _receive(request, body, facts, uploads, idempotency=key, fields=_fields(body.fields))


def _receive(
    request: Request,
    body: FeedbackFieldsIn,
    facts: CustomerFacts,
    uploads: Sequence[Upload],
    *,
    idempotency: IdempotencyFacts | None,
    fields: dict[str, Any],
) -> Answer:
    brand = chosen_brand(request.actor, body.brand)
    received = actions.receive(
        actor=request.actor,
        brand=brand,
        text=body.text,
        channel=body.channel,
        customer=facts,
        rating=body.rating,
        place=_place(request.actor, brand, body.place),
        order_number=body.order_number,
        wants=body.wants,
        occurred_at=body.occurred_at,
        external_id=body.external_id,
        attachments=uploads,
        language=body.language,
        idempotency=idempotency,
        fields=fields,
        now=now(),
    )
    return Status(201 if received.is_new else 200, _told(received))


def _told(received: Received) -> dict[str, Any]:
    feedback = received.feedback
    return {
        "id": feedback.pk,
        "tracking_url": tracking_url(feedback),
        "is_new": received.is_new,
        "received_at": feedback.received_at,
    }


def _let_in(request: Request) -> str:
    """Who calls: the digest of the token, or the person."""
    secret = request.headers.get("Authorization", "")
    caller = f"user:{request.actor.user_id}" if request.actor.user_id else digest(secret)
    actions.let_in(intake_rate, caller, now=now())
    return caller


def _key(caller: str, key: str | None, content: str) -> IdempotencyFacts | None:
    return None if key is None else IdempotencyFacts(owner=caller, key=key, digest=content)


def chosen_brand(actor: Actor, slug: str) -> "Brand":
    """The brand meant: the named one, or the only one there is. Raises NotFound, or Invalid where several
    fit.
    """
    if slug:
        return get_brand(actor, slug)
    brands = list(visible_brands(actor)[:2])
    if not brands:
        raise NotFound
    if len(brands) > 1:
        raise Invalid(_("This token sees several brands. Say which one is meant."), brand="required")
    return brands[0]


def _place(actor: Actor, brand: "Brand", name: str) -> "Place | None":
    if not name:
        return None
    place = visible_places(actor).filter(Q(slug=name) | Q(code=name), brand=brand).first()
    if place is None:
        raise Invalid(_("There is no such place."), place=name[:80])
    return place


def _facts(customer: CustomerIn, language: str) -> CustomerFacts:
    return CustomerFacts(
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        external_id=customer.external_id,
        language=language if language in {"zh-hans", "en"} else "",
        may_contact=customer.may_contact,
    )


def _fields(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Invalid(_("Give the own fields as a JSON object."), fields="json")
    return given


def _few(files: Sequence[Any]) -> Sequence[Any]:
    if len(files) > MAX_FILES:
        raise Invalid(_("At most five files can be sent at once."), attachments="too_many")
    return files


def _decoded(file: FileIn) -> Upload:
    try:
        return Upload(file.name, b64decode(file.content_base64, validate=True))
    except (binascii.Error, ValueError) as error:
        raise Invalid(_("A file is not valid Base64."), attachments="base64") from error


def _read(file: UploadedFile) -> Upload:
    if file.size is None or file.size > MAX_BYTES:
        raise Invalid(_("A file is larger than 10 MB."), attachments="too_large")
    return Upload(file.name or "", file.read())
