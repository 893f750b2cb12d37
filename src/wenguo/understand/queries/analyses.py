"""What we understood of a feedback; always asked through the feedback an actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from wenguo.base.search import matching
from wenguo.listen import queries as listen
from wenguo.understand.models import Analysis, Correction
from wenguo.understand.queries.labels import is_code

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback

# Below this the machine itself says that it is not sure; the lists show such a label dashed with a question
# mark.
DOUBT = 0.6


def current_analysis(feedback: Feedback | int) -> Analysis | None:
    """The analysis that counts now; None while the feedback is not yet understood."""
    feedback_id = feedback if isinstance(feedback, int) else feedback.pk
    return Analysis.objects.filter(feedback_id=feedback_id, is_current=True).first()


def analyses_of(feedback_ids: Iterable[int]) -> dict[int, Analysis]:
    """Current analyses of many feedbacks, in one query, by feedback."""
    rows = Analysis.objects.filter(feedback_id__in=list(feedback_ids), is_current=True)
    return {row.feedback_id: row for row in rows}


def corrections_of(feedback: Feedback) -> list[Correction]:
    """Every correction of this feedback, oldest first."""
    return list(Correction.objects.filter(analysis__feedback=feedback).order_by("id"))


def visible_analyses(actor: Actor) -> QuerySet[Analysis]:
    """Current analyses of the actor's brands. Nothing without the permission."""
    rows = Analysis.objects.filter(is_current=True)
    if not actor.can("listen.read"):
        return rows.none()
    return rows if actor.brand_ids is None else rows.filter(brand_id__in=actor.brand_ids)


def doubtful(actor: Actor) -> QuerySet[Analysis]:
    """What a person should look at first: the least certain main category first, with its feedback."""
    rows = visible_analyses(actor).filter(confidence__lt=DOUBT).order_by("confidence", "id")
    return rows.select_related("feedback__brand", "feedback__customer", "feedback__place").defer(
        "feedback__search", "feedback__customer__search"
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of feedback is narrowed to; empty means no matter. A parent category means all below it."""

    q: str = ""
    brand: str = ""
    channel: str = ""
    place: str = ""
    customer_id: int | None = None
    external_id: str = ""
    kind: str = ""
    category: str = ""
    polarity: str = ""
    since: datetime | None = None
    until: datetime | None = None


def filtered_feedback(actor: Actor, filters: Filters) -> QuerySet[Feedback]:
    """The actor's feedback that fits all filters."""
    rows = listen.visible_feedback(actor)
    if filters.q.strip():
        rows = rows.filter(matching(filters.q))
    wanted: dict[str, object] = {
        "brand__slug": filters.brand,
        "channel": filters.channel,
        "place__slug": filters.place,
        "customer_id": filters.customer_id,
        "external_id": filters.external_id,
        "received_at__gte": filters.since,
        "received_at__lt": filters.until,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    labels = _label_conditions(filters)
    return rows.filter(analyses__is_current=True, **labels) if labels else rows


def _label_conditions(filters: Filters) -> dict[str, object]:
    wanted: dict[str, object] = {"analyses__kind": filters.kind, "analyses__polarity": filters.polarity}
    if filters.category and is_code("category", filters.category):
        wanted["analyses__category"] = filters.category
    elif filters.category:
        wanted["analyses__category__startswith"] = f"{filters.category}."
    return {name: value for name, value in wanted.items() if value}


def versions_of(feedback: Feedback) -> list[Analysis]:
    """Every analysis of a feedback, newest first."""
    return list(Analysis.objects.filter(feedback=feedback).order_by("-id"))


def analysed_count(file_import_id: int) -> int:
    """How many feedbacks of an import are understood so far."""
    return Analysis.objects.filter(feedback__file_import_id=file_import_id, is_current=True).count()
