"""From facts back to what was said, through the doors of the rooms that know: text, evidence, customer, case."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wenguo.base.actor import Actor
from wenguo.listen import queries as listen
from wenguo.measure.models import FeedbackFact
from wenguo.measure.queries import names
from wenguo.respond import queries as respond
from wenguo.understand import queries as understand


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it is listed. ``mood`` is 1–5; ``case_number`` is empty where no case is open to the actor."""

    feedback_id: int
    text: str
    said_at: datetime
    channel: str
    channel_name: str
    icon: str
    customer: str
    tier: str
    category: str
    polarity: str
    place: str
    mood: int = 3
    rating: int | None = None
    case_number: str = ""
    alike: int = 0
    spans: list[Any] = field(default_factory=list)


def lines_of(actor: Actor, facts: Sequence[FeedbackFact]) -> list[Line]:
    """The sentences behind these facts, in their order, as far as the actor may read them. A few queries."""
    ids = [fact.feedback_id for fact in facts]
    said = {feedback.pk: feedback for feedback in listen.visible_feedback(actor).filter(pk__in=ids)}
    evidence = _evidence(ids)
    alike = understand.alike_counts(ids)
    case_ids = [fact.case_id for fact in facts if fact.case_id]
    cases = (
        dict(respond.visible_cases(actor).filter(pk__in=case_ids).values_list("pk", "number"))
        if case_ids
        else {}
    )
    return [
        Line(
            feedback_id=feedback.pk,
            text=feedback.text,
            said_at=fact.said_at,
            channel=fact.channel,
            channel_name=names.channel_name(fact.channel),
            icon=names.CHANNEL_ICONS.get(fact.channel, "message"),
            customer=masked(feedback.customer.name) if feedback.customer else "",
            tier=_tier(feedback.customer),
            category=names.category_name(fact.category) if fact.category else "",
            polarity=fact.polarity,
            place=str(feedback.place) if feedback.place else "",
            mood=fact.intensity or 3,
            rating=fact.rating,
            case_number=cases.get(fact.case_id or 0, ""),
            spans=evidence.get(feedback.pk, []),
            alike=alike.get(feedback.pk, 0),
        )
        for fact in facts
        if (feedback := said.get(fact.feedback_id)) is not None
    ]


def _tier(customer: Any) -> str:
    # The ordinary tier is not worth a word.
    return "" if customer is None or customer.tier == "standard" else str(customer.get_tier_display())


def _evidence(ids: list[int]) -> dict[int, list[Any]]:
    return {
        pk: spans_of(analysis.labels.get("evidence", {}))
        for pk, analysis in understand.analyses_of(ids).items()
    }


def spans_of(evidence: dict[str, Any]) -> list[Any]:
    """The words behind the polarity, or those behind the category where there are none."""
    for label in ("polarity", "intensity", "category"):
        if evidence.get(label):
            return list(evidence[label])
    return []


def masked(name: str) -> str:
    """A customer's name in a list that is about the words: 张**, j***."""
    name = name.strip()
    return f"{name[0]}**" if name else ""
