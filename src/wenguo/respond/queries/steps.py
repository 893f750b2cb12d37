"""What to do next, and why a case stands where it stands in the queue."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from wenguo.respond.models import Case
from wenguo.respond.queries.clocks import due_of
from wenguo.respond.queries.moves import moves_of, stage_of
from wenguo.respond.queries.types import ClockView, NextStep
from wenguo.understand import queries as understanding


def next_step(case: Case, *, clocks: list[ClockView] | None = None) -> NextStep:
    """The one thing that this case needs now, with its deadline; ``clocks`` where they have been read already."""
    due = due_of(case, clocks)
    if case.status == Case.Status.CLOSED:
        step = NextStep("none", _("Closed"))
    elif case.status == Case.Status.RESOLVED and ("follow_up" in due or not _may_close(case)):
        step = NextStep("follow_up", _("Follow up"), due.get("follow_up"))
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


def _may_close(case: Case) -> bool:
    return stage_of(case) in moves_of(case.brand_id)["close"].origins


def priority_parts(case: Case) -> list[tuple[str, int]]:
    """Each reason for the case's priority in words, with its points, as it was last scored."""
    return [
        (_part_words(case, str(name), str(value)), int(points)) for name, value, points in case.priority_parts
    ]


def _part_words(case: Case, name: str, value: str) -> str:
    tell = _TOLD.get(name)
    return tell(case, value) if tell else _("Every case")


def _risks(_case: Case, value: str) -> str:
    names = [understanding.name_of("risks", code) for code in value.split()]
    return _("Risks: %(value)s") % {"value": _(", ").join(names)}


def _reach(_case: Case, value: str) -> str:
    return _("Said in public, seen by %(n)s") % {"n": value} if value != "0" else _("Said in public")


_TOLD: Mapping[str, Callable[[Case, str], str]] = {
    "urgency": lambda _case, value: (
        _("Urgency: %(value)s") % {"value": understanding.name_of("urgency", value)}
    ),
    "intensity": lambda _case, value: (
        _("Intensity: %(value)s") % {"value": understanding.name_of("intensity", value)}
    ),
    "kind": lambda _case, value: understanding.name_of("kind", value),
    "risks": _risks,
    "tier": lambda case, _value: (
        _("Customer: %(value)s") % {"value": case.customer.get_tier_display() if case.customer else ""}
    ),
    "scope": lambda _case, value: _("Others said the same this week: %(n)s") % {"n": value},
    "repeats": lambda _case, value: _("Not the first time for this customer: %(n)s") % {"n": value},
    "reach": _reach,
    "solved": lambda _case, _value: _("Solved already"),
    "rules": lambda _case, _value: _("Rules"),
    "age": lambda _case, value: _("The deadline is over") if value == "over" else _("The deadline is near"),
}
