"""Whose case it is, between departments: returned with a reason, twice at most, then somebody decides for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.people import queries as people
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import CaseIsClosed, finish, held, note_event
from wenguo.respond.actions.notices import call
from wenguo.respond.actions.routing import route
from wenguo.respond.models import Case, CaseReturn
from wenguo.respond.queries.escalation import settings_of

if TYPE_CHECKING:
    from wenguo.people.models import Team

MOST_RETURNS = 2
MAX_REASON = 500
DECIDERS = frozenset({"lead", "administrator"})


class RuledAlready(Refused):
    """What was decided stays decided."""

    code = "ruled_already"
    message = _("It has been decided whose case this is. It cannot be returned again.")


class NoDispute(Refused):
    """There is nothing to decide."""

    code = "no_dispute"
    message = _("Nobody disputes whose case this is.")


@transaction.atomic
def return_case(*, actor: Actor, case: Case, team: Team, reason: str, now: datetime) -> Case:
    """It is not ours but that team's: it goes there with the reason. The third time it stays, and an arbiter is called.

    Raises Invalid without a reason or for the same team, RuledAlready, CaseIsClosed.
    """
    actor.require("respond.assign", case)
    reason = _reason(reason)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if team.brand_id != case.brand_id or team.pk == case.team_id:
        raise Invalid(_("Choose another team of this brand."), team="choice")
    last = _last(case)
    if last is not None and last.kind == CaseReturn.Kind.RULING:
        raise RuledAlready
    if case.bounces >= MOST_RETURNS:
        return (
            case
            if last and last.kind == CaseReturn.Kind.DISPUTE
            else _dispute(actor, case, team, reason, now)
        )
    _note(actor, case, "return", team=team, reason=reason, now=now)
    case.bounces += 1
    note_event(actor, case, "returned", now=now, team=team.name, reason=reason)
    fields = [*route(case, now=now, team=team, why=reason), "bounces"]
    finish(actor, case, "returned", now=now, fields=fields)
    return case


@transaction.atomic
def arbitrate(*, actor: Actor, case: Case, team: Team, reason: str, now: datetime) -> Case:
    """Decide a dispute for good. The brand's arbiter does, or, where none is named, a team lead.

    Raises NoDispute, NotAllowed, Invalid.
    """
    actor.require("respond.assign", case)
    reason = _reason(reason)
    case = held(actor, case)
    last = _last(case)
    if last is None or last.kind != CaseReturn.Kind.DISPUTE:
        raise NoDispute
    arbiter_id = settings_of(case.brand_id).arbiter_id
    if actor.user_id != arbiter_id if arbiter_id else actor.role not in DECIDERS:
        raise NotAllowed
    if team.brand_id != case.brand_id:
        raise Invalid(_("Choose a team of this brand."), team="choice")
    _note(actor, case, "ruling", team=team, reason=reason, now=now)
    note_event(actor, case, "ruled", now=now, team=team.name, reason=reason)
    fields = [] if team.pk == case.team_id else route(case, now=now, team=team, why=reason)
    finish(actor, case, "ruled", now=now, fields=fields)
    return case


def _dispute(actor: Actor, case: Case, team: Team, reason: str, now: datetime) -> Case:
    _note(actor, case, "dispute", team=team, reason=reason, now=now)
    note_event(actor, case, "disputed", now=now, team=team.name, reason=reason)
    arbiter = settings_of(case.brand_id).arbiter
    ids = [arbiter.pk] if arbiter else people.ids_of_role(case.brand_id, "lead")
    with translation.override(arbiter.language if arbiter else None):
        facts = {"name": actor.name, "team": team, "reason": reason}
        text = gettext("%(name)s wants this to be a case of %(team)s: %(reason)s. Please decide.") % facts
    note = add_message(SYSTEM, case, text, direction="note", channel="", now=now)
    call(note, ids, now=now)
    finish(actor, case, "disputed", now=now, fields=[])
    return case


def _note(actor: Actor, case: Case, kind: str, *, team: Team, reason: str, now: datetime) -> None:
    CaseReturn.objects.create(
        case=case,
        kind=kind,
        from_team_id=case.team_id,
        to_team=team,
        reason=reason,
        by_name=actor.name[:150],
        created_at=now,
    )


def _last(case: Case) -> CaseReturn | None:
    return CaseReturn.objects.filter(case=case).order_by("-id").first()


def _reason(text: str) -> str:
    reason = " ".join(text.replace("\x00", "").split())
    if not 0 < len(reason) <= MAX_REASON:
        raise Invalid(_("Say why, in at most 500 characters."), reason="length")
    return reason
