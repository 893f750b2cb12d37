"""Rules do what people taught them: logged, at most once an hour for a case, and never woken by their own deeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.kernel.conditions import Condition
from wenguo.listen import queries as listen
from wenguo.people import queries as people
from wenguo.respond.actions.assigning import FIELDS, put_into
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import finish, note_event
from wenguo.respond.actions.escalating import lift_by_rule
from wenguo.respond.actions.notices import call
from wenguo.respond.actions.routing import route
from wenguo.respond.actions.tagging import MOST_TAGS, clean_tag
from wenguo.respond.domain.rules import MOMENTS, OWN, Deed, faults, matches, may_fire, whole
from wenguo.respond.models import Case, Rule, RuleFiring
from wenguo.respond.queries.cases import case_rows, possible_assignees, recused_ids
from wenguo.respond.queries.rules import conditions_of, deeds_of_rule, rule_facts

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Team, User

AN_HOUR = timedelta(hours=1)
MOST_RULES = 100


@dataclass(slots=True)
class Outcome:
    """What the rules changed: fields to be stored, and whom the case shall go to."""

    fields: list[str] = field(default_factory=list)
    team: Team | None = None
    person: User | None = None


@transaction.atomic
def set_rule(
    *,
    actor: Actor,
    brand: Brand,
    name: str,
    moment: str,
    conditions: Sequence[Condition],
    deeds: Sequence[Deed],
    is_active: bool,
    position: int = 0,
    now: datetime,
) -> Rule:
    """Teach the house a rule; the same name again replaces it. Raises Invalid, naming what does not exist."""
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    name = " ".join(name.replace("\x00", "").split())[:80]
    own = listen.compared_fields(brand.pk) if any(one.field.startswith(OWN) for one in conditions) else {}
    wrong = faults(moment, conditions=conditions, deeds=deeds, own=own) | _unknown(actor, brand, deeds)
    if not name:
        wrong["name"] = "empty"
    rules = Rule.objects.filter(brand=brand)
    if rules.count() >= MOST_RULES and not rules.filter(name=name).exists():
        wrong["name"] = "too_many"
    if wrong:
        raise Invalid(_("The rule names something that does not exist. Check the marked parts."), **wrong)
    values = {
        "moment": moment,
        "conditions": [[one.field, one.operator, one.value.strip()] for one in conditions],
        "deeds": [[one.what, one.value.strip()] for one in deeds],
        "is_active": is_active,
        "position": min(max(position, 0), 999),
    }
    rule, _is_new = Rule.objects.update_or_create(brand=brand, name=name, defaults=values)
    record(actor, "rule.set", rule, at=now, moment=moment, is_active=is_active)
    return rule


@transaction.atomic
def remove_rule(*, actor: Actor, rule: Rule, now: datetime) -> None:
    """The house forgets the rule, and what it did; the cases keep what was done."""
    actor.require("respond.settings", rule)
    record(actor, "rule.removed", rule, at=now, name=rule.name)
    rule.delete()


@transaction.atomic
def run_rules(case_id: int, *, moment: str, now: datetime) -> int:
    """Try the rules of this moment on a case; gives how many fired. Their own deeds wake no rule."""
    if moment not in MOMENTS:
        return 0
    case = case_rows().select_for_update(of=("self",), no_key=True).filter(pk=case_id).first()
    if case is None or case.closed_at is not None:
        return 0
    before = RuleFiring.objects.filter(case=case).count()
    outcome = fire(case, moment=moment, now=now)
    fields = [*outcome.fields, *_given(case, outcome, now)]
    fired = RuleFiring.objects.filter(case=case).count() - before
    if fired:
        finish(SYSTEM, case, "ruled_by_house", now=now, fields=list(dict.fromkeys(fields)))
    return fired


def fire(case: Case, *, moment: str, now: datetime) -> Outcome:
    """Do what the rules say to a case that is held or just stored, except giving it away: the caller does that."""
    rules = list(
        Rule.objects.filter(brand_id=case.brand_id, moment=moment, is_active=True).order_by("position", "id")
    )
    outcome = Outcome()
    if not rules:
        return outcome
    needs_text = any(row[0] == "text" for rule in rules for row in rule.conditions)
    recent = list(
        RuleFiring.objects.filter(case=case, fired_at__gt=now - AN_HOUR).values_list("rule_id", flat=True)
    )
    for rule in rules:
        if not may_fire(same=recent.count(rule.pk), together=len(recent)):
            continue
        if not matches(conditions_of(rule.conditions), rule_facts(case, needs_text=needs_text)):
            continue
        did = [word for deed in deeds_of_rule(rule.deeds) if (word := _do(case, rule, deed, outcome, now))]
        RuleFiring.objects.create(rule=rule, case=case, did=did, fired_at=now)
        recent.append(rule.pk)
        note_event(SYSTEM, case, "rule_fired", now=now, name=rule.name)
    return outcome


def _given(case: Case, outcome: Outcome, now: datetime) -> list[str]:
    if outcome.person is not None and outcome.person.pk != case.assignee_id:
        put_into(SYSTEM, case, assignee=outcome.person, now=now)
        return FIELDS
    if outcome.team is not None and outcome.team.pk != case.team_id:
        return route(case, now=now, team=outcome.team)
    return []


def _do(case: Case, rule: Rule, deed: Deed, outcome: Outcome, now: datetime) -> str:
    """One deed; gives what was done, empty where it could not be or had nothing to do."""
    number = whole(deed.value)
    match deed.what:
        case "tag" | "untag":
            return _tag(case, deed, outcome)
        case "priority":
            case.bonus = max(-100, min(100, number or 0))
            outcome.fields.append("bonus")
        case "team":
            teams = people.teams_of_brand(case.brand_id)
            outcome.team = next((team for team in teams if team.key == deed.value), outcome.team)
        case "person":
            outcome.person = _person(case, number) or outcome.person
        case "escalate":
            outcome.fields += lift_by_rule(case, level=number or 2, name=rule.name, now=now)
        case "notify":
            _notify(case, rule, number, now)
    return f"{deed.what} {deed.value}"


def _tag(case: Case, deed: Deed, outcome: Outcome) -> str:
    tag = clean_tag(deed.value)
    tags = [one for one in case.tags if one != tag]
    if deed.what == "tag" and len(tags) < MOST_TAGS:
        tags.append(tag)
    if tags == case.tags:
        return ""
    case.tags = tags
    outcome.fields.append("tags")
    return f"{deed.what} {tag}"


def _person(case: Case, user_id: int | None) -> User | None:
    if user_id is None or user_id in recused_ids(case):
        return None
    return possible_assignees(SYSTEM, case.brand).filter(pk=user_id).first()


def _notify(case: Case, rule: Rule, user_id: int | None, now: datetime) -> None:
    user = people.colleagues(SYSTEM).filter(pk=user_id or 0, brands=case.brand_id).first()
    if user is not None:
        text = gettext("Rule “%(name)s” calls you to this case.") % {"name": rule.name}
        note = add_message(SYSTEM, case, text, direction="note", channel="", now=now)
        call(note, [user.pk], now=now)


def _unknown(actor: Actor, brand: Brand, deeds: Sequence[Deed]) -> dict[str, Any]:
    wrong = {}
    keys = {team.key for team in people.teams_of_brand(brand.pk)}
    for number, deed in enumerate(deeds, 1):
        if deed.what == "team" and deed.value not in keys:
            wrong[f"then-{number}"] = "team"
        if deed.what in {"person", "notify"}:
            rows = people.colleagues(actor).filter(brands=brand, pk=whole(deed.value) or 0)
            if not rows.exists():
                wrong[f"then-{number}"] = "person"
    return wrong
