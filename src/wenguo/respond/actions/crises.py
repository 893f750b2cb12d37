"""A crisis: declared, worked off by the playbook, written down as it goes, and closed with what it taught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.people import queries as people
from wenguo.respond.actions.deeds import checked_text
from wenguo.respond.domain.crisis import MOST_STEPS
from wenguo.respond.events import LessonLearned
from wenguo.respond.models import (
    Crisis,
    CrisisEntry,
    CrisisRole,
    CrisisStep,
    Incident,
    Lesson,
    PlaybookStep,
)
from wenguo.respond.queries.crises import playbook_of

if TYPE_CHECKING:
    from wenguo.people.models import Brand, User

LONGEST_STEP = 300
Kind = CrisisEntry.Kind


class CrisisIsClosed(Refused):
    """What was reviewed is history; a new crisis needs an incident of its own."""

    code = "crisis_is_closed"
    message = _("This crisis is closed. Its log can no longer grow.")


class StepsAreOpen(Refused):
    """A crisis ends when each step is done or left out with a reason."""

    code = "steps_are_open"
    message = _("Some steps are neither done nor left out with a reason.")


@dataclass(frozen=True, slots=True)
class Review:
    """How it went: ``happened`` is a must, the rest helps."""

    happened: str
    went_well: str = ""
    went_badly: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Something to change, by whom and until when."""

    text: str
    owner: User
    due_date: date


@transaction.atomic
def declare_crisis(*, actor: Actor, incident: Incident, reason: str, now: datetime) -> Crisis:
    """Open the crisis room of an incident with the steps of its brand's golden day. Declaring twice changes nothing.

    Raises Invalid without a reason.
    """
    actor.require("respond.incident", incident)
    reason = checked_text(reason, "reason")
    incident = Incident.objects.select_for_update(no_key=True).select_related("brand").get(pk=incident.pk)
    if known := Crisis.objects.filter(incident=incident).first():
        return known
    crisis = Crisis.objects.create(
        incident=incident, reason=reason, declared_at=now, declared_by_name=actor.name[:150]
    )
    CrisisStep.objects.bulk_create(
        CrisisStep(crisis=crisis, text=text, due_at=now + timedelta(minutes=minutes))
        for text, minutes in playbook_of(incident.brand)
    )
    _write(actor, crisis, Kind.DECLARED, reason, now=now)
    record(actor, "crisis.declared", incident, at=now, reason=reason[:300])
    return crisis


@transaction.atomic
def name_role(*, actor: Actor, incident: Incident, role: str, user: User, now: datetime) -> CrisisRole:
    """Say who does what. Another name later takes its place and the log says so.

    Raises NotFound without a crisis, CrisisIsClosed, Invalid for an unknown role or a colleague of another brand.
    """
    crisis = _held(actor, incident)
    if role not in CrisisRole.Role.values:
        raise Invalid(_("There is no such role."), role="choice")
    _check_colleague(actor, crisis, user, field="user")
    row = CrisisRole.objects.filter(crisis=crisis, role=role).first()
    if row is not None and row.user_id == user.pk:
        return row
    row, _is_new = CrisisRole.objects.update_or_create(crisis=crisis, role=role, defaults={"user": user})
    _write(actor, crisis, Kind.ROLE, f"{row.get_role_display()}: {user.name}", now=now)
    return row


@transaction.atomic
def settle_step(
    *, actor: Actor, incident: Incident, step_id: int, now: datetime, left_out: str = ""
) -> CrisisStep:
    """A step is done, or left out for a reason. Doing it twice changes nothing; taking it back is a new decision.

    Raises NotFound, CrisisIsClosed, Invalid.
    """
    crisis = _held(actor, incident)
    row = CrisisStep.objects.filter(crisis=crisis, pk=step_id).first()
    if row is None:
        raise NotFound
    if row.done_at is not None:
        return row
    row.left_out = checked_text(left_out, "left_out", is_required=False)[:LONGEST_STEP]
    row.done_at, row.done_by_name = now, actor.name[:150]
    row.save(update_fields=["done_at", "done_by_name", "left_out"])
    words = _("Left out: %(step)s (%(reason)s)") if row.left_out else _("Done: %(step)s")
    said = str(words) % {"step": in_language(row.text), "reason": row.left_out}
    _write(actor, crisis, Kind.STEP, said, now=now)
    return row


@transaction.atomic
def log_crisis(*, actor: Actor, incident: Incident, kind: str, text: str, now: datetime) -> CrisisEntry:
    """Write a decision or a fact into the log, which nobody can change. Raises NotFound, CrisisIsClosed, Invalid."""
    crisis = _held(actor, incident)
    if kind not in (Kind.DECISION, Kind.FACT):
        raise Invalid(_("A line of the log is a decision or a fact."), kind="choice")
    return _write(actor, crisis, kind, checked_text(text), now=now)


