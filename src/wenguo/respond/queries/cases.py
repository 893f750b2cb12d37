"""The only roads to cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import NotFound
from wenguo.base.search import matching
from wenguo.customers import queries as customers
from wenguo.listen import queries as listen
from wenguo.people import queries as people
from wenguo.respond.domain.panels import PRESENT
from wenguo.respond.models import (
    Appeal,
    Case,
    CaseFeedback,
    Escalation,
    ExpertAsk,
    Mention,
    Recusal,
    SavedView,
)
from wenguo.respond.queries.types import Assignable, Behind
from wenguo.respond.queries.workload import IDLE, loads_of
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.people.models import Brand, User
    from wenguo.understand.models import Analysis


# Whoever was called to a case from another team sees it as long as it waits for them: table, who, while, which case.
GUESTS: tuple[tuple[type[Model], str, Q, str], ...] = (
    (Escalation, "handler_id", Q(ended_at__isnull=True), "case_id"),
    (Appeal, "reviewer_id", Q(state="reviewing"), "case_id"),
    (ExpertAsk, "expert_id", Q(state__in=PRESENT, panel__concluded_at__isnull=True), "case_id"),
)


def case_rows() -> QuerySet[Case]:
    """Cases with everything that a row or a page shows; for the inside of this room, which knows who may see them."""
    related = ("brand", "customer", "place", "team", "assignee")
    return Case.objects.select_related(*related).defer("search", "customer__search", "customer__remarks")


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of the actor's brands; where their view is narrowed to teams, those of the teams and their own."""
    rows = case_rows()
    if not actor.can("respond.read"):
        return rows.none()
    if actor.brand_ids is not None:
        ids = sorted(actor.brand_ids)
        rows = rows.filter(brand_id=ids[0]) if len(ids) == 1 else rows.filter(brand_id__in=ids)
    if actor.team_ids is None:
        return rows
    seen = Q(team_id__in=sorted(actor.team_ids)) | Q(assignee_id=actor.user_id, assignee__isnull=False)
    for table, person, is_on, case_id in GUESTS:
        mine = table._default_manager.filter(is_on, **{person: actor.user_id or 0})
        seen |= Q(pk__in=mine.values(case_id))
    return rows.filter(seen)


def people_who_see(case: Case) -> QuerySet[User]:
    """Active colleagues for whom the case exists: the rule of ``visible_cases``, asked from the other side."""
    roles = people.roles_that_may("respond.read")
    rows = people.colleagues(SYSTEM).filter(brands=case.brand_id, role__in=roles)
    seen = Q(scope="brand") | Q(memberships__team=case.team_id or 0) | Q(pk=case.assignee_id or 0)
    for table, person, is_on, case_id in GUESTS:
        guests = table._default_manager.filter(is_on, **{case_id: case.pk})
        seen |= Q(pk__in=guests.values(person))
    return rows.filter(seen).distinct()


def get_case(actor: Actor, number: str) -> Case:
    """One case by the number people read aloud, in any case of letters; raises NotFound, also for another brand's."""
    if not number.isprintable():
        raise NotFound
    rows = visible_cases(actor).defer(None).defer("search", "customer__search")
    case = rows.filter(number=number.strip().upper()[:20]).first()
    if case is None:
        raise NotFound
    return case


def search_cases(actor: Actor, text: str) -> QuerySet[Case]:
    """Cases found by number, words of the customer, name or order number; none for an empty search."""
    return visible_cases(actor).filter(matching(text))


def cases_of_customer(actor: Actor, customer_id: int) -> QuerySet[Case]:
    """Cases of a customer under any of the names that were merged, newest first."""
    customer = customers.get_customer(actor, customer_id)
    return visible_cases(actor).filter(customer_id__in=customers.family_ids(customer)).order_by("-id")


def case_for_feedback(feedback_id: int, *, actor: Actor = SYSTEM) -> Case | None:
    """The case that handles a feedback, or None. Screens pass their actor; only jobs ask as the system."""
    case_id = case_id_of(feedback_id)
    return None if case_id is None else visible_cases(actor).filter(pk=case_id).first()


def case_id_of(feedback_id: int) -> int | None:
    """The number by which rows know the case of a feedback, for the inside of this room; None without a case.

    Asked by itself: to plan one statement over the link and everything that a case is read with takes longer than two.
    """
    return CaseFeedback.objects.filter(feedback_id=feedback_id).values_list("case_id", flat=True).first()


def feedback_of_case(case: Case) -> list[Feedback]:
    """What customers said, the words that opened the case first."""
    ids = list(CaseFeedback.objects.filter(case=case).order_by("id").values_list("feedback_id", flat=True))
    rows = listen.feedback_by_ids(ids)
    # A part that went back into its whole was said in it already.
    return [rows[one] for one in ids if one in rows and rows[one].part_of_id not in rows]


