"""Colleagues come, change what they do, and go."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.governance.actions import record
from wenguo.people.domain.permissions import ROLES
from wenguo.people.models import Brand, Membership, Team, User


@transaction.atomic
def invite(
    *,
    actor: Actor,
    username: str,
    name: str,
    email: str,
    password: str,
    role: str,
    brands: Sequence[Brand],
    teams: Sequence[Team],
    now: datetime,
) -> User:
    """Make an account with a first password, which its owner changes. Raises Invalid with the field and the reason."""
    _check(actor, role, brands, teams)
    username = username.strip()
    if not username or User.objects.filter(username__iexact=username).exists():
        raise Invalid(_("This sign-in name is taken or empty."), username=username)
    user = User(username=username, name=name.strip() or username, email=email.strip(), role=role)
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), password="") from error
    user.save()
    user.brands.set(brands)
    Membership.objects.bulk_create([Membership(team=team, user=user) for team in teams])
    record(actor, "person.invited", user, at=now, role=role)
    return user


@transaction.atomic
def edit_person(
    *,
    actor: Actor,
    user: User,
    role: str,
    brands: Sequence[Brand],
    teams: Sequence[Team],
    capacity: int,
    scope: str,
    is_active: bool,
    now: datetime,
) -> User:
    """Change what somebody may do and see. Nobody takes the keys from themselves."""
    _check(actor, role, brands, teams)
    if user.pk == actor.user_id and (role != user.role or not is_active):
        raise Invalid(_("You cannot change your own role or close your own account."), role=role)
    if scope not in User.Scope.values:
        raise Invalid(_("There is no such view."), scope=scope)
    before = {"role": user.role, "is_active": user.is_active}
    user.role, user.capacity, user.scope, user.is_active = role, capacity, scope, is_active
    user.save(update_fields=["role", "capacity", "scope", "is_active"])
    # Brands and teams that the actor cannot see stay as they are.
    hidden = [brand for brand in user.brands.all() if not actor.sees_brand(brand.pk)]
    user.brands.set([*hidden, *brands])
    kept = {team.pk for team in teams}
    for membership in user.memberships.select_related("team"):
        if actor.sees_brand(membership.team.brand_id) and membership.team_id not in kept:
            membership.delete()
    Membership.objects.bulk_create(
        [Membership(team=team, user=user) for team in teams], ignore_conflicts=True
    )
    record(actor, "person.edited", user, at=now, before=before, role=role, is_active=is_active)
    return user


@transaction.atomic
def set_presence(*, actor: Actor, presence: str, now: datetime) -> None:
    """I am here, away, or gone: only those who are here get new cases."""
    if actor.user_id is None:
        raise NotAllowed
    if presence not in User.Presence.values:
        raise Invalid(_("There is no such presence."), presence=presence)
    user = User.objects.get(pk=actor.user_id)
    User.objects.filter(pk=user.pk).update(presence=presence)
    record(actor, "person.presence", user, at=now, presence=presence)


def set_language(*, actor: Actor, language: str) -> None:
    """Remember in which language somebody reads."""
    if actor.user_id is None:
        raise NotAllowed
    if language not in {"zh-hans", "en"}:
        raise Invalid(_("There is no such language."), language=language)
    User.objects.filter(pk=actor.user_id).update(language=language)


def _check(actor: Actor, role: str, brands: Sequence[Brand], teams: Sequence[Team]) -> None:
    actor.require("people.manage")
    if role not in ROLES:
        raise Invalid(_("There is no such role."), role=role)
    if not brands:
        raise Invalid(_("Choose at least one brand."), brands="")
    for brand in brands:
        actor.require("people.manage", Team(brand=brand))
    for team in teams:
        actor.require("people.manage", team)
        if team.brand_id not in {brand.pk for brand in brands}:
            raise Invalid(_("A team works for one of the chosen brands."), teams=team.key)
