from wenguo.people.queries.actors import actor_of, actor_of_token
from wenguo.people.queries.organisation import (
    all_places,
    brand_by_slug,
    colleagues,
    get_brand,
    get_colleague,
    get_place,
    get_teams,
    place_by_code,
    places_of_brand,
    teams_of_brand,
    visible_brands,
    visible_places,
    visible_teams,
    with_members,
)
from wenguo.people.queries.roles import roles_that_may
from wenguo.people.queries.shifts import people_on_shift
from wenguo.people.queries.tokens import get_token, visible_tokens

__all__ = [
    "actor_of",
    "actor_of_token",
    "all_places",
    "brand_by_slug",
    "colleagues",
    "get_brand",
    "get_colleague",
    "get_place",
    "get_teams",
    "get_token",
    "people_on_shift",
    "place_by_code",
    "places_of_brand",
    "roles_that_may",
    "teams_of_brand",
    "visible_brands",
    "visible_places",
    "visible_teams",
    "visible_tokens",
    "with_members",
]
