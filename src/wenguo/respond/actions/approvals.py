"""Deciding about what is beyond somebody's authority: four eyes, in a chain, within a time, never about oneself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.governance.actions import record
from wenguo.respond.actions.amends import BeyondAuthority, NotOpenAnymore, held_compensation
from wenguo.respond.actions.amends_words import tell_offer
from wenguo.respond.actions.asking import NobodyAbove, ask_next
from wenguo.respond.actions.attempts import one_at_a_time, remembered
from wenguo.respond.actions.clocks import place_in_queue
from wenguo.respond.actions.deeds import checked_text, finish, note_event
from wenguo.respond.domain.authority import Obstacle, obstacles, reaches
from wenguo.respond.models import Approval, Case, Compensation, Notice, Recusal
from wenguo.respond.queries.amends import approval_rows
from wenguo.respond.queries.authority import (
    chain_of,
    given_before,
    limit_of_role,
    principals_of,
    was_deputy,
)

if TYPE_CHECKING:
    from wenguo.people.models import User

Decision = Approval.Decision
State = Compensation.State
BATCH = 200


class SelfApproval(Refused):
    """Nobody approves their own request, nor in the name of whoever made it, nor twice: four eyes see it."""

    code = "self_approval"
    message = _("Somebody else has to decide this: four eyes, and nobody about their own request.")


class Touched(Refused):
    """Whoever the case is about, or touches closely, decides nothing about it."""

    code = "touched"
    message = _("You are not to handle this case: it is about you, or touches you closely.")


class DeputyExpired(NotAllowed):
    """The time in which the actor stood in for somebody is over, or has not begun."""

    code = "deputy_expired"
    message = _("You do not stand in for anybody who may decide this now.")


class NotTheirTurn(NotAllowed):
    """This step of the chain belongs to another role."""

    code = "not_their_turn"
    message = _("This is decided by another role.")


def decide(*, actor: Actor, approval: Approval, grants: bool, now: datetime, reason: str = "") -> Approval:
    """Approve or refuse. What the decider may give is offered at once; beyond that, the next in the chain sees it.

    Raises SelfApproval, DeputyExpired, NotTheirTurn, NotAllowed, NotOpenAnymore, BeyondAuthority (all recorded, nothing
    changed) and Invalid when a refusal gives no reason.
    """
    reason = checked_text(reason, "reason", is_required=False)
    if not grants and not reason:
        raise Invalid(_("Say why, so that your colleague can explain it."), reason="empty")
    compensation = approval.compensation
    with remembered(actor, "approval", compensation, now=now, approval=approval.pk, grants=grants):
        one_at_a_time(compensation.brand_id)
        case, row = held_compensation(actor, compensation)
        approval = approval_rows().select_for_update(of=("self",), no_key=True).get(pk=approval.pk)
        if approval.decision != Decision.WAITING or row.state != State.ASKING:
            raise NotOpenAnymore
        role, for_whom = _standing(actor, approval, row, now=now)
        _two_pairs_of_eyes(actor, row, for_whom)
        _not_touched(actor, case)
        _decided(actor, approval, granted=grants, for_whom=for_whom, reason=reason, now=now)
        if grants:
            _grant(actor, case, row, role=role, now=now)
        else:
            _deny(actor, case, row, reason=reason, now=now)
        return approval


def _standing(
    actor: Actor, approval: Approval, row: Compensation, *, now: datetime
) -> tuple[str, User | None]:
    """In which role, and for whom, the actor decides: their own where it reaches, else as somebody's deputy."""
    principals = principals_of(actor.user_id, now=now)
    may_ever = actor.can("respond.approve") or principals
    if not may_ever and not was_deputy(actor.user_id, now=now):
        raise NotAllowed
    if actor.user_id is None:
        # A program has no eyes.
        raise NotAllowed
    if actor.user_id == row.made_by_id:
        # Nobody decides about their own request, whatever their role.
        raise SelfApproval
    chain = chain_of(row.brand)
    if actor.can("respond.approve") and reaches(actor.role, approval.role, chain=chain):
        return actor.role, None
    for principal in principals:
        is_here = principal.brands.filter(pk=row.brand_id).exists()
        if is_here and reaches(principal.role, approval.role, chain=chain):
            return principal.role, principal
    raise NotTheirTurn if may_ever else DeputyExpired


def _two_pairs_of_eyes(actor: Actor, row: Compensation, for_whom: User | None) -> None:
    mine = {actor.user_id, for_whom.pk if for_whom else actor.user_id}
    earlier = Approval.objects.filter(compensation=row, decision=Decision.GRANTED)
    deciders = {value for pair in earlier.values_list("decided_by_id", "for_whom_id") for value in pair}
    if mine & {row.made_by_id, *(deciders - {None})}:
        raise SelfApproval


