"""The crisis room: where it stands, how fast cases come in, how many see it, how people feel, which words are used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.respond.domain.crisis import GOLDEN_DAY, HOUR, HOURS_SHOWN, Pace, pace
from wenguo.respond.models import (
    Case,
    Crisis,
    CrisisEntry,
    Incident,
    Lesson,
    Message,
    Outreach,
    PlaybookStep,
    StatementVersion,
)
from wenguo.respond.queries.incidents import visible_incidents

if TYPE_CHECKING:
    from wenguo.people.models import Brand


@dataclass(frozen=True, slots=True)
class Counters:
    """A crisis in figures. ``mood`` is 1 (angriest) to 5 over the cases' complaints, None without any.

    ``replies`` went out since the statement in force was approved; ``on_statement`` of them carry its words.
    """

    pace: Pace
    cases: int
    open_cases: int
    reach: int
    mood: int | None
    replies: int
    on_statement: int


def playbook_of(brand: Brand) -> list[tuple[dict[str, str], int]]:
    """The steps of a brand's golden day as (bilingual text, minutes until due): its own, else the house's."""
    rows = PlaybookStep.objects.filter(brand=brand).order_by("position", "id")
    own = [(row.text, row.due_minutes) for row in rows]
    return own or [({"zh": zh, "en": en}, minutes) for zh, en, minutes in GOLDEN_DAY]


def has_own_playbook(brand: Brand) -> bool:
    """Whether the brand changed the house's golden day."""
    return PlaybookStep.objects.filter(brand=brand).exists()


def crisis_of(incident: Incident) -> Crisis | None:
    """The crisis of an incident that the reader may see, if it was declared one."""
    return Crisis.objects.filter(incident=incident).first()


def get_crisis(actor: Actor, incident_id: int) -> Crisis:
    """The crisis of an incident with steps, roles and lessons; raises NotFound, also for another brand's."""
    rows = Crisis.objects.filter(incident__in=visible_incidents(actor).order_by().values("id"))
    row = (
        rows.filter(incident_id=incident_id)
        .select_related("incident__brand")
        .prefetch_related("steps", "roles__user", "lessons__owner")
        .first()
    )
    if row is None:
        raise NotFound
    return row


def open_crises(actor: Actor) -> QuerySet[Crisis]:
    """Crises under way that the actor may see, the newest first."""
    rows = Crisis.objects.filter(
        closed_at__isnull=True, incident__in=visible_incidents(actor).order_by().values("id")
    )
    return rows.select_related("incident__brand").order_by("-id")


def log_of(crisis: Crisis) -> list[CrisisEntry]:
    """The log, newest first."""
    return list(CrisisEntry.objects.filter(crisis=crisis).order_by("-id"))


def statements_of(incident: Incident) -> list[StatementVersion]:
    """Every version of the statement, the one in force first."""
    return list(StatementVersion.objects.filter(incident=incident).order_by("-version"))


def get_lesson(lesson_id: int) -> Lesson:
    """One lesson with its crisis; for the room that acts on it. Raises NotFound."""
    row = (
        Lesson.objects.select_related("owner", "crisis__incident__brand", "crisis__incident__place")
        .filter(pk=lesson_id)
        .first()
    )
    if row is None:
        raise NotFound
    return row


def case_ids_of_incident(incident: Incident) -> list[int]:
    """All its cases; for the inside of the house."""
    return list(Case.objects.filter(incident_link__incident=incident).values_list("pk", flat=True))


def counters(incident: Incident, *, now: datetime) -> Counters:
    """The crisis in figures, over all its cases."""
    rows = Case.objects.filter(incident_link__incident=incident)
    since = now - HOURS_SHOWN * HOUR
    replies = Message.objects.filter(case__in=rows, direction=Message.Direction.OUTGOING)
    since_then = incident.statement_at or now
    replies = replies.filter(created_at__gte=since_then)
    used = replies.filter(body__contains=incident.statement).count() if incident.statement else 0
    return Counters(
        pace=pace(rows.filter(opened_at__gte=since).values_list("opened_at", flat=True), now=now),
        cases=rows.count(),
        open_cases=rows.filter(Q(closed_at__isnull=True) & ~Q(status=Case.Status.RESOLVED)).count(),
        reach=rows.aggregate(reach=Sum("reach"))["reach"] or 0,
        mood=_mood(rows),
        replies=replies.count(),
        on_statement=used,
    )


def _mood(rows: QuerySet[Case]) -> int | None:
    """The middle one of the cases' intensities, 1 (strongest) to 5."""
    values = sorted(rows.values_list("intensity", flat=True))
    return values[len(values) // 2] if values else None


def letters_of(crisis: Crisis) -> Outreach | None:
    """The letters after a crisis, unless they were stopped."""
    return Outreach.objects.filter(crisis=crisis).exclude(state=Outreach.State.STOPPED).first()
