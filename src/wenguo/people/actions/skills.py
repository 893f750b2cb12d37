"""What a brand's cases may ask for, and what each colleague can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.people.models import Brand, PersonSkill, Place, Skill, User
from wenguo.people.queries.organisation import visible_places

MOST_SKILLS = 60
LANGUAGES = ("zh", "en", "ja", "ko", "ru", "fr", "de", "es", "ar", "ug", "bo", "yue")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases ask for a skill: any of these."""

    categories: Sequence[str] = ()
    risks: Sequence[str] = ()
    tiers: Sequence[str] = ()
    channels: Sequence[str] = ()


@transaction.atomic
def set_skill(
    *,
    actor: Actor,
    brand: Brand,
    key: str,
    name: Mapping[str, str],
    asked: Asked,
    is_required: bool,
    now: datetime,
) -> Skill:
    """Name something that not everybody can do; the same short name again replaces it. Raises Invalid."""
    actor.require("people.rota", Skill(brand=brand))
    key = slugify(key or name.get("en", ""))[:40]
    words = {code: " ".join(name.get(code, "").replace("\x00", "").split())[:60] for code in ("zh", "en")}
    if not key or not any(words.values()):
        raise Invalid(_("Give the skill a short name and a name in one language."), key="empty")
    known = Skill.objects.filter(brand=brand)
    if known.count() >= MOST_SKILLS and not known.filter(key=key).exists():
        raise Invalid(_("Sixty skills are enough. Remove one first."), key="too_many")
    values = {
        "name": words,
        "categories": list(asked.categories),
        "risks": list(asked.risks),
        "tiers": list(asked.tiers),
        "channels": list(asked.channels),
        "is_required": is_required,
    }
    skill, _is_new = Skill.objects.update_or_create(brand=brand, key=key, defaults=values)
    record(actor, "skill.set", skill, at=now, key=key, is_required=is_required)
    return skill


@transaction.atomic
def remove_skill(*, actor: Actor, brand: Brand, key: str, now: datetime) -> None:
    """Nobody is asked for it any more. Raises NotFound."""
    actor.require("people.rota", Skill(brand=brand))
    skill = Skill.objects.filter(brand=brand, key=key).first()
    if skill is None:
        raise NotFound
    record(actor, "skill.removed", skill, at=now, key=key)
    skill.delete()


@transaction.atomic
def set_abilities(
    *,
    actor: Actor,
    user: User,
    skills: Mapping[int, int],
    languages: Sequence[str],
    places: Sequence[Place],
    now: datetime,
) -> None:
    """What somebody can do: skill id → level 1 to 5 (0 leaves it out), languages they answer in, places they know.

    Skills and places of brands that the actor cannot see stay. Raises Invalid.
    """
    actor.require("people.rota")
    theirs = {row.pk: row for row in Skill.objects.filter(brand__in=user.brands.all())}
    own = {pk: row for pk, row in theirs.items() if actor.sees_brand(row.brand_id)}
    if any(pk not in own or level not in range(6) for pk, level in skills.items()):
        raise Invalid(_("A level is 1 to 5, for a skill of this colleague's brands."), skills="range")
    if set(languages) - set(LANGUAGES):
        raise Invalid(_("There is no such language."), languages="choice")
    PersonSkill.objects.filter(user=user, skill_id__in=own).delete()
    PersonSkill.objects.bulk_create(
        PersonSkill(user=user, skill_id=pk, level=level) for pk, level in skills.items() if level
    )
    User.objects.filter(pk=user.pk).update(languages=list(languages))
    seen = set(visible_places(actor).values_list("id", flat=True))
    hidden = [place for place in user.places.all() if place.pk not in seen]
    user.places.set([*hidden, *(place for place in places if place.pk in seen)])
    record(actor, "person.abilities", user, at=now, languages=list(languages), skills=len(skills))
