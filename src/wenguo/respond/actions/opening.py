"""A feedback becomes a case, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction

from wenguo.base.actor import SYSTEM
from wenguo.base.evidence import excerpt, read_spans
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.customers import actions as customers
from wenguo.governance.actions import record
from wenguo.kernel import grams
from wenguo.listen import queries as listen
from wenguo.respond.actions import mail
from wenguo.respond.actions.assigning import FIELDS, put_into
from wenguo.respond.actions.care_planning import carry_care
from wenguo.respond.actions.clocks import place_in_queue, start_clock
from wenguo.respond.actions.deeds import note_event
from wenguo.respond.actions.escalating import consider
from wenguo.respond.actions.praise import take_praise
from wenguo.respond.actions.ranking import rank
from wenguo.respond.actions.recusing import recuse_named
from wenguo.respond.actions.routing import route, routed_team
from wenguo.respond.actions.rules import Outcome, fire
from wenguo.respond.actions.statutory import start_packs
from wenguo.respond.domain.intake import answer_to
from wenguo.respond.domain.priority import rank_again_at
from wenguo.respond.domain.workload import weight_of
from wenguo.respond.events import CaseOpened
from wenguo.respond.models import Case, CaseFeedback
from wenguo.respond.queries.cases import case_id_of, case_rows
from wenguo.respond.queries.story import spans_of
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.understand.models import Analysis

EXCERPT_LENGTH = 200
TITLE_LENGTH = 60
# Enough to be found by; the whole text is found through the feedback itself.
SEARCHED_LENGTH = 2000


def open_case(
    *,
    feedback: Feedback,
    now: datetime,
    starts_at: datetime | None = None,
    is_silent: bool = False,
    law_from: datetime | None = None,
) -> Case:
    """Handle what a customer said: number, labels, clocks, hands, receipt. The same feedback never opens a second case.

    Clocks run from the moment we received it, or from ``starts_at``, those of the law from ``law_from`` where that is
    another moment. ``is_silent`` sends the customer nothing, for what
    is read in from the past.
    """
    earlier = _case_of(feedback)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            begins_at = starts_at or min(feedback.received_at, now)
            return _opened(feedback, now, begins_at, is_silent=is_silent, law_from=law_from or begins_at)
    except IntegrityError:
        # The unique key of CaseFeedback: somebody else opened it at the same moment.
        winner = _case_of(feedback)
        if winner is None:
            raise
        return winner


def answer_feedback(
    feedback_id: int, *, now: datetime, is_silent: bool = False, starts_at: datetime | None = None
) -> Case | None:
    """Do what kind of feedback and brand ask for: a case, thanks, or a receipt. Repeating it changes nothing."""
    feedback = listen.feedback_by_ids([feedback_id]).get(feedback_id)
    analysis = understanding.current_analysis(feedback_id)
    if feedback is None or analysis is None:
        return None
    if (handled := _case_of(feedback)) is not None:
        return handled
    answer = answer_to(kind=analysis.kind, urgency=analysis.urgency, settings=feedback.brand.settings)
    if answer == "case":
        return open_case(feedback=feedback, now=now, starts_at=starts_at, is_silent=is_silent)
    if not is_silent:
        with transaction.atomic():
            if answer == "thanks":
                take_praise(feedback, now=now)
            else:
                mail.send_receipt(feedback, case=None, now=now)
    return None


def labels_of(analysis: Analysis | None) -> dict[str, Any]:
    """The part of an analysis that a case carries along; plain defaults while nothing is understood."""
    if analysis is None:
        return {
            "kind": "other",
            "category": "other",
            "risks": [],
            "demands": [],
            "intensity": 3,
            "urgency": 2,
            "language": "",
            "weight": 1,
        }
    demands = [demand for demand in analysis.demands if demand != "none"]
    return {
        "kind": analysis.kind,
        "category": analysis.category,
        "risks": list(analysis.risks),
        "demands": demands,
        "intensity": analysis.intensity,
        "urgency": analysis.urgency,
        "language": analysis.language[:8],
        "weight": weight_of(urgency=analysis.urgency, risks=analysis.risks, demands=demands),
    }


def search_entry(case: Case, feedback: Feedback, *, files: Sequence[str] = ()) -> str:
    """What a case is found by: number, name, order number, and the beginning of what was said, files included."""
    name = feedback.customer.name if feedback.customer else ""
    return grams.vector(
        case.number,
        name,
        feedback.order_number,
        case.title,
        feedback.text[:SEARCHED_LENGTH],
        *(text[:SEARCHED_LENGTH] for text in files),
    )


def _case_of(feedback: Feedback) -> Case | None:
    case_id = case_id_of(feedback.pk)
    return None if case_id is None else case_rows().get(pk=case_id)


def _opened(
    feedback: Feedback, now: datetime, starts_at: datetime, *, is_silent: bool, law_from: datetime
) -> Case:
    case = _new_case(feedback, now, starts_at)
    rank(case, now=now)
    case.save(force_insert=True)
    CaseFeedback.objects.create(case=case, feedback=feedback)
    note_event(SYSTEM, case, "opened", now=now, priority=case.priority, parts=case.priority_parts)
    recuse_named(case, feedback.text, now=now)
    ruled = fire(case, moment="opened", now=now)
    routed = [*ruled.fields, *_first_hands(case, ruled, now)]
    # After routing: the clocks may count on the hours of the team.
    start_clock(case, "first_reply", at=starts_at)
    start_clock(case, "solution", at=starts_at)
    start_packs(case, received_at=law_from, now=now)
    if not is_silent:
        routed = [*routed, *consider(case, now=now, said=feedback.text)]
    fields = [*routed, *place_in_queue(case)]
    case.rank_due_at = rank_again_at(now, ahead=(case.next_warn_at, case.next_due_at))
    case.save(update_fields=[*dict.fromkeys(fields), "rank_due_at"])
    if not is_silent and mail.send_receipt(feedback, case=case, now=now):
        note_event(SYSTEM, case, "acknowledged", now=now)
    if case.kind == "complaint":
        carry_care(case, now=now)
    if case.customer is not None:
        customers.note(customer=case.customer, kind="case_opened", ref=case.number, at=now)
    record(SYSTEM, "case.opened", case, at=now, feedback=feedback.pk)
    publish(CaseOpened(case_id=case.pk))
    announce("case", case.pk, brand_id=case.brand_id)
    return case


def _first_hands(case: Case, ruled: Outcome, now: datetime) -> list[str]:
    """Rules first: the colleague or the team that they name; else the team of the category."""
    if ruled.person is not None:
        case.team = ruled.team or routed_team(case)
        put_into(SYSTEM, case, assignee=ruled.person, now=now)
        return ["team", *FIELDS]
    return route(case, now=now, team=ruled.team)


def _new_case(feedback: Feedback, now: datetime, starts_at: datetime) -> Case:
    analysis = understanding.current_analysis(feedback)
    labels = labels_of(analysis)
    customer = feedback.customer.merged_into or feedback.customer if feedback.customer else None
    spans = spans_of(analysis.labels) if analysis else []
    kept = read_spans(spans, length=len(feedback.text), mood=labels["intensity"])
    shown, moved = excerpt(feedback.text, kept, length=EXCERPT_LENGTH)
    case = Case(
        number=f"WG-{_next_number()}",
        brand=feedback.brand,
        customer=customer,
        place=feedback.place,
        title=_title(feedback, analysis),
        excerpt=shown,
        evidence=[[span.start, span.end, span.mood, span.key] for span in moved],
        channel=feedback.channel,
        fields=feedback.fields,
        opened_at=starts_at,
        changed_at=now,
        **labels,
    )
    case.search = search_entry(case, feedback)
    return case


def _title(feedback: Feedback, analysis: Analysis | None) -> str:
    line = " ".join(((analysis.summary if analysis else "") or feedback.text or feedback.wants).split())
    if len(line) > TITLE_LENGTH:
        line = line[: TITLE_LENGTH - 1] + "…"
    return line or str(feedback.get_channel_display())


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('respond_case_number')")
        return int(cursor.fetchone()[0])
