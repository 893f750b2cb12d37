"""Where a case stands in the queue, kept true as time passes and others say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.base.live import announce
from wenguo.governance.actions import record
from wenguo.respond.actions.deeds import finish, held, note_event
from wenguo.respond.actions.escalating import consider, consider_all
from wenguo.respond.domain.priority import MOST_WEIGHT, WEIGHTS, Facts, Priority, priority_of, rank_again_at
from wenguo.respond.models import Case, PriorityWeights
from wenguo.respond.queries.cases import case_rows
from wenguo.respond.queries.ranking import moments_ahead, ranking_facts, weights_of

if TYPE_CHECKING:
    from wenguo.people.models import Brand

FIELDS = ["priority", "priority_parts", "rank_due_at"]
BATCH = 500
# The bars of a row: a quarter each.
BAR = 25
MOST_REACH = 2_000_000_000


def rank(case: Case, *, now: datetime) -> list[str]:
    """Put the score and its reasons on a case that is held or new; gives the fields to be stored."""
    facts = ranking_facts([case], now=now)[0]
    _place(case, facts, weights_of(case.brand_id))
    case.rank_due_at = rank_again_at(now, ahead=(case.next_warn_at, case.next_due_at))
    return FIELDS


def rerank(*, now: datetime) -> int:
    """Score again what may stand elsewhere by now, and lift what a trigger lifts; gives how many moved in the queue.

    What is held at this moment waits for the next run.
    """
    moved = 0
    while True:
        looked, changed = _rerank_batch(now)
        moved += changed
        consider_all(looked, now=now)
        if len(looked) < BATCH:
            return moved


@transaction.atomic
def _rerank_batch(now: datetime) -> tuple[list[Case], int]:
    due = Case.objects.filter(closed_at__isnull=True, rank_due_at__lte=now).order_by("rank_due_at")
    ids = list(due.select_for_update(skip_locked=True, no_key=True).values_list("id", flat=True)[:BATCH])
    cases = list(case_rows().filter(pk__in=ids))
    weights = {brand_id: weights_of(brand_id) for brand_id in {case.brand_id for case in cases}}
    ahead = moments_ahead(ids, now=now)
    changed = []
    for case, facts in zip(cases, ranking_facts(cases, now=now), strict=True):
        before = case.priority
        _place(case, facts, weights[case.brand_id])
        case.rank_due_at = rank_again_at(now, ahead=ahead.get(case.pk, ()))
        if case.priority != before:
            changed.append(case)
        if case.priority // BAR != before // BAR:
            announce("case", case.pk, brand_id=case.brand_id)
    Case.objects.bulk_update(cases, FIELDS, batch_size=BATCH)
    return cases, len(changed)


@transaction.atomic
def set_priority_weights(
    *, actor: Actor, brand: Brand, weights: Mapping[str, int], now: datetime
) -> dict[str, int]:
    """Weigh the parts of the priority otherwise; every open case of the brand is scored again within a minute.

    Raises Invalid, naming the part.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    wrong = {
        name: "range"
        for name, value in weights.items()
        if name not in WEIGHTS or not 0 <= value <= MOST_WEIGHT
    }
    if wrong:
        raise Invalid(_("A weight is a whole number from 0 to 60."), **wrong)
    row, _is_new = PriorityWeights.objects.update_or_create(brand=brand, defaults={"weights": dict(weights)})
    Case.objects.filter(brand=brand, closed_at__isnull=True).update(rank_due_at=now)
    record(actor, "priority.weighed", row, at=now, weights=dict(weights))
    return weights_of(brand.pk)


@transaction.atomic
def set_reach(*, actor: Actor, case: Case, reach: int, now: datetime) -> Case:
    """How many people see what the customer says in public. Raises Invalid."""
    actor.require("respond.reply", case)
    if not 0 <= reach <= MOST_REACH:
        raise Invalid(_("How many people see it, as a whole number."), reach="range")
    case = held(actor, case)
    if case.reach != reach:
        case.reach = reach
        note_event(actor, case, "reach_set", now=now, reach=reach)
        fields = ["reach", *rank(case, now=now), *consider(case, now=now)]
        finish(actor, case, "reach_set", now=now, fields=fields)
    return case


def _place(case: Case, facts: Facts, weights: Mapping[str, int]) -> None:
    priority: Priority = priority_of(facts, weights=weights)
    case.priority = priority.score
    case.priority_parts = [[part.name, part.value, part.points] for part in priority.parts]
