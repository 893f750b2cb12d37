"""Incidents, the cases behind them, and what looks like one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.respond.domain.incidents import WITHIN, Suspicion, Symptom, suspicions
from wenguo.respond.models import Case, Incident, IncidentUpdate
from wenguo.respond.queries.cases import case_rows, visible_cases

MOST_SYMPTOMS = 5000


def visible_incidents(actor: Actor) -> QuerySet[Incident]:
    """Incidents of the actor's brands with how many cases they have and how many of those are still open."""
    rows = Incident.objects.select_related("brand", "place")
    if not actor.can("respond.read"):
        return rows.none()
    if actor.brand_ids is not None:
        rows = rows.filter(brand_id__in=sorted(actor.brand_ids))
    still_open = Q(links__case__closed_at__isnull=True) & ~Q(links__case__status=Case.Status.RESOLVED)
    return rows.annotate(
        case_count=Count("links"), open_count=Count("links", filter=Q(links__isnull=False) & still_open)
    )


def get_incident(actor: Actor, incident_id: int) -> Incident:
    """One incident; raises NotFound, also for another brand's."""
    row = visible_incidents(actor).filter(pk=incident_id).first()
    if row is None:
        raise NotFound
    return row


def open_cases_of(incident: Incident) -> QuerySet[Case]:
    """Its cases that are not closed, oldest first; for the inside of this room."""
    return case_rows().filter(incident_link__incident=incident, closed_at__isnull=True).order_by("id")


def cases_of_incident(actor: Actor, incident: Incident) -> QuerySet[Case]:
    """Its cases that the actor may see, those still open first."""
    rows = visible_cases(actor).filter(incident_link__incident=incident)
    return rows.order_by("closed_at", "id")


def updates_of(incident: Incident) -> list[IncidentUpdate]:
    """What everybody was told, newest first."""
    return list(IncidentUpdate.objects.filter(incident=incident).order_by("-id"))


def incident_of(case: Case) -> Incident | None:
    """The incident behind a case, if one is known."""
    return Incident.objects.filter(links__case=case).select_related("brand").first()


def open_incidents(actor: Actor, brand_id: int) -> list[Incident]:
    """What a case of this brand could join, newest first."""
    rows = visible_incidents(actor).filter(brand_id=brand_id, state=Incident.State.OPEN)
    return list(rows.order_by("-id")[:20])


def suspected_incidents(actor: Actor, *, now: datetime, case: Case | None = None) -> list[Suspicion]:
    """Open cases of the last day that look like one cause and are in no incident yet; with ``case``, only its own."""
    rows = visible_cases(actor).filter(
        closed_at__isnull=True, incident_link__isnull=True, opened_at__gte=now - WITHIN - timedelta(minutes=1)
    )
    if case is not None:
        rows = rows.filter(brand_id=case.brand_id, category=case.category)
    names = ("id", "brand_id", "category", "place_id", "opened_at")
    symptoms = [Symptom(*row) for row in rows.order_by("-id").values_list(*names)[:MOST_SYMPTOMS]]
    found = suspicions(symptoms, now=now)
    return found if case is None else [one for one in found if case.pk in one.case_ids]
