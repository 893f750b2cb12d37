"""Whose turn it is to decide: the next step of the chain that somebody can take."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Refused
from wenguo.respond.actions.notices import tell
from wenguo.respond.domain.authority import above
from wenguo.respond.models import Approval, Compensation, Recusal
from wenguo.respond.queries.authority import chain_of, holders_of


class NobodyAbove(Refused):
    """There is nobody left who could approve it."""

    code = "nobody_above"
    message = _("Nobody above you can approve this. An administrator sets the chain of approval.")


def ask_next(
    row: Compensation, *, after: str, now: datetime, besides: tuple[int | None, ...] = ()
) -> Approval:
    """Put the request before the next role after ``after`` in which somebody else can decide. Raises NobodyAbove."""
    decided = Approval.objects.filter(compensation=row).values_list("decided_by_id", flat=True)
    touched = Recusal.objects.filter(case=row.case).values_list("user_id", flat=True)
    seen = {row.made_by_id, *decided, *touched, *besides}
    for step in above(after, chain_of(row.brand)):
        if holders := holders_of(row.brand, step.role, now=now, besides=tuple(seen)):
            approval = Approval.objects.create(
                compensation=row, role=step.role, asked_at=now, due_at=now + timedelta(hours=step.hours)
            )
            key, who = f"approval-{approval.pk}", row.maker_name
            tell(row.case, holders, kind="approval", what="approval_asked", key=key, now=now, who=who)
            return approval
    raise NobodyAbove
