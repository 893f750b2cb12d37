"""Two cases become one, and can be parted again exactly; or they stay two and know of each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, Refused
from wenguo.customers import queries as customers
from wenguo.respond.actions.clocks import drop_clocks, place_in_queue
from wenguo.respond.actions.deeds import CaseIsClosed, CaseIsMerged, finish, held, note_event
from wenguo.respond.actions.owing import no_panel_is_open
from wenguo.respond.models import Case, CaseFeedback, CaseLink, CaseMerge, Deadline, Message, Task, Watch
from wenguo.respond.queries import get_case

# What belongs to a case and moves with it. The events of each stay: they are what happened under that number.
MOVES: dict[str, type[models.Model]] = {"feedback": CaseFeedback, "messages": Message, "tasks": Task}
# Parting gives back every column but these: who it is, when it changed last, and what is made from its words.
NOT_KEPT = {"id", "changed_at", "search"}
KEPT = tuple(field.attname for field in Case._meta.concrete_fields if field.attname not in NOT_KEPT)


class OtherCustomers(Refused):
    """Each customer reads the conversation of their case: merging would show one what the other wrote."""

    code = "other_customers"
    message = _(
        "These cases belong to different customers. Link them, or join them in an incident; merging would show one "
        "customer what the other wrote."
    )


class NotMerged(Refused):
    """It stands on its own already."""

    code = "not_merged"
    message = _("This case is not merged into another one.")


@transaction.atomic
def merge(*, actor: Actor, case: Case, into: Case, now: datetime) -> CaseMerge:
    """Carry a case on under the number of another one of the same customer: letters, notes and tasks move there.

    Raises Invalid for the same case, another brand or a closed target, OtherCustomers, CaseIsMerged,
    PanelOpen.
    """
    actor.require("respond.resolve", case)
    if case.pk == into.pk or case.brand_id != into.brand_id:
        raise Invalid(_("Choose another case of the same brand."), into="choice")
    kept, absorbed = _both(actor, into, case)
    if absorbed.merged_into_id is not None or kept.merged_into_id is not None:
        raise CaseIsMerged
    if kept.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if not _same_customer(kept, absorbed):
        raise OtherCustomers
    no_panel_is_open(absorbed)
    before = _before(absorbed)
    moved = {name: _move(table, absorbed, kept) for name, table in MOVES.items()}
    _follow(absorbed, kept, now)
    drop_clocks(absorbed, at=now)
    absorbed.status, absorbed.closed_at, absorbed.merged_into = Case.Status.CLOSED, now, kept
    row = CaseMerge.objects.create(
        kept=kept,
        absorbed=absorbed,
        moved=moved,
        before=before,
        merged_at=now,
        merged_by_name=actor.name[:150],
    )
    note_event(actor, absorbed, "merged_away", now=now, number=kept.number)
    note_event(actor, kept, "merged_in", now=now, number=absorbed.number)
    fields = ["status", "closed_at", "merged_into", *place_in_queue(absorbed)]
    finish(actor, absorbed, "merged", now=now, fields=fields, news="merged")
    finish(actor, kept, "absorbed", now=now, fields=[], news="merged")
    return row


@transaction.atomic
def unmerge(*, actor: Actor, case: Case, now: datetime) -> Case:
    """Part a merged case from the other: what came with it goes back with it; what came later stays.

    Raises NotMerged.
    """
    actor.require("respond.resolve", case)
    row = CaseMerge.objects.filter(absorbed=case, undone_at__isnull=True).select_related("kept").first()
    if row is None:
        raise NotMerged
    kept, absorbed = _both(actor, row.kept, case)
    for name, table in MOVES.items():
        table._default_manager.filter(pk__in=row.moved.get(name, []), case=kept).update(case=absorbed)
    _give_back(absorbed, row.before)
    CaseMerge.objects.filter(pk=row.pk).update(undone_at=now)
    note_event(actor, kept, "parted", now=now, number=absorbed.number)
    note_event(actor, absorbed, "parted", now=now, number=kept.number)
    finish(actor, absorbed, "parted", now=now, fields=[_column(name).name for name in KEPT], news="parted")
    finish(actor, kept, "parted", now=now, fields=[], news="parted")
    return absorbed


@transaction.atomic
def link_cases(*, actor: Actor, case: Case, number: str, kind: str, now: datetime) -> CaseLink:
    """Note that two cases have to do with each other; the same link twice is one. Raises Invalid, NotFound."""
    actor.require("respond.reply", case)
    other = get_case(actor, number)
    if other.pk == case.pk or kind not in CaseLink.Kind.values:
        raise Invalid(_("Choose another case."), number="choice")
    first, second = sorted((case, other), key=lambda one: one.pk)
    facts = {"kind": kind, "linked_at": now, "linked_by_name": actor.name[:150]}
    link, is_new = CaseLink.objects.get_or_create(first=first, second=second, defaults=facts)
    if is_new:
        for one, another in ((case, other), (other, case)):
            note_event(actor, one, "linked", now=now, number=another.number)
        finish(actor, case, "linked", now=now, fields=[])
    return link


@transaction.atomic
def unlink_cases(*, actor: Actor, case: Case, number: str, now: datetime) -> None:
    """They have nothing to do with each other after all; where there is no link, nothing changes."""
    actor.require("respond.reply", case)
    other = get_case(actor, number)
    first, second = sorted((case.pk, other.pk))
    if CaseLink.objects.filter(first_id=first, second_id=second).delete()[0]:
        finish(actor, case, "unlinked", now=now, fields=[])


def _both(actor: Actor, kept: Case, absorbed: Case) -> tuple[Case, Case]:
    # Always the lower number first, so that two merges at once never wait for each other.
    rows = {row.pk: held(actor, row) for row in sorted((kept, absorbed), key=lambda one: one.pk)}
    return rows[kept.pk], rows[absorbed.pk]


def _follow(absorbed: Case, kept: Case, now: datetime) -> None:
    """Whoever watched the one hears from now on of the other."""
    users = Watch.objects.filter(case=absorbed).values_list("user_id", flat=True)
    rows = (Watch(case=kept, user_id=user_id, watched_at=now) for user_id in users)
    Watch.objects.bulk_create(rows, ignore_conflicts=True)


def _same_customer(kept: Case, absorbed: Case) -> bool:
    if kept.customer is None or absorbed.customer is None:
        return False
    return kept.customer_id == absorbed.customer_id or kept.customer_id in customers.family_ids(
        absorbed.customer
    )


def _move(table: type[models.Model], absorbed: Case, kept: Case) -> list[int]:
    rows = table._default_manager.filter(case=absorbed)
    if table is Message:
        # News of an incident was told to both; the twin stays where it is.
        keys = Message.objects.filter(case=kept).exclude(request_key="").values("request_key")
        rows = rows.exclude(request_key__in=keys)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.filter(pk__in=ids).update(case=kept)
    return ids


def _before(absorbed: Case) -> dict[str, Any]:
    clocks = Deadline.objects.filter(case=absorbed, state__in=("running", "paused")).order_by("id")
    columns = Deadline._meta.concrete_fields
    return {
        "case": {name: _plain(absorbed, _column(name)) for name in KEPT},
        "clocks": [{field.attname: _plain(clock, field) for field in columns} for clock in clocks],
    }


def _plain(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField) or isinstance(value, (str, int)):
        return value
    # As the field writes it for itself, to the microsecond: a clock that is given back runs on as if nothing had been.
    return field.value_to_string(row)


def _give_back(absorbed: Case, before: dict[str, Any]) -> None:
    for name, value in before["case"].items():
        setattr(absorbed, name, _column(name).to_python(value))
    columns = {field.attname: field for field in Deadline._meta.concrete_fields}
    for clock in before["clocks"]:
        values = {name: columns[name].to_python(value) for name, value in clock.items()}
        Deadline.objects.filter(pk=values.pop("id")).update(**values)


def _column(name: str) -> models.Field[Any, Any]:
    return next(field for field in Case._meta.concrete_fields if field.attname == name)
