"""The deadlines that wait on somebody's bell."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from wenguo.base.actor import Actor
from wenguo.respond.models import Alarm
from wenguo.respond.queries.cases import visible_cases


def alarms_of(actor: Actor) -> QuerySet[Alarm]:
    """Of each deadline the gravest alarm not seen yet, newest first; only of cases that the actor may see."""
    unseen = Alarm.objects.filter(user_id=actor.user_id or 0, seen_at__isnull=True)
    gravest = unseen.filter(deadline=OuterRef("deadline")).order_by("-level").values("id")[:1]
    mine = unseen.filter(id=Subquery(gravest), deadline__case__in=visible_cases(actor).select_related(None))
    return mine.select_related("deadline__case").order_by("-at", "-id")
