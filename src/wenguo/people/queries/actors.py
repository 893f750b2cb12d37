"""From an account or a token to an Actor."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects

from wenguo.base.actor import NOBODY, Actor
from wenguo.kernel.ids import digest
from wenguo.people.domain.permissions import permissions_of
from wenguo.people.models import ApiToken, User


def actor_of(user: User | AnonymousUser) -> Actor:
    """The signed-in colleague with role, brands and, where their view is narrowed, teams. One query for each."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    # Kept with the account: the brand switch of the same page asks for them again.
    prefetch_related_objects([user], "brands")
    team_ids = frozenset(user.memberships.values_list("team_id", flat=True)) if user.scope == "team" else None
    return Actor(
        kind="person",
        name=user.name or user.username,
        user_id=user.pk,
        role=user.role,
        permissions=permissions_of(user.role),
        brand_ids=frozenset(brand.pk for brand in user.brands.all()),
        team_ids=team_ids,
    )


def actor_of_token(secret: str) -> tuple[Actor, ApiToken] | None:
    """The program behind a bearer token, or None when the token is unknown or revoked."""
    token = ApiToken.objects.filter(digest=digest(secret), revoked_at__isnull=True).first()
    if token is None:
        return None
    actor = Actor(
        kind="token",
        name=token.name,
        role=token.role,
        permissions=permissions_of(token.role),
        brand_ids=None if token.brand_id is None else frozenset({token.brand_id}),
    )
    return actor, token
