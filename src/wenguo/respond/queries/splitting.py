"""What a case could be split by, and whether a split can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from wenguo.respond.domain.splitting import sentences, suggested
from wenguo.respond.models import Case, CaseEvent, CaseSplit
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback

# What the house does by itself with a case that nobody has touched.
BY_ITSELF = ("warned", "breached", "assigned", "unassigned", "relabelled")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a feedback: where it stands, and whether it seems to tell of the second matter."""

    feedback_id: int
    start: int
    end: int
    text: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class SplitIdea:
    """The sentences of everything that a case handles, and the category of the second matter ("" where none shows)."""

    sentences: list[Sentence]
    category: str


def split_idea(case: Case) -> SplitIdea:
    """What could be cut out of a case, by what the analyser found each sentence to be about."""
    feedback = feedback_of_case(case)
    analyses = understanding.analyses_of([one.pk for one in feedback])
    rows: list[Sentence] = []
    category = ""
    for one in feedback:
        spans = sentences(one.text)
        analysis = analyses.get(one.pk)
        aspects = (analysis.labels or {}).get("aspects") or [] if analysis else []
        places = [(int(it.get("start", -1)), str(it.get("category") or "")) for it in aspects]
        chosen, about = suggested(spans, places, main=case.category)
        category = category or about
        rows += [
            Sentence(one.pk, start, end, one.text[start:end], (start, end) in chosen and about == category)
            for start, end in spans
        ]
    return SplitIdea(rows, category)


def feedback_in(case: Case, feedback_id: int) -> Feedback | None:
    """One of the feedbacks that a case handles."""
    return next((one for one in feedback_of_case(case) if one.pk == feedback_id), None)


def is_untouched(row: CaseSplit) -> bool:
    """Whether nobody has done or said anything on the second case since it was split off."""
    later = CaseEvent.objects.filter(case_id=row.part_id, pk__gt=row.last_event_id)
    return not later.exclude(Q(actor_kind="system") & Q(kind__in=BY_ITSELF)).exists()


def can_unsplit(case: Case) -> bool:
    """Whether the case was split off and can still go back."""
    row = CaseSplit.objects.filter(part=case, undone_at__isnull=True).first()
    return row is not None and is_untouched(row)
