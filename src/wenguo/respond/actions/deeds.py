"""What every deed on a case begins and ends with: the row held still, the event written, the rooms above told."""

from datetime import datetime
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.respond.actions.notices import tell_watchers
from wenguo.respond.actions.page_notices import mark_changed
from wenguo.respond.events import CaseChanged
from wenguo.respond.models import Case, CaseEvent
from wenguo.respond.queries import visible_cases

MAX_TEXT = 10_000
RELATED = ("brand", "customer", "place", "team", "assignee")


class CaseIsClosed(Refused):
    """A closed case is reopened first, so that its clocks run and everybody sees it again."""

    code = "case_is_closed"
    message = _("This case is closed. Reopen it first.")


class CaseIsMerged(Refused):
    """It lives on under another number; parting them is what brings it back."""

    code = "case_is_merged"
    message = _("This case was merged into another one. Part them first.")


class NotResolved(Refused):
    """Only what is resolved, with outcome and cause, can be followed up and closed."""

    code = "not_resolved"
    message = _("Resolve the case first: outcome and cause are still missing.")


class AlreadyResolved(Refused):
    """It has been resolved in the meantime."""

    code = "already_resolved"
    message = _("This case is resolved already. Reopen it if something is left to do.")


class NotClosed(Refused):
    """Only a resolved or closed case can be reopened."""

    code = "not_closed"
    message = _("This case is still open.")


class ReplyNotSent(Refused):
    """A case must not close while an answer to the customer may never have arrived."""

    code = "reply_not_sent"
    message = _(
        "A reply has not reached the customer yet, or nobody knows whether it did. Settle that first."
    )


def held(actor: Actor, case: Case) -> Case:
    """The case as it is now, locked until the end of the transaction; raises NotFound if the actor may not see it.

    The lock leaves keys alone (NO KEY UPDATE): rows that merely refer to the case need not wait. Brand, customer and
    hands are taken over from the given case where they are still the same: to join all of them again costs more than
    the row itself.
    """
    rows = visible_cases(actor).select_related(None).defer(None).defer("search").filter(pk=case.pk)
    row = rows.select_for_update(of=("self",), no_key=True).first()
    if row is None:
        raise NotFound
    for field in Case._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or field.name not in RELATED or not field.is_cached(case):
            continue
        if getattr(case, field.attname) == getattr(row, field.attname):
            field.set_cached_value(row, field.get_cached_value(case))
    return row


def note_event(actor: Actor, case: Case, kind: str, *, now: datetime, **data: Any) -> None:
    """Add one line to the life of the case; whoever is to hear of it does."""
    event = CaseEvent.objects.create(
        case=case,
        at=now,
        kind=kind,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=actor.name[:150],
        data=data,
    )
    mark_changed(actor, case, kind, now=now)
    tell_watchers(actor, case, event)


def finish(actor: Actor, case: Case, deed: str, *, now: datetime, fields: list[str], news: str = "") -> None:
    """Store the changed fields, write the audit, tell open screens and, where it counts, the rooms above."""
    case.changed_at = now
    # Whatever happened may move it: scored again within a minute, in one go with others.
    case.rank_due_at = now
    case.save(update_fields=list(dict.fromkeys([*fields, "changed_at", "rank_due_at"])))
    record(actor, f"case.{deed}", case, at=now)
    if news:
        publish(CaseChanged(case_id=case.pk, what=news))
    announce("case", case.pk, brand_id=case.brand_id)


def checked_text(text: str, field: str = "text", *, is_required: bool = True) -> str:
    """The text without white space around it. Raises Invalid when it is empty or too long."""
    text = text.replace("\x00", "").strip()
    if is_required and not text:
        raise Invalid(_("Write a few words."), **{field: "empty"})
    if len(text) > MAX_TEXT:
        raise Invalid(_("This is too long: at most 10,000 characters."), **{field: "too_long"})
    return text
