"""Which models read, which did before, and what they reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from wenguo.base.errors import NotFound
from wenguo.understand.domain.levels import Level, level_for, passing
from wenguo.understand.domain.readings import is_certain
from wenguo.understand.models import Analysis, Correction, ModelVersion, Rereading, UnderstandingRule

if TYPE_CHECKING:
    from datetime import datetime

    from wenguo.base.actor import Actor

# Heads of which exactly one label holds, as their confidence is one number.
LEVELLED = ("category", "kind", "polarity", "intensity", "urgency", "need", "style")
RECENT = 2000
State = ModelVersion.State


def live_version() -> ModelVersion | None:
    """The version that reads now; None before anything was noted: then the shipped weights read."""
    return ModelVersion.objects.filter(state=State.LIVE).defer("content").first()


def visible_versions(actor: Actor) -> QuerySet[ModelVersion]:
    """Every version, newest first; nothing for those who may not retrain."""
    rows = ModelVersion.objects.defer("content").order_by("-id")
    return rows if actor.can("understand.taxonomy") else rows.none()


def get_version(actor: Actor, number: int) -> ModelVersion:
    """One version. Raises NotFound."""
    row = visible_versions(actor).filter(pk=number).first()
    if row is None:
        raise NotFound
    return row


def new_decisions() -> int:
    """How many decisions of people the live version has not learned from."""
    live = live_version()
    return Correction.objects.filter(pk__gt=live.last_correction_id if live else 0).count()


def rule() -> UnderstandingRule:
    """What was wished for; the usual, while nobody wished otherwise."""
    return UnderstandingRule.objects.filter(pk=1).first() or UnderstandingRule(pk=1)


def levels(*, wanted: float | None = None) -> dict[str, Level]:
    """From which confidence on each label applies by itself, by the live version's own test."""
    live = ModelVersion.objects.filter(state=State.LIVE).values_list("pk", flat=True).first()
    return _levels(live, rule().wanted_accuracy if wanted is None else wanted)


@lru_cache(maxsize=8)
def _levels(version_id: int | None, wanted: float) -> dict[str, Level]:
    # The figures of a version never change.
    row = ModelVersion.objects.filter(pk=version_id or 0).values_list("figures", flat=True).first()
    sure: dict[str, Any] = (row or {}).get("sure", {})
    return {head: level_for(sure.get(head, []), wanted=wanted) for head in LEVELLED}


def applied(labels: Mapping[str, Any], *, at: Mapping[str, Level]) -> dict[str, bool]:
    """Which labels of one reading apply by themselves: decided by a person, or surer than their level."""
    confidence = labels.get("confidence", {})
    return {
        label: is_certain(labels, label) or confidence.get(label, 0.0) >= level.at
        for label, level in at.items()
    }


@dataclass(frozen=True, slots=True)
class Passing:
    """How much of a label applies by itself: of the judged texts, and of what came in of late (None of nothing)."""

    label: str
    level: Level
    recent: float | None


def passing_of(actor: Actor, *, now: datetime, days: int = 30) -> list[Passing]:
    """For every label with one value. Counted on at most two thousand readings of the last days."""
    rows = Analysis.objects.filter(is_current=True, created_at__gte=now - timedelta(days))
    if actor.brand_ids is not None:
        rows = rows.filter(brand_id__in=actor.brand_ids)
    told = list(rows.order_by("-id").values_list("labels__confidence", flat=True)[:RECENT])
    return [
        Passing(
            label, level, passing([_share(one, label) for one in told if one and label in one], at=level.at)
        )
        for label, level in levels().items()
    ]


def _share(confidence: dict[str, float], label: str) -> float | None:
    share = confidence[label]
    return None if share >= 1 else share


def last_rereading() -> Rereading | None:
    """The rereading that runs, or the last one."""
    return Rereading.objects.order_by("-id").first()


def get_rereading(actor: Actor, number: int) -> Rereading:
    """One rereading. Raises NotFound."""
    row = Rereading.objects.filter(pk=number).first() if actor.can("understand.taxonomy") else None
    if row is None:
        raise NotFound
    return row
