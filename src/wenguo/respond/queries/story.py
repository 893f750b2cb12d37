"""The story of a case as its handlers read it: letters, notes, and what happened in between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.listen import queries as listen
from wenguo.respond.models import Case, CaseEvent, Message
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.respond.queries.event_words import words_of
from wenguo.respond.queries.types import StoryEvent, StoryItem
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback

Data = dict[str, Any]
# What stands in the conversation as a letter or a note needs no second line among the events.
_TOLD_ELSEWHERE = {"replied", "noted", "customer_added"}


def case_story(actor: Actor, case: Case) -> list[StoryItem]:
    """Everything about a case in order of time, events between two letters folded into one item.

    ``case`` comes from ``get_case``; nothing is shown to an actor who may not see it.
    """
    if not actor.can("respond.read") or not actor.sees_brand(case.brand_id):
        return []
    items = [*_letters(case), *_turns(case), *_events(case)]
    # Feedback first among equals: its letter stands before "case opened".
    items.sort(key=lambda item: (item.at, item.kind != "feedback"))
    return _folded(items)


def delivery_key(message_id: int) -> str:
    """The idempotency key under which a message leaves the house."""
    return f"message-{message_id}"


def _letters(case: Case) -> Iterable[StoryItem]:
    feedback = feedback_of_case(case)
    files = listen.attachments_of(row.pk for row in feedback)
    analyses = understanding.analyses_of(row.pk for row in feedback)
    for row in feedback:
        analysis = analyses.get(row.pk)
        yield StoryItem(
            kind="feedback",
            at=row.received_at,
            who=_writer(row),
            is_customer=True,
            text=row.text,
            channel=row.channel,
            evidence=spans_of(analysis.labels if analysis else {}),
            attachments=files.get(row.pk, []),
            feedback=row,
            analysis=analysis,
        )


def _writer(feedback: Feedback) -> str:
    return str(feedback.customer) if feedback.customer else _("Anonymous")


def spans_of(labels: Data) -> list[list[Any]]:
    """Evidence of an analysis as ``[start, end, mood, label]``, in order; the mood is that of the whole text."""
    mood = int(labels.get("intensity") or 3)
    spans = [
        [start, end, mood, label]
        for label, places in (labels.get("evidence") or {}).items()
        for start, end in places
        if label not in {"polarity", "intensity"}
    ]
    return sorted(spans, key=lambda span: (span[0], span[1]))


def _turns(case: Case) -> Iterable[StoryItem]:
    files = Prefetch("attachments", listen.attachment_rows())
    rows = list(Message.objects.filter(case=case).prefetch_related(files).order_by("id"))
    states = listen.outgoing_states([delivery_key(row.pk) for row in rows if row.direction == "out"])
    for row in rows:
        yield StoryItem(
            kind="note" if row.direction == Message.Direction.NOTE else "message",
            at=row.created_at,
            who=row.author_name,
            is_customer=row.direction == Message.Direction.INCOMING,
            text=row.body,
            channel=row.channel,
            attachments=list(row.attachments.all()),
            delivery=states.get(delivery_key(row.pk), ""),
            message=row,
        )


def _events(case: Case) -> Iterable[StoryItem]:
    for row in CaseEvent.objects.filter(case=case).exclude(kind__in=_TOLD_ELSEWHERE).order_by("id"):
        event = StoryEvent(row.at, row.kind, row.actor_name, words_of(row.kind, row.data))
        yield StoryItem(kind="events", at=row.at, events=(event,))


def _folded(items: list[StoryItem]) -> list[StoryItem]:
    folded: list[StoryItem] = []
    for item in items:
        if item.kind == "events" and folded and folded[-1].kind == "events":
            last = folded.pop()
            item = StoryItem(kind="events", at=last.at, events=last.events + item.events)  # noqa: PLW2901
        folded.append(item)
    return folded
