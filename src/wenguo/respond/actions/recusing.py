"""Who must not handle a case: those it is about (回避)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.people import queries as people
from wenguo.respond.actions.deeds import finish, held, note_event
from wenguo.respond.actions.routing import route
from wenguo.respond.domain.recusal import named_in
from wenguo.respond.models import Case, Recusal

if TYPE_CHECKING:
    from wenguo.people.models import User

MAX_REASON = 200


def recuse_named(case: Case, text: str, *, now: datetime) -> int:
    """Keep a complaint from the colleagues whom it names; gives how many. For a case that nobody has yet."""
    if case.kind != "complaint":
        return 0
    colleagues = people.colleagues(SYSTEM).filter(brands=case.brand_id).values_list("id", "name")
    named = named_in(text, list(colleagues))
    Recusal.objects.bulk_create(
        (Recusal(case=case, user_id=user_id, is_named=True, created_at=now) for user_id in named),
        ignore_conflicts=True,
    )
    return len(named)


@transaction.atomic
def recuse(*, actor: Actor, case: Case, user: User, reason: str, now: datetime) -> Case:
    """Take a colleague out of a case that concerns them; if it is theirs, it goes to somebody else at once.

    Doing it twice changes nothing. Raises Invalid without a reason.
    """
    actor.require("respond.assign", case)
    reason = " ".join(reason.replace("\x00", "").split())
    if not 0 < len(reason) <= MAX_REASON:
        raise Invalid(_("Say why, in at most 200 characters."), reason="length")
    case = held(actor, case)
    values = {"reason": reason, "created_at": now}
    _row, is_new = Recusal.objects.get_or_create(case=case, user=user, defaults=values)
    if is_new:
        note_event(actor, case, "recused", now=now, name=user.name, user_id=user.pk, reason=reason)
        fields = []
        if case.assignee_id == user.pk and case.closed_at is None:
            fields = route(case, now=now, team=case.team)
        finish(actor, case, "recused", now=now, fields=fields)
    return case


@transaction.atomic
def lift_recusal(*, actor: Actor, case: Case, user: User, now: datetime) -> Case:
    """It did not concern them after all. Raises NotFound."""
    actor.require("respond.assign", case)
    case = held(actor, case)
    row = Recusal.objects.filter(case=case, user=user).first()
    if row is None:
        raise NotFound
    row.delete()
    note_event(actor, case, "recusal_lifted", now=now, name=user.name, user_id=user.pk)
    finish(actor, case, "recusal_lifted", now=now, fields=[])
    return case
