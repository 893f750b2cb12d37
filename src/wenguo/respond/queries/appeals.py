"""Appeals: those that wait, who could look at them, and whom a customer may turn to outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotFound
from wenguo.kernel.referrals import bodies_for
from wenguo.people import queries as people
from wenguo.respond.domain.appeals import NOT_UPHELD, independent
from wenguo.respond.models import Appeal, Case, CaseEvent, Deadline, Handover, PackChoice
from wenguo.respond.queries.cases import recused_ids, visible_cases

if TYPE_CHECKING:
    from wenguo.people.models import User

# What holds for consumers where a brand has switched no pack on.
AT_HOME = "cn.consumer-law"
# Steps of the appeal itself: whoever passes it on has not thereby dealt with the complaint.
OWN_KINDS = ("appealed", "appeal_given", "appeal_decided")


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody outside whom the customer may turn to, in the reader's language."""

    name: str
    words: str
    phone: str
    url: str


@dataclass(frozen=True, slots=True)
class TrackingAppeal:
    """An appeal as its customer sees it. ``outcome`` is empty until it is decided."""

    state: str
    outcome: str
    outcome_words: str
    asked_at: datetime
    decided_at: datetime | None
    words: str


def visible_appeals(actor: Actor) -> QuerySet[Appeal]:
    """Appeals about cases that the actor may see."""
    rows = Appeal.objects.filter(case__in=visible_cases(actor).order_by().values("id"))
    return rows.select_related("case__customer", "case__brand", "case__assignee", "reviewer")


def open_appeals(actor: Actor) -> QuerySet[Appeal]:
    """Those that are not decided yet, the oldest first."""
    return visible_appeals(actor).exclude(state=Appeal.State.DECIDED).order_by("asked_at", "id")


def appeals_of(case: Case) -> list[Appeal]:
    """The appeals about a case that the reader may see, newest first."""
    return list(Appeal.objects.filter(case=case).select_related("reviewer").order_by("-id"))


def get_appeal(actor: Actor, case: Case) -> Appeal:
    """The newest appeal about a case; raises NotFound when there is none or the actor may not see it."""
    row = visible_appeals(actor).filter(case=case).order_by("-id").first()
    if row is None:
        raise NotFound
    return row


def hands_of(case: Case) -> set[int]:
    """Everybody who had a hand in the case: did something to it, had it, or handed it on."""
    rows = CaseEvent.objects.filter(case=case).exclude(kind__in=OWN_KINDS)
    hands = set(rows.filter(actor_kind="person").values_list("actor_id", flat=True))
    hands |= set(rows.filter(kind="assigned").values_list("data__user_id", flat=True))
    for pair in Handover.objects.filter(case=case).values_list("from_user_id", "to_user_id"):
        hands |= set(pair)
    return {one for one in {*hands, case.assignee_id} if one is not None}


def possible_reviewers(actor: Actor, case: Case) -> list[User]:
    """Colleagues who may settle cases of the brand, had no hand in this one and are not whom it is about; by name."""
    roles = {*people.roles_that_may("respond.resolve"), *people.roles_that_may("respond.approve")}
    rows = people.colleagues(actor).filter(brands=case.brand_id, role__in=roles).distinct()
    users = {user.pk: user for user in rows.order_by("name", "id")}
    free = independent(users, touched=hands_of(case), concerned=recused_ids(case))
    return [users[user_id] for user_id in free]


def is_open_to_appeal(case: Case) -> bool:
    """Whether this closing of the case has not been appealed against yet."""
    return not Appeal.objects.filter(case=case, closing=case.reopened).exists()


def appeal_to_customer(case: Case | None) -> TrackingAppeal | None:
    """The newest appeal in the words that its customer may read; the review's own findings stay inside."""
    row = Appeal.objects.filter(case=case).order_by("-id").first() if case else None
    if row is None:
        return None
    return TrackingAppeal(
        state=row.state,
        outcome=row.outcome,
        outcome_words=row.get_outcome_display() if row.outcome else "",
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        words=row.words,
    )


def referrals_to(case: Case | None, *, now: datetime) -> tuple[Referral, ...]:
    """Whom the customer may turn to outside, once a review has left our answer at no (in part or whole)."""
    if case is None:
        return ()
    row = Appeal.objects.filter(case=case).order_by("-id").first()
    return referrals_of(case, now=now) if row and row.outcome == NOT_UPHELD else ()


def referrals_of(case: Case, *, now: datetime) -> tuple[Referral, ...]:
    """The bodies of the packs of law that hold for this case, in the reader's language; else those for consumers."""
    chosen = PackChoice.objects.filter(brand=case.brand_id).filter(
        Q(category="") | Q(category__in=[case.category, case.category.partition(".")[0]])
    )
    running = Deadline.objects.filter(case=case, kind=Deadline.Kind.STATUTORY)
    packs = {*chosen.values_list("pack", flat=True)}
    packs |= {name.split(":")[1] for name in running.values_list("name", flat=True)}
    return tuple(
        Referral(in_language(dict(body.name)), in_language(dict(body.words)), body.phone, body.url)
        for body in bodies_for(packs or {AT_HOME}, on=now.date())
    )
