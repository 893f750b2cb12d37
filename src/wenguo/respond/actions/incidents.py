"""One cause, many cases: declared, joined, told to everybody with the same words, and resolved together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.people import queries as people
from wenguo.respond.actions.conversation import reply
from wenguo.respond.actions.crises import log_statement
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.solving import resolve
from wenguo.respond.actions.stops import PersonalDataInReply
from wenguo.respond.events import IncidentTold
from wenguo.respond.models import Case, Incident, IncidentCase, IncidentUpdate, StatementVersion
from wenguo.respond.queries.incidents import open_cases_of

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Place
from wenguo.respond.queries.wording import personal_in

LONGEST_TITLE = 200
MOST_AT_ONCE = 200
State = Incident.State


class IncidentIsResolved(Refused):
    """Its cause is gone; new cases need a look of their own."""

    code = "incident_is_resolved"
    message = _("This incident is resolved already.")


@transaction.atomic
def declare_incident(
    *,
    actor: Actor,
    brand: Brand,
    title: str,
    now: datetime,
    cause: str = "",
    category: str = "",
    place: Place | None = None,
    cases: Sequence[Case] = (),
) -> Incident:
    """Say that one cause is behind several cases, and join those that are known. Raises Invalid without a title."""
    actor.require("respond.incident", brand)
    title = " ".join(checked_text(title, "title").split())[:LONGEST_TITLE]
    incident = Incident.objects.create(
        brand=brand,
        title=title,
        cause=checked_text(cause, "cause", is_required=False),
        category=category[:60],
        place=place,
        opened_at=now,
        opened_by_name=actor.name[:150],
    )
    record(actor, "incident.declared", incident, at=now, title=title)
    for case in cases:
        _join(actor, incident, case, now=now)
    _announce(incident)
    return incident


@transaction.atomic
def join_incident(*, actor: Actor, incident: Incident, case: Case, now: datetime) -> None:
    """This case has the same cause. Joining twice changes nothing; from another incident it moves over.

    Raises Invalid for a case of another brand, CaseIsClosed, IncidentIsResolved.
    """
    actor.require("respond.assign", case)
    _join(actor, _open(incident), case, now=now)
    _announce(incident)


@transaction.atomic
def leave_incident(*, actor: Actor, case: Case, now: datetime) -> None:
    """It was something else after all. Raises NotFound when the case is in no incident."""
    actor.require("respond.assign", case)
    case = held(actor, case)
    link = IncidentCase.objects.select_related("incident").filter(case=case).first()
    if link is None:
        raise NotFound
    link.delete()
    note_event(actor, case, "left_incident", now=now, number=link.incident.number)
    finish(actor, case, "left_incident", now=now, fields=[])
    _announce(link.incident)


@transaction.atomic
def approve_statement(*, actor: Actor, incident: Incident, text: str, now: datetime) -> Incident:
    """Put the one statement in force that replies about this incident use; earlier versions stay readable."""
    actor.require("respond.incident", incident)
    body = checked_text(text)
    incident = _open(incident)
    version = _next_version(incident)
    incident.statement, incident.statement_by_name, incident.statement_at = body, actor.name[:150], now
    incident.save(update_fields=["statement", "statement_by_name", "statement_at"])
    StatementVersion.objects.create(
        incident=incident, version=version, text=body, approved_by_name=actor.name[:150], approved_at=now
    )
    log_statement(actor, incident, version, now=now)
    record(actor, "incident.statement", incident, at=now, version=version)
    _announce(incident)
    return incident


@transaction.atomic
def tell_all(
    *, actor: Actor, incident: Incident, text: str, request_key: str, now: datetime
) -> IncidentUpdate:
    """Tell every customer behind the incident's open cases the same news, each once however often it is sent.

    Raises Invalid, PersonalDataInReply.
    """
    actor.require("respond.incident", incident)
    body = checked_text(text)
    if personal_in(body):
        raise PersonalDataInReply
    incident = _open(incident)
    facts = {"text": body, "author_id": actor.user_id, "author_name": actor.name[:150], "created_at": now}
    update, is_new = IncidentUpdate.objects.get_or_create(
        incident=incident, request_key=request_key[:64], defaults=facts
    )
    if is_new:
        record(actor, "incident.told", incident, at=now, update=update.pk)
        publish(IncidentTold(update_id=update.pk))
        _announce(incident)
    return update


def deliver_update(update_id: int, *, now: datetime) -> int:
    """Put one update into the conversation of each open case; gives how many got it. Repeating it tells nobody twice.

    Each case is a transaction of its own: a crash half-way leaves the rest to the next try.
    """
    update = IncidentUpdate.objects.select_related("incident__brand", "author").filter(pk=update_id).first()
    if update is None or update.author is None:
        return 0
    author = people.actor_of(update.author)
    told = 0
    for case in open_cases_of(update.incident):
        try:
            reply(
                actor=author,
                case=case,
                text=update.text,
                now=now,
                request_key=f"incident-{update.pk}",
                is_approved=True,
            )
            told += 1
        except (CaseIsClosed, NotFound):
            # Closed, or out of the author's sight, in the meantime: they see to it who closed or moved it.
            continue
    _announce(update.incident)
    return told


@transaction.atomic
def resolve_incident(
    *,
    actor: Actor,
    incident: Incident,
    case_numbers: Iterable[str],
    outcome: str,
    cause: str,
    text: str,
    now: datetime,
) -> list[Case]:
    """The cause is gone: resolve the confirmed cases with the same words. What was not confirmed stays open.

    Raises Invalid without outcome, cause or words, or for more than 200 cases at once, IncidentIsResolved.
    """
    actor.require("respond.incident", incident)
    incident = _open(incident)
    wanted = set(case_numbers)
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(_("Confirm at most 200 cases at once."), cases="too_many")
    rows = [case for case in open_cases_of(incident) if case.number in wanted]
    done = [
        resolve(actor=actor, case=case, outcome=outcome, cause=cause, text=text, now=now)
        for case in rows
        if case.status != Case.Status.RESOLVED
    ]
    if not open_cases_of(incident).exclude(status=Case.Status.RESOLVED).exists():
        incident.state, incident.resolved_at = State.RESOLVED, now
        incident.cause = incident.cause or checked_text(text)
        incident.save(update_fields=["state", "resolved_at", "cause"])
    record(actor, "incident.resolved", incident, at=now, cases=len(done))
    _announce(incident)
    return done


def _open(incident: Incident) -> Incident:
    row = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    if row.state == State.RESOLVED:
        raise IncidentIsResolved
    return row


def _next_version(incident: Incident) -> int:
    latest = StatementVersion.objects.filter(incident=incident).order_by("-version").first()
    if latest is None and incident.statement and incident.statement_at:
        # Approved before versions were kept: it is the first of them.
        latest = StatementVersion.objects.create(
            incident=incident,
            version=1,
            text=incident.statement,
            approved_by_name=incident.statement_by_name,
            approved_at=incident.statement_at,
        )
    return latest.version + 1 if latest else 1


def _join(actor: Actor, incident: Incident, case: Case, *, now: datetime) -> None:
    case = held(actor, case)
    if case.brand_id != incident.brand_id:
        raise Invalid(_("Choose a case of the same brand."), case=case.number)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    facts = {"incident": incident, "joined_at": now, "joined_by_name": actor.name[:150]}
    known = IncidentCase.objects.filter(case=case, incident=incident).exists()
    if known:
        return
    IncidentCase.objects.update_or_create(case=case, defaults=facts)
    note_event(actor, case, "joined_incident", now=now, number=incident.number, title=incident.title)
    finish(actor, case, "joined_incident", now=now, fields=[])


def _announce(incident: Incident) -> None:
    announce("incident", incident.pk, brand_id=incident.brand_id)
