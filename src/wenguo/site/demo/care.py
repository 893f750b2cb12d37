"""How the company of the story cares for its customers after the case, and what it does with praise."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from wenguo.base.actor import Actor
from wenguo.customers import actions as customers
from wenguo.customers.models import Customer
from wenguo.people import queries as people
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond, queries
from wenguo.respond.actions import Said
from wenguo.respond.models import CareTask, Case, Praise

if TYPE_CHECKING:
    from wenguo.site.demo.company import Company

LEADS = {"hotel": "wang", "shop": "helei"}
WAYS = [("", 0, "message"), ("", 3, "call"), ("diamond", 0, "call")]
PLANS = {"diamond": 60, "gold": 90, "standard": 0}
DAYS_KEPT = 14
SHOWN = 6


def set_care_rules(company: Company, *, now: datetime) -> None:
    """Grave matters and diamond customers are called; gold and diamond hear from the house now and then."""
    for slug, name in LEADS.items():
        lead, brand = actor_of(company.people[name]), company.brands[slug]
        respond.set_follow_up_ways(actor=lead, brand=brand, ways=WAYS, now=now)
        respond.set_care(actor=lead, brand=brand, per_day=3, now=now)
        for tier, days in PLANS.items():
            respond.set_contact_plan(
                actor=lead, brand=brand, tier=tier, every_days=days, most_a_month=1, way="call", now=now
            )


def ask_after(case: Case, *, luck: Random, actor: Actor, text: str, now: datetime) -> None:
    """Most say on their page that it is solved, some are called, a few are not reached."""
    roll = luck.random()
    if roll < 0.55 and CareTask.objects.filter(case=case, kind="follow_up", state="open").exists():
        score = luck.choice((4, 5, 5, 5, 3))
        said = Said(satisfied=True, score=score, effort=luck.choice((1, 1, 2, 3)))
        link = queries.feedback_of_case(case)[0].link
        respond.answer_follow_up(link=link, said=said, now=now)
    elif roll < 0.92:
        respond.follow_up(actor=actor, case=case, text=text, satisfied=True, now=now)
    else:
        respond.follow_up(actor=actor, case=case, text="", satisfied=None, now=now)


def care_today(company: Company, *, now: datetime) -> None:
    """What stands on the page this morning: days that are near, plans, win-backs, praise on its way."""
    today = localtime(now).date()
    for slug, name in LEADS.items():
        lead = actor_of(company.people[name])
        friends = Customer.objects.filter(
            brand=company.brands[slug], may_contact=True, identities__kind="email"
        )
        for n, friend in enumerate(friends.order_by("id").distinct()[:DAYS_KEPT]):
            _note_days(lead, friend, n, today, now)
    respond.ask_follow_ups(now=now)
    respond.suggest_care(now=now)
    _make_calls(company, now=now)
    for slug, name in LEADS.items():
        _pass_on(company, slug, actor_of(company.people[name]), now=now)


def _make_calls(company: Company, *, now: datetime) -> None:
    """What was due by yesterday was called; lately a few were not reached and are due again."""
    luck = Random("care-calls")  # noqa: S311 — a story, not a secret
    callers = {slug: actor_of(company.people[name]) for slug, name in LEADS.items()}
    due = CareTask.objects.filter(state="open", way="call", due_at__lt=now - timedelta(days=1))
    for task in due.select_related("brand").order_by("due_at", "id"):
        at = task.due_at + timedelta(minutes=luck.randrange(5, 300))
        is_lately = now - task.due_at < timedelta(days=3)
        said = Said(satisfied=True, score=luck.choice((3, 4, 4, 5, 5, 5)), effort=luck.choice((1, 1, 2)))
        missed = is_lately and luck.random() < 0.3
        respond.record_call(actor=callers[task.brand.slug], task=task, said=None if missed else said, now=at)


def _note_days(lead: Actor, friend: Customer, n: int, today: date, now: datetime) -> None:
    near = today + timedelta(days=n % 7 - 1)
    day = date(1975 + n * 3 % 30, near.month, min(near.day, 28))
    kind = "birthday" if n % 3 else "joined"
    if kind == "joined":
        day = day.replace(year=today.year - 1 - n % 5)
    customers.set_key_date(actor=lead, customer=friend, kind=kind, day=day, has_consent=True, now=now)


def _pass_on(company: Company, slug: str, lead: Actor, *, now: datetime) -> None:
    brand = company.brands[slug]
    agents = list(people.people_of_brand(brand).filter(role="agent"))
    rows = Praise.objects.filter(brand=brand, thanks="sent").order_by("-id")
    for n, row in enumerate(list(rows[: SHOWN * 2])):
        at = min(row.received_at + timedelta(hours=3), now)
        found = [one.user for one in row.people.select_related("user")]
        for user in (found or [agents[n % len(agents)]]) if n % 3 else ():
            respond.decide_praised(actor=lead, praise=row, user=user, is_meant=True, now=at)
        if n % 2:
            continue
        agreed = respond.set_praise_consent(
            link=row.link, agrees=True, shown_name=("short", "hidden")[n % 4 // 2], now=at
        )
        words = queries.words_to_publish(agreed)
        if words and n % 4 == 0:
            respond.publish_praise(actor=lead, praise=agreed, text=words, now=at)
