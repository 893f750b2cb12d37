"""What is to be done."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.people import queries as people
from wenguo.respond.models import Case, Task, TaskTemplate
from wenguo.respond.queries.cases import visible_cases


def tasks_of(case: Case) -> list[Task]:
    """The tasks of a case that the reader may see: open ones by due time, then those that are done."""
    rows = Task.objects.filter(case=case).select_related("owner")
    return list(rows.order_by(F("done_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "id"))


def my_tasks(actor: Actor) -> QuerySet[Task]:
    """What the actor is to do, across all cases, by due time; what belongs to a case of theirs counts as well."""
    mine = Q(owner_id=actor.user_id) | Q(owner__isnull=True, case__assignee_id=actor.user_id)
    rows = Task.objects.filter(
        mine, done_at__isnull=True, case__in=visible_cases(actor).order_by().values("id")
    )
    if actor.user_id is None:
        rows = rows.none()
    return rows.select_related("case__customer").order_by(F("due_at").asc(nulls_last=True), "id")


def checklist_for(case: Case) -> list[TaskTemplate]:
    """The steps of the most exact checklist of the brand: of the category, of its main part, or of all cases."""
    main = case.category.partition(".")[0]
    rows = TaskTemplate.objects.filter(brand=case.brand_id, category__in={case.category, main, ""})
    by_category: dict[str, list[TaskTemplate]] = {}
    for row in rows.order_by("position", "id"):
        by_category.setdefault(row.category, []).append(row)
    return next((by_category[code] for code in (case.category, main, "") if code in by_category), [])


def checklists(actor: Actor) -> QuerySet[TaskTemplate]:
    """Every checklist of the actor's brands, by brand, category and order."""
    rows = TaskTemplate.objects.filter(brand__in=people.visible_brands(actor)).select_related("brand")
    return rows.order_by("brand_id", "category", "position", "id")
