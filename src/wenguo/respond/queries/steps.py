"""What to do next, and why a case stands where it stands in the queue."""

from datetime import datetime

from django.utils.translation import gettext as _

from wenguo.respond.domain.priority import priority_of
from wenguo.respond.models import Case, Deadline
from wenguo.respond.queries.types import NextStep
from wenguo.understand import queries as understanding


def next_step(case: Case, *, now: datetime) -> NextStep:
    """The one thing that this case needs now, with its deadline."""
    due = dict(Deadline.objects.filter(case=case, state="running").values_list("name", "due_at"))
    if case.status == Case.Status.CLOSED:
        step = NextStep("none", _("Closed"))
    elif case.status == Case.Status.RESOLVED and "follow_up" in due:
        step = NextStep("follow_up", _("Follow up"), due["follow_up"])
    elif case.status == Case.Status.RESOLVED:
        step = NextStep("close", _("Write down what was learnt and close"))
    elif case.assignee_id is None:
        step = NextStep("assign", _("Give it to somebody"), due.get("first_reply") or due.get("solution"))
    elif case.first_replied_at is None:
        step = NextStep("reply", _("Reply"), due.get("first_reply"))
    elif case.status == Case.Status.WAITING:
        step = NextStep("wait", _("Waiting for the customer"))
    else:
        step = NextStep("resolve", _("Resolve"), due.get("solution"))
    return step


def priority_parts(case: Case) -> list[tuple[str, int]]:
    """Each reason for the case's priority in words, with its points, as computed from its labels today."""
    priority = priority_of(
        kind=case.kind,
        urgency=case.urgency,
        intensity=case.intensity,
        risks=case.risks,
        tier=case.customer.tier if case.customer else "standard",
    )
    return [(_part_words(case, part.name, part.value), part.points) for part in priority.parts]


def _part_words(case: Case, name: str, value: str) -> str:
    match name:
        case "urgency":
            return _("Urgency: %(value)s") % {"value": understanding.name_of("urgency", value)}
        case "intensity":
            return _("Intensity: %(value)s") % {"value": understanding.name_of("intensity", value)}
        case "kind":
            return understanding.name_of("kind", value)
        case "risks":
            names = [understanding.name_of("risks", code) for code in value.split()]
            return _("Risks: %(value)s") % {"value": _(", ").join(names)}
        case "tier":
            return _("Customer: %(value)s") % {
                "value": case.customer.get_tier_display() if case.customer else ""
            }
    return _("Every case")
