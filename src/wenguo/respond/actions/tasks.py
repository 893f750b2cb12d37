"""What is to be done for a case: written down, ticked off, or taken from the checklist of its category."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.respond.actions.deeds import CaseIsClosed, finish, held, note_event
from wenguo.respond.models import Case, Task, TaskTemplate
from wenguo.respond.queries.cases import possible_assignees
from wenguo.respond.queries.tasks import checklist_for

if TYPE_CHECKING:
    from wenguo.people.models import Brand, User

LONGEST_TITLE = 200
MOST_OPEN = 50
MOST_STEPS = 30


@transaction.atomic
def add_task(
    *, actor: Actor, case: Case, title: str, owner: User | None, due_at: datetime | None, now: datetime
) -> Task:
    """Write down one thing to do; without an owner it is everybody's who has the case.

    Raises Invalid for no words, an owner who may not answer this brand's customers, or a time that has passed.
    """
    actor.require("respond.reply", case)
    title = _checked_title(title)
    if due_at is not None and due_at <= now:
        raise Invalid(_("Choose a time that lies ahead."), due_at="past")
    case = _open_case(actor, case)
    if owner is not None and not possible_assignees(actor, case.brand).filter(pk=owner.pk).exists():
        raise Invalid(_("This colleague cannot take cases of this brand."), owner=str(owner.pk))
    if Task.objects.filter(case=case, done_at__isnull=True).count() >= MOST_OPEN:
        raise Invalid(_("A case has at most 50 open tasks."), title="too_many")
    task = Task.objects.create(
        case=case, title=title, owner=owner, due_at=due_at, created_at=now, created_by_name=actor.name[:150]
    )
    note_event(actor, case, "task_added", now=now, title=title, task=task.pk)
    finish(actor, case, "task_added", now=now, fields=[])
    return task


@transaction.atomic
def tick_task(*, actor: Actor, case: Case, task_id: int, is_done: bool, now: datetime) -> Task:
    """Tick a task off, or take the tick away again. The same tick twice changes nothing."""
    actor.require("respond.reply", case)
    case = held(actor, case)
    task = Task.objects.select_for_update(no_key=True).filter(case=case, pk=task_id).first()
    if task is None:
        raise NotFound
    if (task.done_at is not None) == is_done:
        return task
    task.done_at = now if is_done else None
    task.done_by_name = actor.name[:150] if is_done else ""
    task.save(update_fields=["done_at", "done_by_name"])
    kind = "task_done" if is_done else "task_undone"
    note_event(actor, case, kind, now=now, title=task.title, task=task.pk)
    finish(actor, case, kind, now=now, fields=[])
    return task


@transaction.atomic
def add_checklist(*, actor: Actor, case: Case, now: datetime) -> list[Task]:
    """Put the steps that cases of this category usually need on the case; those that stand there already stay."""
    actor.require("respond.reply", case)
    case = _open_case(actor, case)
    known = set(Task.objects.filter(case=case).values_list("title", flat=True))
    steps = [(in_language(step.title), step.due_minutes) for step in checklist_for(case)]
    tasks = [
        Task(
            case=case,
            title=title[:LONGEST_TITLE],
            due_at=now + timedelta(minutes=minutes) if minutes else None,
            created_at=now,
            created_by_name=actor.name[:150],
        )
        for title, minutes in steps
        if title and title not in known
    ]
    if tasks:
        Task.objects.bulk_create(tasks)
        note_event(actor, case, "checklist_added", now=now, count=len(tasks))
        finish(actor, case, "checklist_added", now=now, fields=[])
    return tasks


@transaction.atomic
def set_checklist(
    *,
    actor: Actor,
    brand: Brand,
    category: str,
    steps: Sequence[tuple[dict[str, str], int | None]],
    now: datetime,
) -> list[TaskTemplate]:
    """Say which steps cases of a category need (an empty category: all cases of the brand), in order.

    ``steps`` are (bilingual title, minutes until due or None). Raises Invalid for a step without words.
    """
    actor.require("respond.settings", brand)
    if len(steps) > MOST_STEPS:
        raise Invalid(_("A checklist has at most 30 steps."), steps="too_many")
    rows = [
        TaskTemplate(
            brand=brand,
            category=category[:60],
            title={language: _checked_title(words) for language, words in title.items()},
            due_minutes=minutes,
            position=place,
        )
        for place, (title, minutes) in enumerate(steps)
    ]
    TaskTemplate.objects.filter(brand=brand, category=category[:60]).delete()
    TaskTemplate.objects.bulk_create(rows)
    record(actor, "checklist.set", brand, at=now, category=category, steps=len(rows))
    return rows


def _open_case(actor: Actor, case: Case) -> Case:
    row = held(actor, case)
    if row.status == Case.Status.CLOSED:
        raise CaseIsClosed
    return row


def _checked_title(title: str) -> str:
    title = " ".join(title.replace("\x00", "").split())
    if not title:
        raise Invalid(_("Write a few words."), title="empty")
    if len(title) > LONGEST_TITLE:
        raise Invalid(_("At most 200 characters."), title="too_long")
    return title
