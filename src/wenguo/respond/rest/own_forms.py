"""Which own fields are asked for where, by API."""

from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema, Status

from wenguo.base.errors import NotFound
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.kernel.conditions import Condition
from wenguo.listen import actions as listen, queries
from wenguo.listen.queries import FieldRule, Item
from wenguo.people.queries import get_brand
from wenguo.respond import actions

if TYPE_CHECKING:
    from wenguo.listen.models import OwnForm

router = Router(tags=["fields"])
PERMISSION = "listen.channels"


class ItemIn(Schema):
    """A field on a form."""

    field: Words = Field(max_length=40)
    is_required: bool = False


class WhenIn(Schema):
    """One condition: category, kind, channel or ``field.CODE``."""

    field: Words = Field(max_length=60)
    operator: Words = Field(max_length=20)
    value: Words = Field(max_length=60)


class FieldRuleIn(Schema):
    """Show or require a field when all of this holds."""

    field: Words = Field(max_length=40)
    then: Literal["show", "require"]
    when: list[WhenIn] = Field(max_length=4)


class OwnFormIn(Schema):
    """Which fields are asked for at a place. ``category`` may be a main part; empty is every category."""

    brand: Words
    place: Literal["case", "customer", "resolve"]
    category: Words = Field("", max_length=60)
    items: list[ItemIn] = Field(max_length=30)
    rules: list[FieldRuleIn] = Field(default=[], max_length=30)


class OwnFormOut(Schema):
    """A form as it is kept."""

    place: str
    category: str
    items: list[list[Any]]
    rules: list[list[Any]]


@router.get("/forms", response=list[OwnFormOut])
def list_forms(request: Request, brand: Words) -> "list[OwnForm]":
    """The forms of a brand."""
    request.actor.require("listen.read")
    return queries.own_forms(get_brand(request.actor, brand).pk)


@router.put("/forms", response=OwnFormOut)
def set_form(request: Request, body: OwnFormIn) -> "OwnForm":
    """Say what is asked for; the same place and category again replaces it."""
    request.actor.require(PERMISSION)
    return actions.set_own_form(
        actor=request.actor,
        brand=get_brand(request.actor, body.brand),
        place=body.place,
        category=body.category,
        items=[Item(one.field, one.is_required) for one in body.items],
        rules=[
            FieldRule(
                one.field, one.then, tuple(Condition(row.field, row.operator, row.value) for row in one.when)
            )
            for one in body.rules
        ],
        now=now(),
    )


@router.delete("/forms", response={204: None})
def remove_form(request: Request, *, brand: Words, place: Words, category: Words = "") -> Status[None]:
    """The more general form counts again."""
    request.actor.require(PERMISSION)
    rows = queries.own_forms(get_brand(request.actor, brand).pk)
    form = next((row for row in rows if (row.place, row.category) == (place, category)), None)
    if form is None:
        raise NotFound
    listen.remove_own_form(actor=request.actor, form=form, now=now())
    return Status(204, None)