@transaction.atomic
def close_crisis(
    *, actor: Actor, incident: Incident, review: Review, lessons: Sequence[Learnt], now: datetime
) -> Crisis:
    """End it with a review; each lesson becomes the draft of an improvement.

    Raises NotFound, CrisisIsClosed, StepsAreOpen, Invalid without a review or for a lesson that nobody can keep.
    """
    crisis = _held(actor, incident)
    happened = checked_text(review.happened, "happened")
    rest = {
        name: checked_text(getattr(review, name), name, is_required=False)
        for name in ("went_well", "went_badly")
    }
    if crisis.steps.filter(done_at__isnull=True).exists():
        raise StepsAreOpen
    rows = [_lesson(actor, crisis, one, now=now) for one in lessons]
    crisis.happened, crisis.closed_at, crisis.closed_by_name = happened, now, actor.name[:150]
    crisis.went_well, crisis.went_badly = rest["went_well"], rest["went_badly"]
    crisis.save(update_fields=["happened", "went_well", "went_badly", "closed_at", "closed_by_name"])
    for row in rows:
        row.save()
        publish(LessonLearned(lesson_id=row.pk))
    _write(actor, crisis, Kind.CLOSED, happened, now=now)
    record(actor, "crisis.closed", incident, at=now, lessons=len(rows))
    return crisis


@transaction.atomic
def set_playbook(
    *, actor: Actor, brand: Brand, steps: Sequence[tuple[dict[str, str], int]], now: datetime
) -> list[PlaybookStep]:
    """Say what a golden day of this brand is, in order; no steps bring the house's own back.

    ``steps`` are (bilingual text, minutes until due). Crises under way keep theirs. Raises Invalid.
    """
    actor.require("respond.settings", brand)
    if len(steps) > MOST_STEPS:
        raise Invalid(_("A playbook has at most 40 steps."), steps="too_many")
    rows = [
        PlaybookStep(brand=brand, text=_bilingual(text), due_minutes=minutes, position=place)
        for place, (text, minutes) in enumerate(steps)
    ]
    if any(row.due_minutes < 1 for row in rows):
        raise Invalid(_("Each step has minutes until it is due."), steps="minutes")
    PlaybookStep.objects.filter(brand=brand).delete()
    PlaybookStep.objects.bulk_create(rows)
    record(actor, "playbook.set", brand, at=now, steps=len(rows))
    return rows


def log_statement(actor: Actor, incident: Incident, version: int, *, now: datetime) -> None:
    """A statement in force is part of the log of the crisis, if there is one that is not closed."""
    if crisis := Crisis.objects.filter(incident=incident, closed_at__isnull=True).first():
        said = str(_("Version %(n)d of the statement is in force.")) % {"n": version}
        _write(actor, crisis, Kind.STATEMENT, said, now=now)


def _held(actor: Actor, incident: Incident) -> Crisis:
    actor.require("respond.incident", incident)
    crisis = Crisis.objects.select_for_update(no_key=True).filter(incident=incident).first()
    if crisis is None:
        raise NotFound
    if crisis.closed_at is not None:
        raise CrisisIsClosed
    crisis.incident = incident
    return crisis


def _write(actor: Actor, crisis: Crisis, kind: str, text: str, *, now: datetime) -> CrisisEntry:
    entry = CrisisEntry.objects.create(
        crisis=crisis, at=now, kind=kind, text=text, actor_name=actor.name[:150]
    )
    announce("incident", crisis.incident_id, brand_id=crisis.incident.brand_id)
    return entry


def _lesson(actor: Actor, crisis: Crisis, one: Learnt, *, now: datetime) -> Lesson:
    text = " ".join(checked_text(one.text, "lesson").split())[:LONGEST_STEP]
    if one.due_date < localtime(now).date():
        raise Invalid(_("Choose a date that lies ahead."), due_date="past")
    _check_colleague(actor, crisis, one.owner, field="owner")
    return Lesson(crisis=crisis, text=text, owner=one.owner, due_date=one.due_date)


def _check_colleague(actor: Actor, crisis: Crisis, user: User, *, field: str) -> None:
    rows = people.colleagues(actor).filter(pk=user.pk, brands=crisis.incident.brand_id)
    if not rows.exists():
        raise Invalid(_("Choose a colleague of this brand."), **{field: str(user.pk)})


def _bilingual(text: dict[str, str]) -> dict[str, str]:
    zh = checked_text(text.get("zh", ""), "steps")[:LONGEST_STEP]
    return {"zh": zh, "en": text.get("en", "").strip()[:LONGEST_STEP] or zh}
