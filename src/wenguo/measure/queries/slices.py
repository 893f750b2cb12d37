"""Which facts a figure is about: the one filter that every figure, chart, list and export shares."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.measure.models import FeedbackFact

NEGATIVE = Q(polarity="negative")


@dataclass(frozen=True, slots=True)
class Slice:
    """Feedback said from ``from_day`` to ``to_day`` (both included, days of the installation's zone).

    ``brand_ids`` None means every brand. ``category`` is a code (``logistics.delay``) or a whole domain
    (``logistics``); ``word`` is a keyword; empty means any.
    """

    brand_ids: frozenset[int] | None
    from_day: date
    to_day: date
    channel: str = ""
    place_id: int | None = None
    category: str = ""
    polarity: str = ""
    kind: str = ""
    word: str = ""

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.to_day - self.from_day).days + 1

    def before(self) -> "Slice":
        """The period of the same length just before, otherwise the same."""
        return replace(
            self, from_day=self.from_day - timedelta(self.days), to_day=self.from_day - timedelta(1)
        )

    def since(self, day: date) -> "Slice":
        """The same, but beginning on this day."""
        return replace(self, from_day=day)

    def but(self, **changes: Any) -> "Slice":
        """The same with one part changed."""
        return replace(self, **changes)


def slice_of(
    actor: Actor, *, from_day: date, to_day: date, brand_id: int | None = None, **parts: Any
) -> Slice:
    """The slice as far as this actor may see it: brands of others never count. Raises NotAllowed."""
    actor.require("measure.read")
    brand_ids = actor.brand_ids
    if brand_id is not None:
        brand_ids = frozenset({brand_id}) if actor.sees_brand(brand_id) else frozenset()
    return Slice(brand_ids, min(from_day, to_day), max(from_day, to_day), **parts)


def day_for(actor: Actor, day: date) -> Slice:
    """One day of the actor's brands, for the sentence that everybody who sees cases may read. Raises NotAllowed."""
    actor.require("respond.read")
    return Slice(actor.brand_ids, day, day)


def facts_of(part: Slice) -> QuerySet[FeedbackFact]:
    """The rows of a slice, unordered."""
    facts = FeedbackFact.objects.filter(day__gte=part.from_day, day__lte=part.to_day)
    if part.brand_ids is not None:
        facts = facts.filter(brand_id__in=part.brand_ids)
    if part.category:
        facts = facts.filter(Q(category=part.category) | Q(category__startswith=f"{part.category}."))
    if part.word:
        facts = facts.filter(keywords__contains=[part.word])
    exact = {"channel": part.channel, "place_id": part.place_id, "polarity": part.polarity, "kind": part.kind}
    return facts.filter(**{name: value for name, value in exact.items() if value})
