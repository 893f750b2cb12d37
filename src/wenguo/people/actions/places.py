"""Places: the stores, counters and rooms that carry a code."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.governance.actions import record
from wenguo.kernel.ids import new_link
from wenguo.people.models import Brand, Place

CODE_LENGTH = 10
MAX_NAME = 80


@transaction.atomic
def make_place(
    *, actor: Actor, brand: Brand, name: dict[str, str], city: str, now: datetime, slug: str = ""
) -> Place:
    """A new place with a code of its own. Raises Invalid for a name without words or a short name that is
    taken.
    """
    actor.require("listen.channels", Place(brand=brand))
    code = new_link()[:CODE_LENGTH]
    place = Place(
        brand=brand,
        slug=slugify(slug or name.get("en", ""))[:40] or code,
        code=code,
        name=_name(name),
        city=city[:60],
    )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid(_("This short name is taken."), slug=place.slug) from error
    record(actor, "place.made", place, at=now)
    return place


@transaction.atomic
def edit_place(
    *, actor: Actor, place: Place, name: dict[str, str], city: str, is_active: bool, now: datetime
) -> Place:
    """Rename a place, or close it: the code of a closed place no longer opens a form; what was said there
    stays.
    """
    actor.require("listen.channels", place)
    row = Place.objects.select_for_update(of=("self",)).select_related("brand").get(pk=place.pk)
    row.name, row.city, row.is_active = _name(name), city[:60], is_active
    row.save(update_fields=["name", "city", "is_active"])
    record(actor, "place.edited", row, at=now, is_active=is_active)
    return row


def _name(name: dict[str, str]) -> dict[str, str]:
    clean = {
        code: " ".join(name.get(code, "").replace("\x00", "").split())[:MAX_NAME] for code in ("zh", "en")
    }
    if not any(clean.values()):
        raise Invalid(_("Write the name in at least one language."), name="empty")
    return clean