def analysis_of_case(case: Case) -> Analysis | None:
    """What was understood of the words that opened the case."""
    link = CaseFeedback.objects.filter(case=case).order_by("id").values_list("feedback_id", flat=True).first()
    return None if link is None else understanding.current_analysis(link)


def saved_views(actor: Actor) -> list[SavedView]:
    """The actor's own views of the queue, by name."""
    if actor.user_id is None:
        return []
    return list(SavedView.objects.filter(owner_id=actor.user_id).order_by("name"))


def mentions_of(actor: Actor) -> QuerySet[Mention]:
    """Notes in which somebody called upon the actor and which are unseen, in cases that they may see; newest first."""
    visible = visible_cases(actor).values("id")
    rows = Mention.objects.filter(
        user_id=actor.user_id or 0, seen_at__isnull=True, message__case_id__in=visible
    )
    return rows.select_related("message__case__customer", "message__author").order_by("-id")


def unhandled_feedback(actor: Actor, case: Case) -> QuerySet[Feedback]:
    """What the customer of a case said to the same brand and no case handles, newest first."""
    if case.customer is None:
        return listen.visible_feedback(actor).none()
    said = listen.feedback_of_customer(actor, case.customer).filter(brand=case.brand_id, case_link=None)
    return said.order_by("-id")


def possible_assignees(actor: Actor, brand: Brand) -> QuerySet[User]:
    """Active colleagues of the brand whose role may answer customers."""
    return (
        people.colleagues(actor)
        .filter(brands=brand, role__in=people.roles_that_may("respond.reply"))
        .distinct()
    )


def assignable(actor: Actor, case: Case, *, now: datetime) -> list[Assignable]:
    """Who could take the case: its own team first, those on shift first, then by open work. Whom it is about is not."""
    users = list(possible_assignees(actor, case.brand).exclude(pk__in=recused_ids(case)))
    loads = loads_of([user.pk for user in users])
    on_shift = {user.pk for user in people.people_on_shift(case.team_id, now=now)} if case.team_id else set()
    members = set(case.team.members.values_list("id", flat=True)) if case.team else set()
    rows = [
        Assignable(user, loads.get(user.pk, IDLE).weight, user.pk in members, user.pk in on_shift)
        for user in users
    ]
    return sorted(rows, key=lambda row: (not row.is_in_team, not row.is_on_shift, row.load, row.user.name))


def recused_ids(case: Case) -> list[int]:
    """Colleagues who must not handle the case."""
    return list(Recusal.objects.filter(case=case).values_list("user_id", flat=True))


def case_ids_of_feedback(feedback_ids: Iterable[int]) -> dict[int, int]:
    """Feedback → case, for the inside of the house; feedback without a case is left out."""
    rows = CaseFeedback.objects.filter(feedback_id__in=list(feedback_ids))
    return dict(rows.values_list("feedback_id", "case_id"))


def cases_by_category(
    actor: Actor,
    *,
    category: str,
    since: datetime | None = None,
    until: datetime | None = None,
    brand: Brand | None = None,
) -> QuerySet[Case]:
    """Cases opened in a period (``since`` inclusive, ``until`` exclusive) for a category or a main part of one, newest
    first: what an improvement is made from.
    """
    rows = visible_cases(actor).filter(in_category(category)).order_by("-id")
    if brand is not None:
        rows = rows.filter(brand=brand)
    if since is not None:
        rows = rows.filter(opened_at__gte=since)
    return rows if until is None else rows.filter(opened_at__lt=until)


def in_category(category: str) -> Q:
    """The category itself and everything below it."""
    return Q(category=category) | Q(category__startswith=f"{category}.")


def behind_cases(case_ids: Iterable[int]) -> list[Behind]:
    """Whose words led to these cases, for the inside of the house, in order of case and feedback."""
    links = CaseFeedback.objects.filter(case_id__in=list(case_ids)).order_by("case_id", "id")
    rows = links.values_list(
        "case_id", "case__number", "feedback_id", "feedback__customer_id", "feedback__link"
    )
    return [Behind(*row) for row in rows]


def feedback_ids_of(case_ids: Iterable[int]) -> dict[int, list[int]]:
    """Case → its feedback, in order of linking."""
    found: dict[int, list[int]] = defaultdict(list)
    for case_id, feedback_id in (
        CaseFeedback.objects.filter(case_id__in=list(case_ids))
        .order_by("id")
        .values_list("case_id", "feedback_id")
    ):
        found[case_id].append(feedback_id)
    return dict(found)
