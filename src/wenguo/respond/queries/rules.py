"""Rules in words, what they look at, and what they would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _, pgettext

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.kernel.conditions import Condition
from wenguo.listen.queries import own_fields
from wenguo.respond.domain.rules import FIELDS, OWN, Deed, matches
from wenguo.respond.models import Case, Rule, RuleFiring
from wenguo.respond.queries.cases import feedback_of_case, visible_cases
from wenguo.respond.queries.fields import own_facts

if TYPE_CHECKING:
    from wenguo.people.models import Brand

PAST = timedelta(days=30)
MOST_TRIED, SHOWN = 500, 20


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a rule would have done on past cases: how many were tried and matched, and the newest that did."""

    tried: int
    matched: int
    rows: list[Case]


def visible_rules(actor: Actor, brand: Brand) -> list[Rule]:
    """The rules of a brand in the order in which they are tried, with how often each fired."""
    actor.require("respond.settings", brand)
    return list(Rule.objects.filter(brand=brand).annotate(fired=Count("firings")).order_by("position", "id"))


def get_rule(actor: Actor, rule_id: int) -> Rule:
    """One rule of the actor's brands; raises NotFound."""
    actor.require("respond.settings")
    rule = Rule.objects.filter(pk=min(rule_id, 2**63 - 1)).select_related("brand").first()
    if rule is None or not actor.sees_brand(rule.brand_id):
        raise NotFound
    return rule


def firings_of(rule: Rule, *, limit: int = 50) -> list[RuleFiring]:
    """What a rule did, newest first."""
    return list(RuleFiring.objects.filter(rule=rule).select_related("case").order_by("-id")[:limit])


def conditions_of(rows: Sequence[Any]) -> list[Condition]:
    """From how they are stored."""
    return [
        Condition(*(str(part) for part in row)) for row in rows if isinstance(row, list) and len(row) == 3
    ]


def deeds_of_rule(rows: Sequence[Any]) -> list[Deed]:
    """From how they are stored."""
    return [Deed(*(str(part) for part in row)) for row in rows if isinstance(row, list) and len(row) == 2]


def rule_facts(case: Case, *, needs_text: bool, said: str = "") -> dict[str, Any]:
    """What rules look at; the text only where one asks for it."""
    text = said or (" ".join(row.text for row in feedback_of_case(case)) if needs_text else "")
    same = ("kind", "category", "channel", "language", "risks", "demands", "tags")
    numbers = ("urgency", "intensity", "priority", "reach", "reopened", "level")
    return {
        **{name: getattr(case, name) for name in (*same, *numbers)},
        "tier": case.customer.tier if case.customer else "standard",
        "place": case.place.slug if case.place else "",
        "team": case.team.key if case.team else "",
        "text": text,
        **own_facts(case.fields),
    }


def rehearse(actor: Actor, brand: Brand, *, conditions: Sequence[Condition], now: datetime) -> Rehearsal:
    """Which cases of the last thirty days (at most 500) the conditions fit, as they stand now; nothing is done."""
    actor.require("respond.settings", brand)
    recent = visible_cases(actor).filter(brand=brand, opened_at__gt=now - PAST).order_by("-id")
    cases = list(recent[:MOST_TRIED])
    needs_text = any(condition.field == "text" for condition in conditions)
    found = [case for case in cases if matches(conditions, rule_facts(case, needs_text=needs_text))]
    return Rehearsal(len(cases), len(found), found[:SHOWN])


def moment_names() -> dict[str, str]:
    """When rules are tried, in the reader's language."""
    return {
        "opened": _("a case is opened"),
        "relabelled": _("its labels are corrected"),
        "customer_added": _("the customer writes again"),
        "reopened": _("it is reopened"),
        "clock_missed": _("a deadline is missed"),
        "escalated": _("it is escalated"),
        "fields_set": _("its own fields are filled in"),
    }


def field_names(brand: Brand | None = None) -> dict[str, str]:
    """What conditions look at, in the reader's language; of a brand also its own fields."""
    names = {
        "kind": _("Kind"),
        "category": _("Category"),
        "channel": _("Channel"),
        "tier": _("Customer tier"),
        "language": _("Language"),
        "place": _("Place"),
        "team": _("Team"),
        "risks": _("Risks"),
        "demands": _("Demands"),
        "tags": _("Tags"),
        "urgency": _("Urgency"),
        "intensity": _("Intensity"),
        "priority": _("Priority"),
        "reach": _("Public reach"),
        "reopened": _("Times reopened"),
        "level": _("Escalation level"),
        "text": _("Words of the customer"),
    }
    return {name: names[name] for name in FIELDS} | {
        f"{OWN}{row.code}": str(row) for row in (own_fields(brand.pk) if brand else ())
    }


def operator_names() -> dict[str, str]:
    """How conditions compare, in the reader's language."""
    return {
        "is": pgettext("rule", "is"),
        "is_not": pgettext("rule", "is not"),
        "has": pgettext("rule", "contain"),
        "has_not": pgettext("rule", "do not contain"),
        "at_least": pgettext("rule", "at least"),
        "at_most": pgettext("rule", "at most"),
        "contains": pgettext("rule", "name"),
        "contains_not": pgettext("rule", "do not name"),
    }


def deed_names() -> dict[str, str]:
    """What rules do, in the reader's language."""
    return {
        "team": _("give it to the team"),
        "person": _("give it to the colleague"),
        "tag": _("put on the tag"),
        "untag": _("take off the tag"),
        "priority": _("add to the priority"),
        "escalate": _("escalate to level"),
        "notify": _("call the colleague"),
    }
