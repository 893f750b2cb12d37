"""What says the same, as far as the actor may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet

from wenguo.listen import queries as listen
from wenguo.understand.models import Likeness

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback

MOST = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """The others of a feedback's group (the newest of them), how many there are, and what the customer repeats."""

    others: list[Feedback]
    count: int
    repeat_of: Feedback | None


def alike_to(actor: Actor, feedback: Feedback) -> Alike:
    """What says the same as this feedback."""
    row = Likeness.objects.filter(pk=feedback.pk).first()
    if row is None:
        return Alike([], 0, None)
    seen = listen.visible_feedback(actor)
    others = seen.filter(likeness__group_id=row.group_id).exclude(pk=feedback.pk)
    before = seen.filter(pk=row.repeat_of_id).first() if row.repeat_of_id else None
    return Alike(list(others.order_by("-id")[:MOST]), others.count(), before)


def alike_counts(feedback_ids: Iterable[int]) -> dict[int, int]:
    """How many others say the same, by feedback; nothing for those that stand alone."""
    groups = dict(Likeness.objects.filter(pk__in=list(feedback_ids)).values_list("pk", "group_id"))
    sizes = dict(
        Likeness.objects.filter(group_id__in=set(groups.values()))
        .values_list("group_id")
        .annotate(size=Count("pk"))
        .filter(size__gt=1)
    )
    return {pk: sizes[group] - 1 for pk, group in groups.items() if group in sizes}


def copies_among(feedback_ids: QuerySet[Any]) -> int:
    """How many of these feedbacks (a query of ids) only say what another of them says already."""
    told = Likeness.objects.filter(pk__in=feedback_ids).aggregate(
        rows=Count("pk"), groups=Count("group_id", distinct=True)
    )
    return int(told["rows"] - told["groups"])
