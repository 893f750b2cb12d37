"""Whom a word of ours may keep or bring back: found in what happened, never guessed from a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from wenguo.base.actor import SYSTEM
from wenguo.customers import queries as customers
from wenguo.listen import queries as listen
from wenguo.respond.domain.care import BAD_SCORE
from wenguo.respond.models import CareTask, Case, Compensation, ContactPlan, Rating
from wenguo.respond.queries.cases import case_rows
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.customers.models import Customer
    from wenguo.people.models import Brand

LATELY = timedelta(days=30)
# Somebody who is angry is given time; after two months the moment for a word has passed.
COOLED_AFTER, FORGOTTEN_AFTER = timedelta(days=14), timedelta(days=60)
# Whoever spoke to us so often and stopped is silent; a single complaint long ago is not.
SPOKE_OFTEN = 3
SILENCE_LASTS = timedelta(days=90)
LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody who may be lost: why (unsatisfied, declined, angry, silent), about what, and a key for just this."""

    customer_id: int
    case_id: int | None
    reason: str
    what: str
    fact: int
    key: str


def lost_customers(brand: Brand, *, silent_days: int, now: datetime, most: int) -> list[Lost]:
    """Customers who went silent or left angry and whom nobody cares for already; at most ``most`` of each sort."""
    found: dict[int, Lost] = {}
    for one in (
        *_unsatisfied(brand, now, most),
        *_declined(brand, now, most),
        *_angry(brand, now, most),
        *_silent(brand, now, most, silent_days),
    ):
        found.setdefault(one.customer_id, one)
    return list(found.values())


def due_by_plan(
    brand: Brand, plan: ContactPlan, *, now: datetime, most: int
) -> list[tuple[Customer, datetime | None]]:
    """Customers of a tier whose turn it is, the longest without a word first, with their last contact."""
    since = now - timedelta(days=plan.every_days)
    contacts = CareTask.objects.filter(customer_id=OuterRef("pk")).exclude(
        state__in=["suggested", "dismissed", "lapsed"]
    )
    latest = contacts.order_by("-made_at").values("made_at")[:1]
    rows = (
        customers.visible_customers(SYSTEM)
        .filter(brand=brand, tier=plan.tier, may_contact=True, do_not_contact=False, created_at__lte=since)
        .filter(identities__kind="phone" if plan.way == "call" else "email")
        .annotate(last=Subquery(latest, output_field=DateTimeField()))
        .filter(Q(last__isnull=True) | Q(last__lte=since))
        .filter(~_open_case(), ~_cared_for())
        .order_by(F("last").asc(nulls_first=True), "id")
        .distinct()
    )
    return [(row, row.last) for row in rows[:most]]


def _open_case() -> Exists:
    return Exists(Case.objects.filter(customer_id=OuterRef("pk"), closed_at__isnull=True))


def _cared_for() -> Exists:
    return Exists(
        CareTask.objects.filter(customer_id=OuterRef("pk"), state__in=["suggested", "open", "asked"])
    )


def _reachable(customer_ids: QuerySet[Any, Any], *, with_consent: bool = False) -> QuerySet[Customer]:
    rows = customers.visible_customers(SYSTEM).filter(do_not_contact=False, pk__in=customer_ids)
    rows = rows.filter(~_open_case(), ~_cared_for())
    return rows.filter(may_contact=True) if with_consent else rows


def _unsatisfied(brand: Brand, now: datetime, most: int) -> Iterator[Lost]:
    latest = Rating.objects.filter(case_id=OuterRef("pk")).order_by("-id").values("score")[:1]
    rows = case_rows().filter(brand=brand, closed_at__gt=now - LATELY, customer__isnull=False)
    rows = rows.annotate(score=Subquery(latest)).filter(score__lte=BAD_SCORE).order_by("-id")
    fine = set(_reachable(rows.values("customer_id")).values_list("pk", flat=True))
    for case in rows[:most]:
        if case.customer_id in fine:
            key = f"win-back-unsatisfied-{case.pk}"
            yield Lost(case.customer_id, case.pk, "unsatisfied", case.number, case.score, key)


def _declined(brand: Brand, now: datetime, most: int) -> Iterator[Lost]:
    made_good = Compensation.objects.filter(
        case_id=OuterRef("case_id"), state__in=["accepted", "paid", "offered", "asking"]
    )
    rows = (
        Compensation.objects.filter(
            brand=brand,
            state=Compensation.State.DECLINED,
            answered_at__gt=now - LATELY,
            customer__isnull=False,
            case__closed_at__isnull=False,
        )
        .filter(~Exists(made_good))
        .select_related("case")
        .order_by("-id")
    )
    fine = set(_reachable(rows.values("customer_id")).values_list("pk", flat=True))
    for row in rows[:most]:
        if row.customer_id in fine:
            key = f"win-back-declined-{row.case_id}"
            yield Lost(row.customer_id, row.case_id, "declined", row.case.number, 0, key)


def _angry(brand: Brand, now: datetime, most: int) -> Iterator[Lost]:
    said = listen.visible_feedback(SYSTEM).filter(brand=brand, customer__isnull=False)
    window = said.filter(received_at__lte=now - COOLED_AFTER, received_at__gt=now - FORGOTTEN_AFTER)
    later = said.filter(customer_id=OuterRef("customer_id"), received_at__gt=OuterRef("received_at"))
    bad = understanding.visible_analyses(SYSTEM).filter(
        feedback_id=OuterRef("pk"), polarity="negative", intensity__lte=BAD_SCORE
    )
    rows = window.filter(Exists(bad), ~Exists(later.order_by())).order_by("-id")
    fine = set(
        _reachable(rows.order_by().values("customer_id"), with_consent=True).values_list("pk", flat=True)
    )
    for feedback in rows[:most]:
        if feedback.customer_id in fine:
            quote = " ".join(feedback.text.split())
            quote = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
            yield Lost(feedback.customer_id, None, "angry", quote, 0, f"win-back-angry-{feedback.pk}")


def _silent(brand: Brand, now: datetime, most: int, silent_days: int) -> Iterator[Lost]:
    if not silent_days:
        return
    since = now - timedelta(days=silent_days)
    rows = (
        listen.visible_feedback(SYSTEM)
        .filter(brand=brand, customer__isnull=False)
        .order_by()
        .values("customer_id")
        .annotate(n=Count("id"), last=Max("received_at"), newest=Max("id"))
        .filter(n__gte=SPOKE_OFTEN, last__lte=since, last__gt=since - SILENCE_LASTS)
    )
    fine = set(_reachable(rows.values("customer_id"), with_consent=True).values_list("pk", flat=True))
    for row in rows.order_by("-last")[:most]:
        if row["customer_id"] in fine:
            key = f"win-back-silent-{row['customer_id']}-{row['newest']}"
            yield Lost(row["customer_id"], None, "silent", "", (now - row["last"]).days, key)
