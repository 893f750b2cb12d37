"""Promises that are near are warned of, those whose time has passed are broken and go up, each once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.actor import SYSTEM
from wenguo.base.wording import moment_words
from wenguo.people import queries as people
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import finish, note_event
from wenguo.respond.actions.escalating import escalate
from wenguo.respond.actions.notices import call, tell
from wenguo.respond.actions.promising import told
from wenguo.respond.domain.escalation import EXECUTIVE, SPECIALISTS
from wenguo.respond.models import Case, Mention, Promise

BATCH = 200
WORKED_ON = (Case.Status.OPEN, Case.Status.WAITING)
State = Promise.State


def raise_promise_alarms(*, now: datetime, brand_id: int | None = None) -> int:
    """Warn of open promises that are near and break those that are over; gives how many alarms were raised.

    ``brand_id`` looks at one brand only.

    Whoever is being changed at this moment is skipped and found again a few seconds later. After downtime what is over
    is broken at once, and not warned of as well.
    """
    raised = 0
    ours = Q() if brand_id is None else Q(case__brand_id=brand_id)
    for kind in ("broken", "warned"):
        due = ours & _due(kind, now)
        # A look without a transaction first: every few seconds, and almost always nothing is due.
        if not Promise.objects.filter(due, state=State.OPEN).exists():
            continue
        while count := _raise(kind, due, now):
            raised += count
            if count < BATCH:
                break
    return raised


def _due(kind: str, now: datetime) -> Q:
    if kind == "broken":
        return Q(due_at__lte=now)
    return Q(warn_at__lte=now, due_at__gt=now, warned_at__isnull=True)


@transaction.atomic
def _raise(kind: str, condition: Q, now: datetime) -> int:
    rows = Promise.objects.select_for_update(skip_locked=True, of=("self", "case"), no_key=True)
    order = "due_at" if kind == "broken" else "warn_at"
    due = list(
        rows.filter(condition, state=State.OPEN).select_related("case", "owner").order_by(order, "id")[:BATCH]
    )
    for row in due:
        (_break if kind == "broken" else _warn)(row, now)
    return len(due)


def _warn(row: Promise, now: datetime) -> None:
    row.warned_at = now
    row.save(update_fields=["warned_at"])
    note_event(SYSTEM, row.case, "promise_warned", now=now, **told(row))
    if row.owner_id:
        key = f"promise-{row.pk}-near"
        tell(row.case, [row.owner_id], kind="promise", what="promise_warned", key=key, now=now)
    finish(SYSTEM, row.case, "promise_warned", now=now, fields=[])


def _break(row: Promise, now: datetime) -> None:
    row.state, row.broken_at = State.BROKEN, now
    row.warned_at = row.warned_at or now
    row.save(update_fields=["state", "broken_at", "warned_at"])
    note_event(SYSTEM, row.case, "promise_broken", now=now, **told(row))
    _lift(row, now)
    _call(row, now)
    finish(SYSTEM, row.case, "promise_broken", now=now, fields=[], news="promise_broken")


def _call(row: Promise, now: datetime) -> None:
    """A note that calls the owner and their leads, save whom lifting the case has just called."""
    just_now = Mention.objects.filter(message__case=row.case, message__created_at=now)
    called = leads_of(row.case) | ({row.owner_id} if row.owner_id else set())
    called -= set(just_now.values_list("user_id", flat=True))
    owner = row.owner
    with translation.override(owner.language if owner else None):
        words = _("A promise was not kept: “%(text)s”, due %(due)s. Apologise, and make it good.") % {
            "text": row.text,
            "due": moment_words(row.due_at, now=now),
        }
    note = add_message(SYSTEM, row.case, words, direction="note", channel="", now=now)
    note_event(SYSTEM, row.case, "noted", now=now, message=note.pk, mentions=sorted(called))
    call(note, called, now=now, kind="promise")


def _lift(row: Promise, now: datetime) -> None:
    """The case goes one level up, unless it is at the top or settled."""
    case = row.case
    if case.status not in WORKED_ON or case.level >= EXECUTIVE:
        return
    owner = row.owner
    with translation.override(owner.language if owner else None):
        reason = _("A promise was broken: %(text)s") % {"text": row.text}
    escalate(actor=SYSTEM, case=case, level=max(SPECIALISTS, case.level + 1), reason=reason, now=now)


def leads_of(case: Case) -> set[int]:
    """Who leads the team of a case; where nobody does, the leads of its brand."""
    ids: set[int] = set()
    if case.team_id is not None:
        ids = set(people.team_leads(case.team_id))
    return ids or set(
        people.colleagues(SYSTEM).filter(brands=case.brand_id, role="lead").values_list("id", flat=True)
    )
