"""Plain values about cases, for measuring."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from wenguo.respond.models import Case, Deadline, Rating
from wenguo.respond.queries.cases import feedback_ids_of
from wenguo.respond.queries.types import CaseFacts


def facts_of_cases(case_ids: Iterable[int]) -> dict[int, CaseFacts]:
    """Everything that figures are made of, in four queries however many cases; for the inside of the house.

    A clock that ran several times (after a reopening) is met only if it was met every time.
    """
    ids = list(case_ids)
    feedback = feedback_ids_of(ids)
    met = _met(ids)
    scores = dict(Rating.objects.filter(case_id__in=ids).order_by("id").values_list("case_id", "score"))
    columns = ("id", "opened_at", "first_replied_at", "resolved_at", "reopened")
    return {
        case_id: CaseFacts(
            case_id=case_id,
            feedback_ids=tuple(feedback.get(case_id, ())),
            opened_at=opened_at,
            first_reply_minutes=_minutes(opened_at, replied_at),
            solution_minutes=_minutes(opened_at, resolved_at),
            first_reply_met=met.get((case_id, "first_reply")),
            solution_met=met.get((case_id, "solution")),
            follow_up_met=met.get((case_id, "follow_up")),
            reopened=reopened,
            csat=scores.get(case_id),
        )
        for case_id, opened_at, replied_at, resolved_at, reopened in Case.objects.filter(
            id__in=ids
        ).values_list(*columns)
    }


def _met(case_ids: list[int]) -> dict[tuple[int, str], bool]:
    rows = Deadline.objects.filter(case_id__in=case_ids).values_list(
        "case_id", "name", "state", "breached_at"
    )
    results: dict[tuple[int, str], list[bool]] = defaultdict(list)
    for case_id, name, state, breached_at in rows:
        if breached_at is not None or state == Deadline.State.MISSED:
            results[case_id, name].append(False)
        elif state == Deadline.State.MET:
            results[case_id, name].append(True)
    return {key: all(values) for key, values in results.items()}


def _minutes(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else round((end - start).total_seconds() / 60, 2)
