"""Keys for programs."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.governance.actions import record
from wenguo.kernel.ids import digest, new_secret
from wenguo.people.domain.permissions import ROLES
from wenguo.people.models import ApiToken, Brand


@transaction.atomic
def issue_token(*, actor: Actor, name: str, role: str, brand: Brand | None, now: datetime) -> str:
    """Make a token and return its secret, which is shown this once and kept nowhere.

    Raises Invalid for an unknown role, and for a token wider than its maker.
    """
    actor.require("people.manage", brand)
    if role not in ROLES:
        raise Invalid(_("There is no such role."), role=role)
    if brand is None and actor.brand_ids is not None:
        raise Invalid(_("Choose one of your brands."), brand="")
    secret = new_secret()
    token = ApiToken.objects.create(
        name=name[:80], digest=digest(secret), hint=secret[:9], role=role, brand=brand, created_at=now
    )
    record(actor, "token.issued", token, at=now, role=role)
    return secret


@transaction.atomic
def revoke_token(*, actor: Actor, token: ApiToken, now: datetime) -> None:
    """From now on the token opens nothing. Doing it twice changes nothing."""
    actor.require("people.manage", token)
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        record(actor, "token.revoked", token, at=now)


def note_token_use(token: ApiToken, *, now: datetime) -> None:
    """Remember when a token was last used, to ten minutes (a write a call would cost more than the call)."""
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=10):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
