"""What stands in a brand's own fields of a case: written by a form, judged by its rules, told with before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid
from wenguo.governance.actions import record
from wenguo.listen import actions as listen, queries as own
from wenguo.respond.actions.deeds import CaseIsClosed, finish, held, note_event
from wenguo.respond.models import Case
from wenguo.respond.queries.fields import facts_for_form
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import OwnForm
    from wenguo.listen.queries import FieldRule, Item
    from wenguo.people.models import Brand
    from wenguo.respond.queries import QueueFilters

# Personal data is not copied into the record of changes: it would outlive its deletion there.
HIDDEN = "•••"


@transaction.atomic
def set_fields(*, actor: Actor, case: Case, values: Mapping[str, Any], now: datetime) -> Case:
    """Fill in own fields of a case; None empties one, what is not named stays. Writing the same again changes nothing.

    Raises FieldsInvalid (also for what the case's form requires and nobody gave), CaseIsClosed.
    """
    actor.require("respond.reply", case)
    case = held(actor, case)
    if case.closed_at is not None:
        raise CaseIsClosed
    if changed := write_fields(actor, case, values, place="case", now=now):
        finish(actor, case, "fields_set", now=now, fields=changed, news="fields_set")
    return case


def set_own_form(
    *,
    actor: Actor,
    brand: Brand,
    place: str,
    category: str,
    items: Sequence[Item],
    rules: Sequence[FieldRule],
    now: datetime,
) -> OwnForm:
    """Say which fields are asked for at a place, for a category that cases can have; the same again replaces it.

    Raises Invalid, as listen does, and for a category that does not exist: such a form would never be asked.
    """
    if category and not understanding.is_category(category):
        raise Invalid(_("The form cannot be kept like this. Check the marked parts."), category="choice")
    return listen.set_own_form(
        actor=actor, brand=brand, place=place, category=category, items=items, rules=rules, now=now
    )


@transaction.atomic
def note_export(*, actor: Actor, filters: QueueFilters, now: datetime) -> None:
    """Somebody takes cases out of the house as a file: the record says who, and which. Raises NotAllowed."""
    actor.require("respond.read")
    actor.require("measure.export")
    record(actor, "cases.exported", Case(id=0), at=now, filters=filters.as_values())


def write_fields(
    actor: Actor, case: Case, values: Mapping[str, Any], *, place: str, now: datetime
) -> list[str]:
    """The same on a case that is held; gives the columns to store, none if nothing changed. Raises FieldsInvalid."""
    layout = own.form_for(case.brand_id, place=place, category=case.category)
    if not layout.items and not values:
        return []
    fields = own.own_fields(case.brand_id, with_archived=True)
    before = dict(case.fields)
    after = listen.filled_in(fields, layout, facts=facts_for_form(case), given=values, stored=before)
    changed = [row for row in fields if before.get(row.code) != after.get(row.code)]
    if not changed:
        return []
    case.fields = after
    told = [
        {
            "code": row.code,
            "name": row.name,
            "before": HIDDEN if row.is_personal else before.get(row.code),
            "after": HIDDEN if row.is_personal else after.get(row.code),
        }
        for row in changed
    ]
    note_event(actor, case, "fields_set", now=now, changes=told)
    record(actor, "case.fields_changed", case, at=now, changes=told)
    return ["fields"]


def taken_over(case: Case, given: Mapping[str, Any]) -> list[str]:
    """What came with more feedback fills the fields that are still empty; gives the columns to store."""
    merged = {**given, **case.fields}
    if merged == case.fields:
        return []
    case.fields = merged
    return ["fields"]
