"""How far up a case is, whom it waits for, and what happens next by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.people import queries as people
from wenguo.respond.domain import escalation as domain
from wenguo.respond.models import Case, Deadline, Escalation, EscalationContact, EscalationSettings
from wenguo.respond.queries.cases import visible_cases

if TYPE_CHECKING:
    from wenguo.people.models import Brand, User


@dataclass(frozen=True, slots=True)
class PathStep:
    """One thing that happens by itself unless somebody does something: when, and what, in the reader's language."""

    at: datetime
    level: int
    words: str


def level_name(level: int) -> str:
    """A level in the reader's language."""
    names = {
        1: _("Frontline"),
        2: _("Specialist group"),
        3: _("Department lead"),
        4: _("Executive"),
    }
    return names.get(level, str(level))


def settings_of(brand_id: int) -> EscalationSettings:
    """A brand's own settings, or those as shipped (not stored)."""
    row = (
        EscalationSettings.objects.filter(brand_id=brand_id).select_related("specialists", "arbiter").first()
    )
    return row or EscalationSettings(brand_id=brand_id)


def trigger_levels(brand_id: int) -> dict[str, int]:
    """How far each trigger lifts a case of the brand."""
    own = EscalationSettings.objects.filter(brand_id=brand_id).values_list("triggers", flat=True).first()
    return domain.levels_of(own or {})


def open_escalation(case: Case) -> Escalation | None:
    """Whom the case waits for above the frontline, or None."""
    return Escalation.objects.filter(case=case, ended_at__isnull=True).select_related("handler").first()


def escalations_of(case: Case) -> list[Escalation]:
    """Every time it was lifted, the newest first."""
    return list(Escalation.objects.filter(case=case).select_related("handler").order_by("-id"))


def open_escalations(actor: Actor) -> QuerySet[Escalation]:
    """What waits above the frontline in cases that the actor may see: the untaken first, then the highest."""
    rows = Escalation.objects.filter(ended_at__isnull=True, case__in=visible_cases(actor).values("id"))
    return rows.select_related("case__customer", "case__assignee", "handler").order_by(
        "acknowledged_at", "-level", "id"
    )


def escalation_path(
    case: Case, *, current: Escalation | None, due: Mapping[str, datetime], now: datetime
) -> list[PathStep]:
    """What happens to the case by itself, the nearest first; empty for a settled one. ``current`` is its open
    escalation, ``due`` says when each clock that runs is due.
    """
    if case.status not in (Case.Status.OPEN, Case.Status.WAITING):
        return []
    waits = current is not None and current.acknowledged_at is None
    steps = domain.path_of(
        case.level,
        due={name: at for name, at in due.items() if at > now},
        ack_due_at=current.ack_due_at if current and waits else None,
        urgency=case.urgency,
        levels=trigger_levels(case.brand_id),
    )
    return [PathStep(step.at, step.level, _step_words(step)) for step in steps if step.at > now]


def callable_for(case: Case, *, level: int, lane: str, now: datetime) -> list[int]:
    """Whom to call, in order: the named people of the lane, whoever is on call, the named people of the level, and
    where nobody is named the role that the level means.
    """
    named = EscalationContact.objects.filter(brand_id=case.brand_id, user__is_active=True)
    ordered: list[int] = []
    if lane:
        ordered += named.filter(lane=lane).order_by("position", "id").values_list("user_id", flat=True)
        ordered += [turn.user_id for turn in people.on_call(case.brand_id, now=now)]
    ordered += named.filter(lane="", level=level).order_by("position", "id").values_list("user_id", flat=True)
    ordered += _by_role(case, level, now)
    return list(dict.fromkeys(ordered))


def contacts_of(brand: Brand) -> list[EscalationContact]:
    """Everybody who is named, lane by lane and level by level, in the order of calling."""
    rows = EscalationContact.objects.filter(brand=brand).select_related("user")
    return list(rows.order_by("-lane", "level", "position", "id"))


def over_clocks(case_ids: Iterable[int], *, now: datetime) -> dict[int, set[str]]:
    """Which clocks of these cases are past their deadline."""
    rows = Deadline.objects.filter(case_id__in=list(case_ids), state="running", due_at__lte=now)
    found: dict[int, set[str]] = {}
    for case_id, name in rows.values_list("case_id", "name"):
        found.setdefault(case_id, set()).add(name)
    return found


def _step_words(step: domain.Step) -> str:
    level = level_name(step.level)
    words = {
        "ack": _("Nobody has taken it by then: the next person or level is called"),
        "reply": _("Not answered by then: to %(level)s"),
        "solution": _("Not solved by then: to %(level)s"),
        "level": _("No answer by then: to %(level)s"),
    }
    return words[step.what] % {"level": level} if step.what != "ack" else words["ack"]


def _by_role(case: Case, level: int, now: datetime) -> list[int]:
    if level == domain.SPECIALISTS:
        group = settings_of(case.brand_id).specialists
        team_id = group.pk if group else case.team_id
        if team_id is None:
            return _of_role(case, "specialist")
        here = [
            user for user in people.people_on_shift(team_id, now=now) if _is_expert(user, group is not None)
        ]
        return [user.pk for user in here if user.pk != case.assignee_id] or _of_role(case, "specialist")
    if level == domain.LEAD:
        leads = [] if case.team_id is None else people.team_leads(case.team_id)
        return leads or _of_role(case, "lead")
    return _of_role(case, "executive") or _of_role(case, "lead")


def _is_expert(user: User, is_group: bool) -> bool:
    return is_group or user.role in {"specialist", "lead"}


def _of_role(case: Case, role: str) -> list[int]:
    return people.ids_of_role(case.brand_id, role)
