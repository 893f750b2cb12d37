"""What the house suggests for care, and what a person makes of it: nothing leaves by itself."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, Refused
from wenguo.base.live import announce
from wenguo.customers import queries as customers
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.people import queries as people
from wenguo.respond.actions.caring import held_care
from wenguo.respond.actions.clocks import drop_clocks, place_in_queue
from wenguo.respond.actions.deeds import checked_text, finish, held, note_event
from wenguo.respond.domain.care import OVER_AFTER, SHOWN_BEFORE, next_occasion
from wenguo.respond.domain.care_words import lost_words, occasion_reason, plan_reason
from wenguo.respond.models import CareTask, ContactPlan
from wenguo.respond.queries.care import (
    MOMENTS,
    TO_DO,
    after_quiet,
    care_settings_of,
    end_of_day,
    has_had_enough,
)
from wenguo.respond.queries.care_finding import due_by_plan, lost_customers

if TYPE_CHECKING:
    from datetime import date

    from wenguo.customers.models import Customer
    from wenguo.people.models import Brand

State, Kind, Outcome = CareTask.State, CareTask.Kind, CareTask.Outcome
LONGEST_SUBJECT, LONGEST_BECAUSE = 200, 300
# Where no plan of the tier says otherwise.
MOST_A_MONTH = 2
MOST_A_DAY = 10
EVENING = time(18)


class ContactedEnough(Refused):
    """The customer heard from us as often within thirty days as their plan allows."""

    code = "contacted_enough"
    message = _("This customer has heard from us often enough this month.")


class NoConsent(Refused):
    """The customer does not want it, or never agreed to it."""

    code = "no_consent"
    message = _("This customer has not agreed to be contacted without a case.")


def suggest_care(*, now: datetime) -> int:
    """Suggest key moments and win-backs, plan the contacts of the day, let go of what is over; gives how many are new.

    Repeating it changes nothing: each has a key of its own, and a day has a number of planned contacts.
    """
    return sum(_suggest_for(brand, now=now) for brand in people.visible_brands(SYSTEM))


@transaction.atomic
def accept_care(
    *, actor: Actor, task: CareTask, way: str, now: datetime, subject: str = "", body: str = ""
) -> CareTask:
    """Take a suggestion up: as a call of one's own, or as a message with the words that one has read.

    The message leaves after quiet hours, once. Raises CareIsSettled, NoConsent, ContactedEnough, Invalid without words
    or without an address.
    """
    actor.require("respond.reply", task)
    row = held_care(actor, task, State.SUGGESTED)
    if way not in ("call", "message"):
        raise Invalid(_("A message or a call."), way="choice")
    _check_consent(row, now=now)
    # From now on it counts as a contact of this month.
    row.way, row.made_at = way, now
    if way == "call":
        if not customers.contact_of(row.customer, "phone"):
            raise Invalid(_("This customer left no telephone number."), way="phone")
        due_at = after_quiet(care_settings_of(row.brand_id), now)
        row.state, row.owner_id = State.OPEN, actor.user_id
        row.due_at = max(end_of_day(due_at), due_at)
    else:
        _send(row, subject=subject, body=body, now=now)
        row.state, row.outcome, row.done_at = State.DONE, Outcome.SENT, now
        row.done_by_name, row.words = actor.name[:150], ""
    row.save()
    record(actor, "care.accepted", row, at=now, way=way)
    announce("care", row.pk, brand_id=row.brand_id)
    return row


@transaction.atomic
def dismiss_care(*, actor: Actor, task: CareTask, reason: str, now: datetime) -> CareTask:
    """It is not to be done, and why; nobody is asked after the case then. Raises CareIsSettled, Invalid."""
    actor.require("respond.reply", task)
    because = " ".join(checked_text(reason, "reason").split())[:LONGEST_BECAUSE]
    row = held_care(actor, task, State.SUGGESTED, *TO_DO)
    row.state, row.because, row.done_at, row.done_by_name = State.DISMISSED, because, now, actor.name[:150]
    row.save()
    if row.kind == Kind.FOLLOW_UP and row.case is not None:
        case = held(SYSTEM, row.case)
        drop_clocks(case, at=now)
        note_event(actor, case, "follow_up_left_out", now=now, reason=because)
        finish(actor, case, "follow_up_left_out", now=now, fields=place_in_queue(case))
    record(actor, "care.dismissed", row, at=now)
    announce("care", row.pk, brand_id=row.brand_id)
    return row


def _check_consent(row: CareTask, *, now: datetime) -> None:
    customer = row.customer
    if customer.do_not_contact or (row.case_id is None and not customer.may_contact):
        raise NoConsent
    plan = ContactPlan.objects.filter(brand_id=row.brand_id, tier=customer.tier).first()
    most = plan.most_a_month if plan else MOST_A_MONTH
    if has_had_enough(customer.pk, most=most, now=now):
        raise ContactedEnough


def _send(row: CareTask, *, subject: str, body: str, now: datetime) -> None:
    subject = " ".join(checked_text(subject, "subject").split())[:LONGEST_SUBJECT]
    body = checked_text(body, "body")
    address = customers.contact_of(row.customer, "email")
    if not address:
        raise Invalid(_("This customer left no e-mail address."), way="email")
    listen.send(
        brand=row.brand,
        customer=row.customer,
        key=row.key,
        recipient=address,
        subject=subject,
        body=body,
        language=row.customer.language,
        now=now,
        not_before=after_quiet(care_settings_of(row.brand_id), now),
    )


@transaction.atomic
def _suggest_for(brand: Brand, *, now: datetime) -> int:
    over = CareTask.objects.filter(brand=brand, state=State.SUGGESTED, kind__in=MOMENTS)
    over.filter(due_at__lt=now - OVER_AFTER).update(state=State.LAPSED, done_at=now)
    return _moments(brand, now=now) + _planned(brand, now=now) + _lost(brand, now=now)


def _moments(brand: Brand, *, now: datetime) -> int:
    today = localtime(now).date()
    near = customers.key_dates_near([brand.pk], since=today, until=today + SHOWN_BEFORE)
    rows: list[CareTask] = []
    for one in near:
        on = next_occasion(one.day, today=today)
        if on is None:
            continue
        row = _new(brand, one.customer, one.kind, key=f"{one.kind}-{one.customer_id}-{on.year}", now=now)
        row.reason, row.due_at = occasion_reason(one.kind, day=one.day, on=on), _evening(on)
        rows.append(row)
    return _store(rows)


def _planned(brand: Brand, *, now: datetime) -> int:
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    wishes = care_settings_of(brand.pk)
    made = CareTask.objects.filter(brand=brand, kind=Kind.PLAN, made_at__gte=midnight).count()
    rows: list[CareTask] = []
    for plan in ContactPlan.objects.filter(brand=brand, every_days__gt=0).order_by("id"):
        room = wishes.per_day - made - len(rows)
        if room <= 0:
            break
        for customer, last in due_by_plan(brand, plan, now=now, most=room):
            if has_had_enough(customer.pk, most=plan.most_a_month, now=now):
                continue
            rows.append(_by_plan(brand, plan, customer, last, now=now))
    return _store(rows)


def _by_plan(
    brand: Brand, plan: ContactPlan, customer: Customer, last: datetime | None, *, now: datetime
) -> CareTask:
    today = localtime(now).date()
    row = _new(brand, customer, Kind.PLAN, key=f"plan-{customer.pk}-{today.isoformat()}", now=now)
    names = _tier_names(plan.tier)
    row.reason = plan_reason(
        *names, every_days=plan.every_days, last=localtime(last).date() if last else None
    )
    row.way = plan.way
    # A message is read by a person first; a call is simply to be made.
    row.state = State.OPEN if plan.way == "call" else State.SUGGESTED
    row.due_at = max(_evening(today), after_quiet(care_settings_of(brand.pk), now))
    return row


def _lost(brand: Brand, *, now: datetime) -> int:
    wishes = care_settings_of(brand.pk)
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    made = CareTask.objects.filter(brand=brand, kind=Kind.WIN_BACK, next_at__gte=midnight).count()
    found = lost_customers(brand, silent_days=wishes.silent_days, now=now, most=MOST_A_DAY)
    known = set(CareTask.objects.filter(key__in=[one.key for one in found]).values_list("key", flat=True))
    rows: list[CareTask] = []
    for one in [one for one in found if one.key not in known][: max(0, MOST_A_DAY - made)]:
        row = CareTask(brand=brand, customer_id=one.customer_id, case_id=one.case_id, kind=Kind.WIN_BACK)
        row.key, row.way, row.state = one.key, "call", State.SUGGESTED
        row.reason, row.step = lost_words(one.reason, what=one.what, fact=one.fact)
        row.made_at = row.next_at = now
        row.due_at = _evening(localtime(now).date() + timedelta(days=7))
        rows.append(row)
    return _store(rows)


def _new(brand: Brand, customer: Customer, kind: str, *, key: str, now: datetime) -> CareTask:
    return CareTask(
        brand=brand,
        customer=customer,
        kind=kind,
        key=key,
        way="message",
        state=State.SUGGESTED,
        made_at=now,
        next_at=now,
    )


def _store(rows: list[CareTask]) -> int:
    before = set(CareTask.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    CareTask.objects.bulk_create([row for row in rows if row.key not in before], ignore_conflicts=True)
    return len(rows) - len(before)


def _evening(day: date) -> datetime:
    return datetime.combine(day, EVENING, localtime().tzinfo)


def _tier_names(tier: str) -> tuple[str, str]:
    told = []
    for code in ("zh-hans", "en"):
        with translation.override(code):
            told.append(customers.tier_name(tier))
    return told[0], told[1]
