"""What the case page says about a case, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _, ngettext

from wenguo.base.bilingual import in_language
from wenguo.base.templatetags.wenguo import risk_form
from wenguo.base.wording import moment_words
from wenguo.customers import queries as customers
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.respond import queries
from wenguo.respond.models import Case, ClockPolicy
from wenguo.respond.pages.rows import HARM_ICON
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback
    from wenguo.respond.queries import ClockView
    from wenguo.understand.models import Analysis

DOUBT = 0.6
FEW = 3
# What every case has; the clocks of escalation levels appear when they run.
ALWAYS = frozenset({"first_reply", "solution", "follow_up"})
CLOCK_OF_STAGE = {
    "receive": "first_reply",
    "assess": "solution",
    "resolve": "solution",
    "follow_up": "follow_up",
}


@dataclass(frozen=True, slots=True)
class LabelChip:
    """A label with its confidence (None where a person decided) and the key that lights its words."""

    form: str
    label: str
    icon: str = ""
    p: float | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what we understood: its name, then chips or a mood."""

    label: str
    chips: list[LabelChip]
    mood: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What the customer and we had to do with each other before, in one sentence and its newest pieces."""

    words: str
    cases: list[Case]
    feedback: list[Feedback]


def all_clocks(clocks: list[ClockView]) -> list[Any]:
    """The clocks in order; one of the three of every case that has not started says so; then what the law sets."""
    known = {clock.code: clock for clock in clocks}
    names = [(code, label) for code, label in ClockPolicy.Name.choices if code in known or code in ALWAYS]
    own = [known.get(str(code)) or {"name": label} for code, label in names]
    return [*own, *(clock for clock in clocks if clock.code not in ClockPolicy.Name.values)]


def next_clock(clocks: list[ClockView]) -> ClockView | None:
    """The clock that runs out first, else a paused one."""
    live = [clock for clock in clocks if clock.ended_at is None]
    return min(live, key=lambda clock: (clock.state == "paused", clock.due_at), default=None)


def stages_of(case: Case, clocks: list[ClockView]) -> list[dict[str, Any]]:
    """The five stages for the stepper; the present one says by when."""
    order = list(Case.Stage)
    reached = len(order) if case.status == Case.Status.CLOSED else order.index(Case.Stage(case.stage))
    due = {clock.code: clock for clock in clocks if clock.ended_at is None}
    steps = []
    for place, stage in enumerate(order):
        state = "done" if place < reached else "now" if place == reached else ""
        clock = due.get(CLOCK_OF_STAGE.get(stage, "")) if state == "now" else None
        steps.append({"label": stage.label, "state": state, **_note(clock)})
    return steps


def _note(clock: ClockView | None) -> dict[str, Any]:
    if clock is None:
        return {"note": ""}
    if clock.state == "paused":
        return {"note": _("clock paused")}
    words = _("by %(moment)s") % {"moment": moment_words(clock.due_at, now=now())}
    return {"note": words, "warn": clock.state in ("amber", "red")}


def because_of(case: Case) -> str:
    """Why this person (or nobody) has the case."""
    reason = case.assigned_because
    return in_language(reason) if isinstance(reason, dict) else str(reason or "")


def reopened_words(case: Case) -> str:
    """Reopened, and how often."""
    return ngettext("reopened once", "reopened %(n)d times", case.reopened) % {"n": case.reopened}


def recipient_of(case: Case) -> dict[str, str]:
    """Where a reply goes: always to the tracking page, and by e-mail where there is an address."""
    name = str(case.customer) if case.customer else _("the customer")
    if customers.contact_of(case.customer, "email"):
        return {
            "icon": "mail",
            "words": _("By e-mail and on the tracking page, to %(name)s") % {"name": name},
        }
    return {
        "icon": "link",
        "words": _("On the tracking page of %(name)s; no e-mail address is known") % {"name": name},
    }


def label_facts(analysis: Analysis | None, *, is_short: bool = False) -> list[Fact]:
    """What was understood, line by line; what is not there takes no line."""
    if analysis is None:
        return []
    facts = [
        Fact(_("Kind"), [_chip(analysis, "kind", analysis.kind, "category")]),
        Fact(
            _("Category"), [_chip(analysis, "category", code, "category") for code in _categories(analysis)]
        ),
        Fact(
            _("Wishes"),
            [_chip(analysis, "demands", code, "demand") for code in analysis.demands if code != "none"],
        ),
        Fact(_("Risks"), [_chip(analysis, "risks", code, risk_form(code)) for code in analysis.risks]),
        Fact(_("Mood"), [], analysis.intensity, _mood_words(analysis)),
        Fact(_("Urgency"), [_chip(analysis, "urgency", str(analysis.urgency), "demand")]),
    ]
    shown = facts[1:5] if is_short else facts
    return [fact for fact in shown if fact.chips or fact.mood]


def _categories(analysis: Analysis) -> list[str]:
    return list(dict.fromkeys([analysis.category, *analysis.categories]))[:FEW]


def _chip(analysis: Analysis, label: str, code: str, form: str) -> LabelChip:
    confidence = (analysis.labels or {}).get("confidence") or {}
    p = confidence.get(f"{label}.{code}", confidence.get(label))
    is_main = label != "category" or code == analysis.category
    share = float(p) if isinstance(p, (int, float)) and is_main else None
    key = label if label in ("category", "demands", "risks") and is_main else ""
    icon = HARM_ICON if form == "harm" else understanding.icon_of(label, code)
    doubtful = share is not None and share < DOUBT and form in ("category", "demand")
    return LabelChip("guess" if doubtful else form, understanding.name_of(label, code), icon, share, key)


def _mood_words(analysis: Analysis) -> str:
    emotions = (analysis.labels or {}).get("emotions") or []
    names = [understanding.name_of("emotions", code) for code in emotions]
    return _(", ").join([*names, understanding.name_of("intensity", str(analysis.intensity))])


def history_words(actor: Actor, case: Case) -> str:
    """How often this customer was here before."""
    if case.customer is None:
        return ""
    return _earlier_words(queries.cases_of_customer(actor, case.customer.pk).exclude(pk=case.pk).count())


def _earlier_words(count: int) -> str:
    if not count:
        return _("First case with us")
    return ngettext("%(n)d earlier case", "%(n)d earlier cases", count) % {"n": count}


def history_of(actor: Actor, case: Case, own: list[int]) -> History:
    """Earlier cases and what else the customer said; empty where customers may not be seen."""
    if case.customer is None or not actor.can("customers.read"):
        return History("", [], [])
    cases = queries.cases_of_customer(actor, case.customer.pk).exclude(pk=case.pk)
    said = (
        listen.feedback_of_customer(actor, case.customer).exclude(pk__in=own).filter(case_link__isnull=True)
    )
    shown = list(cases[:FEW])
    # Fewer than were asked for are all there are.
    words = _earlier_words(len(shown) if len(shown) < FEW else cases.count())
    return History(words, shown, list(said.order_by("-id")[:FEW]))
