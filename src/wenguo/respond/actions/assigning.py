"""Who takes a case: given by somebody, or taken as the next one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.respond.actions.deeds import CaseIsClosed, finish, held, note_event
from wenguo.respond.domain.moves import after, shipped
from wenguo.respond.models import Case
from wenguo.respond.queries import visible_cases
from wenguo.respond.queries.cases import possible_assignees, recused_ids

if TYPE_CHECKING:
    from wenguo.people.models import User

FIELDS = ["assignee", "assigned_because", "stage"]


class IsConcerned(Refused):
    """Nobody handles a complaint about themselves."""

    code = "is_concerned"
    message = _("The case is about this colleague. Give it to somebody who is not involved.")


@transaction.atomic
def assign(*, actor: Actor, case: Case, assignee: User | None, now: datetime) -> Case:
    """Put the case into somebody's hands, or lay it back for the team (``None``). The same hands change nothing.

    Raises Invalid for somebody who may not answer this brand's customers, IsConcerned for somebody whom the case is
    about, CaseIsClosed.
    """
    actor.require("respond.assign", case)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if assignee is not None and not possible_assignees(actor, case.brand).filter(pk=assignee.pk).exists():
        raise Invalid(_("This colleague cannot take cases of this brand."), assignee=str(assignee.pk))
    if assignee is not None and assignee.pk in recused_ids(case):
        raise IsConcerned
    if case.assignee_id != (assignee.pk if assignee else None):
        put_into(actor, case, assignee=assignee, now=now)
        finish(actor, case, "assigned", now=now, fields=FIELDS)
    return case


@transaction.atomic
def take_next(*, actor: Actor, now: datetime) -> Case | None:
    """The most pressing case that waits for a first answer: one of the actor's own, or one that nobody has.

    Two people asking at the same moment never get the same one. None when there is nothing to do.
    """
    actor.require("respond.reply")
    if actor.user_id is None:
        raise NotAllowed
    waiting = visible_cases(actor).filter(closed_at__isnull=True, status=Case.Status.OPEN)
    own = _first(waiting.filter(assignee_id=actor.user_id, first_replied_at__isnull=True))
    mine = waiting.exclude(recusals__user_id=actor.user_id)
    free = _first(mine.filter(_in_reach(actor), assignee__isnull=True))
    if free is None or (own is not None and own.priority >= free.priority):
        return own
    me = possible_assignees(actor, free.brand).filter(pk=actor.user_id).first()
    if me is None:
        return own
    put_into(actor, free, assignee=me, now=now)
    finish(actor, free, "taken", now=now, fields=FIELDS)
    return free


def _in_reach(actor: Actor) -> Q:
    # Cases of the actor's teams first of all; whoever is in no team helps everywhere.
    return Q() if actor.team_ids is None else Q(team_id__in=sorted(actor.team_ids))


def _first(rows: QuerySet[Case]) -> Case | None:
    return (
        rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
        .order_by("-priority", "id")
        .first()
    )


def put_into(actor: Actor, case: Case, *, assignee: User | None, now: datetime) -> None:
    """A case that is held comes into these hands, with the reason; the caller stores FIELDS."""
    name = actor.name
    is_own = assignee is not None and assignee.pk == actor.user_id
    if assignee is None:
        because = {"zh": f"{name}放回团队", "en": f"Laid back by {name}"}
    elif is_own:
        because = {"zh": f"{name}自己接手", "en": f"Taken by {name}"}
    else:
        because = {"zh": f"{name}指派", "en": f"Given by {name}"}
    case.assignee = assignee
    case.assigned_because = because
    if assignee is not None:
        case.stage = after(shipped(), "assign", stage=case.stage)
    facts = {"name": assignee.name if assignee else "", "user_id": assignee.pk if assignee else None}
    note_event(actor, case, "assigned" if assignee else "unassigned", now=now, because=because, **facts)
