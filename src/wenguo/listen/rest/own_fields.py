"""A brand's own fields by API."""

from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Router, Schema

from wenguo.base.errors import NotFound
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.listen import actions, queries
from wenguo.listen.models import OwnField
from wenguo.people.queries import get_brand

router = Router(tags=["fields"])
PERMISSION = "listen.channels"
FieldKindName = Literal["text", "long_text", "number", "money", "date", "yes_no", "choice", "choices"]


class BilingualIn(Schema):
    """Words in both languages; one of them is enough."""

    zh: Words = Field("", max_length=200)
    en: Words = Field("", max_length=200)


class OptionIn(BilingualIn):
    """What can be chosen. ``is_off``: no longer offered, still readable."""

    code: Words = Field(max_length=40)
    is_off: bool = False


class OwnFieldIn(Schema):
    """A field of a brand. Its kind, and the currency of money, stay for good."""

    brand: Words
    code: Words = Field(max_length=40)
    kind: FieldKindName
    name: BilingualIn
    help: BilingualIn = Field(default_factory=lambda: BilingualIn(zh="", en=""))
    options: list[OptionIn] = Field(default=[], max_length=50)
    unit: Words = Field("", max_length=20)
    currency: Words = Field("", max_length=3)
    minimum: Decimal | None = Field(default=None, max_digits=15, decimal_places=4)
    maximum: Decimal | None = Field(default=None, max_digits=15, decimal_places=4)
    is_personal: bool = False


class OwnFieldOut(Schema):
    """A field as it is kept; ``is_archived`` if no form asks for it any more."""

    code: str
    kind: str
    name: dict[str, str]
    help: dict[str, str]
    options: list[dict[str, Any]]
    unit: str
    currency: str
    minimum: Decimal | None
    maximum: Decimal | None
    is_personal: bool
    is_archived: bool

    @staticmethod
    def resolve_is_archived(row: OwnField) -> bool:
        """Whether it was put away."""
        return row.archived_at is not None


class AwayIn(Schema):
    """Put away, or taken back."""

    brand: Words
    is_archived: bool


@router.get("/fields", response=list[OwnFieldOut])
def list_fields(request: Request, brand: Words) -> list[OwnField]:
    """The own fields of a brand, also those put away."""
    request.actor.require("listen.read")
    return queries.own_fields(get_brand(request.actor, brand).pk, with_archived=True)


@router.put("/fields", response=OwnFieldOut)
def set_field(request: Request, body: OwnFieldIn) -> OwnField:
    """Define a field or change one. Options that are left out stay readable and are no longer offered."""
    request.actor.require(PERMISSION)
    values = body.dict(exclude={"brand"})
    return actions.set_own_field(
        actor=request.actor, brand=get_brand(request.actor, body.brand), now=now(), **values
    )


@router.put("/fields/{code}/archive", response=OwnFieldOut)
def put_away(request: Request, code: Words, body: AwayIn) -> OwnField:
    """No form asks for it any more, or again; values stay readable."""
    request.actor.require(PERMISSION)
    brand = get_brand(request.actor, body.brand)
    rows = queries.own_fields(brand.pk, with_archived=True)
    field = next((row for row in rows if row.code == code), None)
    if field is None:
        raise NotFound
    return actions.put_away_field(actor=request.actor, field=field, is_away=body.is_archived, now=now())
