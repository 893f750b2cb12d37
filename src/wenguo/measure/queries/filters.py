"""What a reader asks to see: read from an address or an API call, and turned back into addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.measure.queries import metrics, names
from wenguo.measure.queries.words import range_words
from wenguo.people import queries as people

PERIODS = (7, 30, 90)
LONGEST = timedelta(days=730)
TEXTS = ("channel", "category", "polarity", "kind", "word")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for. ``values`` are the parts of the address that are set and make sense."""

    part: metrics.Slice
    values: dict[str, str]
    days: int
    place_names: dict[int, str]
    brands: list[tuple[str, str]]

    def address(self, path: str, **changes: Any) -> str:
        """The same conditions with some changed, under a path; an empty value takes a condition away."""
        values = {**self.values, **{name: str(value) for name, value in changes.items()}}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{path}?{query}" if query else path

    @property
    def period(self) -> str:
        """Last 7 days, or from when to when."""
        if self.days:
            return _("Last %(n)d days") % {"n": self.days}
        return range_words(self.part.from_day, self.part.to_day)

    @property
    def before(self) -> str:
        """What the period is compared with, in words."""
        return _("the %(n)d days before") % {"n": self.part.days}

    @property
    def range(self) -> str:
        """From when to when."""
        return range_words(self.part.from_day, self.part.to_day)


def read_filters(actor: Actor, values: Mapping[str, Any], *, now: datetime) -> Filters:
    """Read the conditions; what makes no sense is left out, never raised. Raises NotAllowed without permission."""
    today = localtime(now).date()
    from_day, to_day, days = _days(values, today)
    brands = [(brand.slug, str(brand), brand.pk) for brand in people.visible_brands(actor)]
    brand_id = next((pk for slug, _name, pk in brands if slug == values.get("brand")), None)
    place_names = dict(names.places(actor))
    place = str(values.get("place") or "")
    place_id = int(place) if place.isascii() and place.isdigit() and int(place) in place_names else None
    texts = {name: str(values.get(name) or "")[:60].replace("\x00", "") for name in TEXTS}
    part = metrics.slice_of(
        actor, from_day=from_day, to_day=to_day, brand_id=brand_id, place_id=place_id, **texts
    )
    kept = {name: value for name, value in texts.items() if value}
    kept |= {"place": place} if place_id else {}
    kept |= {"brand": str(values["brand"])} if brand_id is not None else {}
    kept |= {"days": str(days)} if days else {"from": from_day.isoformat(), "to": to_day.isoformat()}
    return Filters(part, kept, days, place_names, [(slug, name) for slug, name, _pk in brands])


def _days(values: Mapping[str, Any], today: date) -> tuple[date, date, int]:
    try:
        first, last = sorted(date.fromisoformat(str(values.get(name))) for name in ("from", "to"))
    except ValueError:
        asked = str(values.get("days"))
        days = int(asked) if asked in {str(period) for period in PERIODS} else 30
        return today - timedelta(days - 1), today, days
    last = min(last, today)
    first = max(min(first, last), last - LONGEST)
    return first, last, 0
