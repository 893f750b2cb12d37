"""What we understood of a feedback; always asked through the feedback an actor may see."""

from collections.abc import Iterable

from django.db.models import QuerySet

from wenguo.base.actor import Actor
from wenguo.listen import queries as listen
from wenguo.listen.models import Feedback
from wenguo.understand.models import Analysis, Correction

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


def visible_feedback(actor: Actor, **labels: str) -> QuerySet[Feedback]:
    """Feedback whose current analysis has these labels (kind, category, polarity …); a parent category
    means all below.
    """
    rows = listen.visible_feedback(actor)
    wanted = {name: value for name, value in labels.items() if value}
    if not wanted:
        return rows
    category = wanted.pop("category", "")
    conditions: dict[str, object] = {f"analyses__{name}": value for name, value in wanted.items()}
    if category:
        key = (
            "analyses__category"
            if "." in category or category == "other"
            else "analyses__category__startswith"
        )
        conditions[key] = category if key == "analyses__category" else f"{category}."
    return rows.filter(analyses__is_current=True, **conditions)


def analysed_count(file_import_id: int) -> int:
    """How many feedbacks of an import are understood so far."""
    return Analysis.objects.filter(feedback__file_import_id=file_import_id, is_current=True).count()
