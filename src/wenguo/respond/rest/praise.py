"""Praise by API: the wall inside, what is done with it, the customer's consent, the public wall."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Router, Schema

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Praise

router = Router(tags=["praise"])
public_router = Router(tags=["praise"], auth=None)


class PraisedOut(Schema):
    """A colleague whom it may be about; ``state`` is found, confirmed or rejected."""

    user: int
    name: str
    state: str
    found_by: str


class PraiseOut(Schema):
    """Praise and what was done with it."""

    id: int
    brand: str
    feedback: int
    text: str
    customer: str
    received_at: datetime
    thanks: str
    thanked_at: datetime | None
    people: list[PraisedOut]
    consent_at: datetime | None
    consent_text: str
    withdrawn_at: datetime | None
    public_text: str
    published_at: datetime | None


class TextIn(Schema):
    """The words that leave the house."""

    text: Words = Field(max_length=8000)


class PersonIn(Schema):
    """Whether a colleague is meant."""

    user: int = Field(ge=1, lt=2**63)
    meant: bool = True


class ConsentIn(Schema):
    """The customer agrees, or takes it back; ``shown_name`` is short, ms, mr or hidden."""

    agrees: bool
    shown_name: Literal["short", "ms", "mr", "hidden"] = "short"


class ConsentOut(Schema):
    """What holds now."""

    agreed: bool
    wording: str


class VoiceOut(Schema):
    """One voice on the public wall."""

    text: str
    name: str
    at: datetime


@router.get("/praise", response=list[PraiseOut])
def list_praise(
    request: Request, show: Literal["all", "confirm", "thank", "publish", "public", "mine"] = "all"
) -> list[dict[str, Any]]:
    """The newest 100 of a list."""
    request.actor.require("respond.read")
    return [_out(row) for row in queries.praise_list(request.actor, show)[:100]]


@router.post("/praise/{int:praise_id}/thanks", response=PraiseOut)
def thank_for_praise(request: Request, praise_id: int, *, body: TextIn) -> dict[str, Any]:
    """Send the thanks that waited for a person."""
    row = queries.get_praise(request.actor, praise_id)
    actions.thank_for_praise(actor=request.actor, praise=row, text=body.text, now=now())
    return _out(queries.get_praise(request.actor, praise_id))


@router.put("/praise/{int:praise_id}/people", response=PraiseOut)
def decide_praised(request: Request, praise_id: int, *, body: PersonIn) -> dict[str, Any]:
    """Say whether a colleague is meant; who is meant is told, and their lead."""
    request.actor.require("respond.reply")
    row = queries.get_praise(request.actor, praise_id)
    user = people.get_colleague(request.actor, body.user)
    actions.decide_praised(actor=request.actor, praise=row, user=user, is_meant=body.meant, now=now())
    return _out(queries.get_praise(request.actor, praise_id))


@router.put("/praise/{int:praise_id}/publication", response=PraiseOut)
def publish_praise(request: Request, praise_id: int, *, body: TextIn) -> dict[str, Any]:
    """Show these words on the public wall."""
    row = queries.get_praise(request.actor, praise_id)
    actions.publish_praise(actor=request.actor, praise=row, text=body.text, now=now())
    return _out(queries.get_praise(request.actor, praise_id))


@router.delete("/praise/{int:praise_id}/publication", response=PraiseOut)
def unpublish_praise(request: Request, praise_id: int) -> dict[str, Any]:
    """Take it off the public wall."""
    row = queries.get_praise(request.actor, praise_id)
    actions.unpublish_praise(actor=request.actor, praise=row, now=now())
    return _out(queries.get_praise(request.actor, praise_id))


@public_router.put("/praise/consents/{link}", response=ConsentOut)
def set_praise_consent(request: Request, link: Words, *, body: ConsentIn) -> dict[str, Any]:
    """A customer agrees by the link in their letter of thanks, or takes it back."""
    row = actions.set_praise_consent(link=link, agrees=body.agrees, shown_name=body.shown_name, now=now())
    return {"agreed": row.consent_at is not None and row.withdrawn_at is None, "wording": row.consent_text}


@public_router.get("/praise/walls/{slug}", response=list[VoiceOut])
def praise_wall(request: Request, slug: Words) -> list[queries.PublicPraise]:
    """What customers let a brand show."""
    return queries.public_praise(people.brand_by_slug(slug))


def _out(row: Praise) -> dict[str, Any]:
    names = ("id", "received_at", "thanks", "thanked_at", "consent_at", "consent_text", "withdrawn_at")
    return {
        **{name: getattr(row, name) for name in (*names, "public_text", "published_at")},
        "brand": row.brand.slug,
        "feedback": row.feedback_id,
        "text": row.feedback.text,
        "customer": str(row.customer or ""),
        "people": [
            {"user": one.user_id, "name": one.user.name, "state": one.state, "found_by": one.found_by}
            for one in row.people.all()
        ],
    }
