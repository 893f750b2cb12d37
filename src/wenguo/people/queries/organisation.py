"""Brands, places, teams and colleagues that an actor may know of."""

from django.db.models import Prefetch, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.people.models import Brand, Membership, Place, Team, User


def visible_brands(actor: Actor) -> QuerySet[Brand]:
    """Active brands of the actor, by id (their order of creation)."""
    brands = Brand.objects.filter(is_active=True).order_by("id")
    return brands if actor.brand_ids is None else brands.filter(id__in=actor.brand_ids)


def brand_by_slug(slug: str) -> Brand:
    """The active brand behind a public address; raises NotFound."""
    brand = Brand.objects.filter(slug=slug, is_active=True).first()
    if brand is None:
        raise NotFound
    return brand


def visible_places(actor: Actor) -> QuerySet[Place]:
    """Places of the actor's brands."""
    places = Place.objects.filter(is_active=True).select_related("brand").order_by("brand_id", "id")
    return places if actor.brand_ids is None else places.filter(brand_id__in=actor.brand_ids)


def all_places(actor: Actor) -> QuerySet[Place]:
    """Places of the actor's brands, closed ones too."""
    places = Place.objects.select_related("brand").order_by("brand_id", "id")
    return places if actor.brand_ids is None else places.filter(brand_id__in=actor.brand_ids)


def places_of_brand(brand_id: int) -> list[Place]:
    """All open places of a brand, for matching the names in a file."""
    return list(Place.objects.filter(brand_id=brand_id, is_active=True).order_by("id"))


def with_members(teams: QuerySet[Team]) -> QuerySet[Team]:
    """The teams with their active members, leads first, in one more query."""
    rows = Membership.objects.filter(user__is_active=True).select_related("user")
    return teams.prefetch_related(
        Prefetch("memberships", queryset=rows.order_by("-is_lead", "user__name", "user_id"))
    )


def get_place(actor: Actor, place_id: int) -> Place:
    """One of them; raises NotFound."""
    place = all_places(actor).filter(pk=min(place_id, 2**63 - 1)).first()
    if place is None:
        raise NotFound
    return place


def place_by_code(code: str) -> Place:
    """The place behind a QR code; raises NotFound."""
    place = (
        Place.objects.select_related("brand").filter(code=code, is_active=True, brand__is_active=True).first()
    )
    if place is None:
        raise NotFound
    return place


def visible_teams(actor: Actor) -> QuerySet[Team]:
    """Teams of the actor's brands."""
    teams = Team.objects.select_related("brand").order_by("brand_id", "id")
    return teams if actor.brand_ids is None else teams.filter(brand_id__in=actor.brand_ids)


def teams_of_brand(brand_id: int) -> list[Team]:
    """All teams of a brand, for routing."""
    return list(Team.objects.filter(brand_id=brand_id).order_by("id"))


def colleagues(actor: Actor) -> QuerySet[User]:
    """Active people who share a brand with the actor."""
    people = User.objects.filter(is_active=True).order_by("name", "id")
    if actor.brand_ids is None:
        return people
    return people.filter(brands__in=actor.brand_ids).distinct()


def people_of_brand(brand: Brand) -> QuerySet[User]:
    """Active people of one brand, for the inside of the house."""
    return User.objects.filter(is_active=True, brands=brand).order_by("name", "id")


def get_brand(actor: Actor, slug: str) -> Brand:
    """One of the actor's brands; raises NotFound."""
    brand = visible_brands(actor).filter(slug=slug).first()
    if brand is None:
        raise NotFound
    return brand


def get_colleague(actor: Actor, user_id: int) -> User:
    """A person who shares a brand with the actor; raises NotFound."""
    user = colleagues(actor).filter(pk=user_id).first()
    if user is None:
        raise NotFound
    return user


def get_teams(actor: Actor, keys: list[str]) -> list[Team]:
    """Teams by key; raises NotFound when one of them is not the actor's to know."""
    teams = list(visible_teams(actor).filter(key__in=keys))
    if len(teams) != len(set(keys)):
        raise NotFound
    return teams
