"""Places and their codes by API."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from ninja import Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.listen.rest.feedback import router
from wenguo.people.actions import edit_place, make_place
from wenguo.people.queries import all_places, get_brand, get_place

if TYPE_CHECKING:
    from wenguo.people.models import Place


class PlaceNameIn(Schema):
    """At least one of the two."""

    zh: Words = ""
    en: Words = ""


class PlaceIn(Schema):
    """A new place; ``slug`` is made from the English name or the code if missing."""

    brand: Words
    name: PlaceNameIn
    city: Words = ""
    slug: Words = ""


class PlaceChangesIn(Schema):
    """What a place is called and whether its code opens the form."""

    name: PlaceNameIn
    city: Words = ""
    is_active: bool = True


class PlaceOut(Schema):
    """A place; ``form_url`` is what its QR code says."""

    id: int
    brand: str
    slug: str
    code: str
    name: dict[str, str]
    city: str
    is_active: bool
    form_url: str


@router.get("/places", response=list[PlaceOut])
def list_places(request: Request) -> list[dict[str, Any]]:
    """Places of the caller's brands, closed ones too."""
    request.actor.require("listen.read")
    return [_told(row) for row in all_places(request.actor)]


@router.post("/places", response={201: PlaceOut})
def create_place(request: Request, body: PlaceIn) -> Status[dict[str, Any]]:
    """A new place with a code of its own."""
    brand = get_brand(request.actor, body.brand)
    place = make_place(
        actor=request.actor, brand=brand, name=body.name.dict(), city=body.city, slug=body.slug, now=now()
    )
    return Status(201, _told(place))


@router.put("/places/{int:place_id}", response=PlaceOut)
def change_place(request: Request, place_id: int, body: PlaceChangesIn) -> dict[str, Any]:
    """Rename or close a place."""
    place = get_place(request.actor, place_id)
    changed = edit_place(
        actor=request.actor,
        place=place,
        name=body.name.dict(),
        city=body.city,
        is_active=body.is_active,
        now=now(),
    )
    return _told(changed)


def _told(row: "Place") -> dict[str, Any]:
    names = ("id", "slug", "code", "name", "city", "is_active")
    told = {name: getattr(row, name) for name in names}
    return {**told, "brand": row.brand.slug, "form_url": f"{settings.BASE_URL}/q/{row.code}"}