def _not_touched(actor: Actor, case: Case) -> None:
    if Recusal.objects.filter(case=case, user_id=actor.user_id or 0).exists():
        raise Touched


def _decided(
    actor: Actor, approval: Approval, *, granted: bool, for_whom: User | None, reason: str, now: datetime
) -> None:
    approval.decision = Decision.GRANTED if granted else Decision.DENIED
    approval.decided_at, approval.decided_by_id = now, actor.user_id
    approval.decider_name, approval.for_whom, approval.reason = actor.name[:150], for_whom, reason
    approval.save(
        update_fields=["decision", "decided_at", "decided_by", "decider_name", "for_whom", "reason"]
    )
    # Nobody else is written to about what is decided.
    Notice.objects.filter(key=f"approval-{approval.pk}", seen_at__isnull=True).update(seen_at=now)


def _grant(actor: Actor, case: Case, row: Compensation, *, role: str, now: datetime) -> None:
    told = {"compensation": row.pk, "amount": str(row.amount), "currency": row.currency, "text": row.text}
    if found := still_beyond(row, role=role, now=now):
        try:
            ask_next(row, after=role, now=now, besides=(actor.user_id,))
        except NobodyAbove as refusal:
            raise BeyondAuthority(**dict.fromkeys(found, "beyond")) from refusal
        note_event(actor, case, "approval_supported", now=now, **told)
        finish(actor, case, "approval_supported", now=now, fields=[])
    else:
        row.state, row.offered_at = State.OFFERED, now
        row.save(update_fields=["state", "offered_at"])
        tell_offer(actor, case, row, now=now)
        note_event(actor, case, "approved", now=now, **told)
        finish(actor, case, "approved", now=now, fields=place_in_queue(case))
    record(actor, "compensation.approved", row, at=now, final=row.state == State.OFFERED, **told)


def still_beyond(row: Compensation, *, role: str, now: datetime) -> tuple[Obstacle, ...]:
    """Why not even this role may give it; the last in the chain may go beyond the month's budget."""
    limit = limit_of_role(row.brand, role, kind=row.kind, currency=row.currency)
    given = given_before(row.case, currency=row.currency, days=limit.days, now=now, besides=row.pk)
    found = obstacles(row.amount, limit=limit, given=given)
    is_last = chain_of(row.brand)[-1].role == role
    return tuple(code for code in found if not (is_last and code == "budget"))


def _deny(actor: Actor, case: Case, row: Compensation, *, reason: str, now: datetime) -> None:
    row.state = State.REFUSED
    row.save(update_fields=["state"])
    told = {"compensation": row.pk, "amount": str(row.amount), "currency": row.currency}
    note_event(actor, case, "not_approved", now=now, reason=reason, **told)
    finish(actor, case, "not_approved", now=now, fields=[])
    record(actor, "compensation.refused", row, at=now, reason=reason, **told)


def pass_on_overdue(*, now: datetime, brand_id: int | None = None) -> int:
    """Requests that nobody decided in time go to the next in the chain; the last one is named overdue, once each.

    ``brand_id`` looks at one brand only.
    """
    ours = Q() if brand_id is None else Q(compensation__brand_id=brand_id)
    count = 0
    while ids := list(
        Approval.objects.filter(ours, decision=Decision.WAITING, due_at__lte=now, warned_at__isnull=True)
        .order_by("due_at", "id")
        .values_list("id", flat=True)[:BATCH]
    ):
        count += sum(_pass_on(approval_id, now) for approval_id in ids)
        if len(ids) < BATCH:
            break
    return count


@transaction.atomic
def _pass_on(approval_id: int, now: datetime) -> int:
    approval = Approval.objects.select_related("compensation__case", "compensation__brand").get(
        pk=approval_id
    )
    case, row = held_compensation(SYSTEM, approval.compensation)
    waiting = Approval.objects.select_for_update(no_key=True).filter(
        pk=approval_id, decision=Decision.WAITING, warned_at__isnull=True
    )
    if waiting.first() is None:
        return 0
    # The next one can only be asked when this one no longer waits; undone together if there is no next.
    try:
        with transaction.atomic():
            waiting.update(decision=Decision.PASSED_ON, decided_at=now, warned_at=now)
            ask_next(row, after=approval.role, now=now)
    except NobodyAbove:
        waiting.update(warned_at=now)
    note_event(SYSTEM, case, "approval_overdue", now=now, compensation=row.pk, role=approval.role)
    finish(SYSTEM, case, "approval_overdue", now=now, fields=[])
    return 1
