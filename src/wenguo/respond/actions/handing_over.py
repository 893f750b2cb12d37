"""Cases change hands with a note: at the end of a shift, for a leave, or because somebody says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, Refused
from wenguo.people import queries as people
from wenguo.respond.actions.assigning import FIELDS, IsConcerned, put_into
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held
from wenguo.respond.actions.routing import route
from wenguo.respond.domain.handover import Policy, Work, cannot_wait
from wenguo.respond.models import Case, Handover
from wenguo.respond.queries.cases import case_rows, possible_assignees, recused_ids, visible_cases
from wenguo.respond.queries.handover import handover_note
from wenguo.respond.queries.workload import WORKED_ON

if TYPE_CHECKING:
    from wenguo.people.models import Team, User

# Who is still finishing a reply keeps the case a little while after the bell.
GRACE = timedelta(minutes=10)
MOST_AT_ONCE = 200


@transaction.atomic
def hand_over(*, actor: Actor, case: Case, to: User, note: str, now: datetime) -> Case:
    """Give a case to a colleague with what they should know.

    Raises Invalid without a note, CaseIsClosed, IsConcerned.
    """
    actor.require("respond.assign", case)
    body = checked_text(note, "note")
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if not possible_assignees(actor, case.brand).filter(pk=to.pk).exists():
        raise Invalid(_("This colleague cannot take cases of this brand."), to=str(to.pk))
    if to.pk in recused_ids(case):
        raise IsConcerned
    before = case.assignee
    if case.assignee_id != to.pk:
        put_into(actor, case, assignee=to, now=now)
        _write(actor, case, body, before=before, now=now, reason="")
        finish(actor, case, "handed_over", now=now, fields=FIELDS)
    return case


def hand_over_all(
    *, actor: Actor, source: User, to: User | None, numbers: Sequence[str] = (), reason: str, now: datetime
) -> tuple[int, list[str]]:
    """Everything that somebody has in work (or only these numbers) goes to one colleague, or by the rules of routing.

    Gives how many changed hands and the numbers of those that could not be given. Each goes with its drafted note.
    """
    actor.require("respond.assign")
    rows = visible_cases(actor).filter(assignee_id=source.pk, closed_at__isnull=True, status__in=WORKED_ON)
    if numbers:
        rows = rows.filter(number__in=list(numbers))
    moved, left = 0, []
    for case in list(rows.order_by("-priority", "id")[:MOST_AT_ONCE]):
        try:
            is_moved = _moved(actor, case, to=to, reason=reason, now=now)
        except Refused:
            is_moved = False
        moved += is_moved
        if not is_moved:
            left.append(case.number)
    return moved, left


def hand_over_shifts(*, now: datetime) -> int:
    """Whose shift or presence in the house is over: what cannot wait goes to those who are there, with a note each."""
    rows = Case.objects.filter(closed_at__isnull=True, status__in=WORKED_ON, assignee__isnull=False)
    ids = list(rows.order_by().values_list("assignee_id", flat=True).distinct())
    already = {user.pk for user in people.gone_home(ids, now=now - GRACE)}
    gone = [user for user in people.gone_home(ids, now=now) if user.pk in already]
    return sum(_handed_over(user, now) for user in gone)


def _handed_over(user: User, now: datetime) -> int:
    back_at = people.back_at(user, now=now) if user.is_active else None
    rows = case_rows().filter(assignee_id=user.pk, closed_at__isnull=True, status__in=WORKED_ON)
    by_policy: dict[str, list[Work]] = defaultdict(list)
    for case in rows:
        policy = case.team.handover if case.team else "due"
        is_waiting = case.status == Case.Status.WAITING
        by_policy[policy].append(Work(case.pk, case.priority, case.next_due_at, is_waiting))
    count = 0
    for policy, work in by_policy.items():
        for case_id in cannot_wait(work, policy=cast("Policy", policy), back_at=back_at):
            count += _after_shift(case_id, user, now)
    return count


@transaction.atomic
def _after_shift(case_id: int, user: User, now: datetime) -> bool:
    rows = case_rows().select_for_update(of=("self",), no_key=True, skip_locked=True)
    case = rows.filter(pk=case_id, assignee_id=user.pk, closed_at__isnull=True).first()
    if case is None:
        return False
    return _rerouted(SYSTEM, case, user, reason=_shift_is_over(user), now=now)


@transaction.atomic
def _moved(actor: Actor, case: Case, *, to: User | None, reason: str, now: datetime) -> bool:
    case = held(actor, case)
    before = case.assignee
    if before is None or (to is not None and to.pk == before.pk):
        return False
    if to is None:
        return _rerouted(actor, case, before, reason=reason, now=now)
    if to.pk in recused_ids(case) or not possible_assignees(actor, case.brand).filter(pk=to.pk).exists():
        raise IsConcerned
    put_into(actor, case, assignee=to, now=now)
    body = handover_note(case, language=_language(to), now=now)
    _write(actor, case, body, before=before, now=now, reason=reason)
    finish(actor, case, "handed_over", now=now, fields=FIELDS)
    return True


def _rerouted(actor: Actor, case: Case, before: User, *, reason: str, now: datetime) -> bool:
    """To whoever can take it now; where nobody can, the case is seen by all as unassigned and tried again."""
    team: Team | None = case.team
    fields = route(case, now=now, team=team, without=(before.pk,), why=reason)
    to = people.colleagues(SYSTEM).filter(pk=case.assignee_id).first() if case.assignee_id else None
    body = handover_note(case, language=_language(to), now=now)
    _write(actor, case, body, before=before, now=now, reason=reason, to=to)
    finish(actor, case, "handed_over", now=now, fields=fields)
    return True


def _write(
    actor: Actor,
    case: Case,
    body: str,
    *,
    before: User | None,
    now: datetime,
    reason: str,
    to: User | None = None,
) -> None:
    to = to or case.assignee
    with translation.override(_language(to)):
        facts = {"before": before or gettext("nobody"), "to": to or gettext("the team")}
        head = gettext("Handed over from %(before)s to %(to)s.") % facts
    text = "\n".join(part for part in (head, reason, body) if part)
    note = add_message(actor, case, text, direction="note", channel="", now=now)
    Handover.objects.create(
        case=case, from_user=before, to_user=to, note=note, reason=reason[:200], created_at=now
    )


def _shift_is_over(user: User) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("The shift of %(name)s is over.") % {"name": user.name}


def _language(user: User | None) -> str:
    return user.language if user else settings.LANGUAGE_CODE
