"""Tokens of the actor's brands."""

from django.db.models import QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.people.models import ApiToken


def visible_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """Living tokens first by name; tokens of every brand only for those who see every brand."""
    actor.require("people.manage")
    tokens = ApiToken.objects.select_related("brand").filter(revoked_at__isnull=True).order_by("name", "id")
    return tokens if actor.brand_ids is None else tokens.filter(brand_id__in=actor.brand_ids)


def get_token(actor: Actor, token_id: int) -> ApiToken:
    """One token; raises NotFound."""
    token = visible_tokens(actor).filter(pk=token_id).first()
    if token is None:
        raise NotFound
    return token
