"""What waits on somebody's bell, in words, and who watches a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.respond.domain.notices import ALWAYS, GRAVE, KINDS, Kind, way_of
from wenguo.respond.models import Alarm, Approval, Case, Mention, Notice, NoticeSetting, Promise, Watch
from wenguo.respond.queries.alarms import alarms_of
from wenguo.respond.queries.amends import approvals_for
from wenguo.respond.queries.cases import mentions_of, people_who_see, visible_cases
from wenguo.respond.queries.promises import pressing_promises

# Older news is no news; what is still to be done stands in the queue and on the day.
FRESH = timedelta(days=14)
# These have a place of their own on the bell; the notice is what letters are written from.
ELSEWHERE = ("mention", "promise", "approval")
COUNTED = 100

WORDS: Mapping[str, str | Lazy] = {
    "called": gettext_lazy("%(who)s calls you in a note"),
    "assigned": gettext_lazy("%(who)s gave the case to you"),
    "customer_added": gettext_lazy("The customer wrote"),
    "escalated": gettext_lazy("The case was escalated"),
    "promise_broken": gettext_lazy("A promise was broken"),
    "promise_warned": gettext_lazy("A promise is due soon"),
    "resolved": gettext_lazy("The case was resolved"),
    "closed": gettext_lazy("The case was closed"),
    "reopened": gettext_lazy("The case was reopened"),
    "approval_asked": gettext_lazy("%(who)s asks for your approval"),
    "expert_asked": gettext_lazy("%(who)s asks for your opinion"),
    "expert_answered": gettext_lazy("%(who)s gave an opinion"),
    "expert_declined": gettext_lazy("%(who)s cannot give an opinion"),
    "expert_overdue": gettext_lazy("The opinion of %(who)s is overdue"),
}
ICONS: Mapping[str, str] = {
    "assigned": "user-plus",
    "customer_added": "message-2",
    "escalated": "arrow-bar-to-up",
    "promise_broken": "alert-octagon",
    "resolved": "circle-check",
    "closed": "archive",
    "reopened": "arrow-back-up",
    "expert_asked": "bulb",
    "expert_answered": "bulb",
    "expert_declined": "bulb",
    "expert_overdue": "alert-octagon",
}


@dataclass(frozen=True, slots=True)
class Bell:
    """Everything that waits for one person and that they have not switched off."""

    approvals: list[Approval]
    promises: QuerySet[Promise]
    alarms: QuerySet[Alarm]
    mentions: QuerySet[Mention]
    notices: QuerySet[Notice]

    @property
    def count(self) -> int:
        """How much it is, counted to about a hundred of each kind."""
        rows = (self.promises, self.alarms, self.mentions, self.notices)
        return len(self.approvals) + sum(one.order_by()[:COUNTED].count() for one in rows)


def notice_words(row: Notice) -> str:
    """What happened, in the reader's language and without the customer's name or words; the bare word if unknown."""
    return str(WORDS.get(row.what, row.what)) % {"who": "", **row.data}


def notice_icon(row: Notice) -> str:
    """The sign beside it."""
    return ICONS.get(row.what, "bell")


def notices_of(actor: Actor) -> NoticeSetting:
    """How the actor wants to hear of things; a newcomer's where nothing is set. Raises NotAllowed for a program."""
    if actor.user_id is None:
        raise NotAllowed
    row = NoticeSetting.objects.filter(user_id=actor.user_id).first()
    return row or NoticeSetting(user_id=actor.user_id)


def ways_of(row: NoticeSetting) -> dict[Kind, str]:
    """How somebody hears of each kind, chosen or by default."""
    return {kind: way_of(kind, row.ways) for kind in KINDS}


def unseen_notices(actor: Actor, *, now: datetime) -> QuerySet[Notice]:
    """What the actor was told and has not seen, newest first; only of cases that they (still) see."""
    visible = visible_cases(actor).order_by().values("id")
    rows = Notice.objects.filter(user_id=actor.user_id or 0, seen_at__isnull=True, at__gt=now - FRESH)
    return rows.filter(case_id__in=visible).select_related("case").order_by("-id")


def bell_of(actor: Actor, *, now: datetime) -> Bell:
    """The actor's bell, without the kinds that they have switched off; where somebody may be harmed nothing is left
    out, nor what asks for an "I have it".
    """
    setting = NoticeSetting.objects.filter(user_id=actor.user_id or 0).first() or NoticeSetting()
    off = [kind for kind in KINDS if kind not in ALWAYS and way_of(kind, setting.ways) == "off"]
    promises, alarms, mentions = pressing_promises(actor), alarms_of(actor), mentions_of(actor)
    if "promise" in off:
        promises = promises.filter(case__risks__contains=[GRAVE])
    if "deadline" in off:
        alarms = alarms.filter(deadline__case__risks__contains=[GRAVE])
    if "mention" in off:
        # A note of the house itself calls somebody to act: an escalation, a dispute, an appeal.
        grave = Q(message__case__risks__contains=[GRAVE])
        mentions = mentions.filter(Q(message__author__isnull=True) | grave)
    notices = unseen_notices(actor, now=now).exclude(kind__in=ELSEWHERE)
    if off:
        notices = notices.filter(~Q(kind__in=off) | Q(case__risks__contains=[GRAVE]))
    approvals = [] if "approval" in off else approvals_for(actor, now=now)
    return Bell(approvals, promises, alarms, mentions, notices)


def watchers_of(case: Case) -> list[Watch]:
    """Who watches the case and can see it, in the order of coming."""
    rows = list(Watch.objects.filter(case=case).select_related("user").order_by("watched_at", "id"))
    if not rows:
        # Most cases: whoever may see it need not be worked out.
        return []
    seeing = people_who_see(case).filter(pk__in=[row.user_id for row in rows])
    allowed = set(seeing.order_by().values_list("pk", flat=True))
    return [row for row in rows if row.user_id in allowed]


def watched_cases(actor: Actor) -> QuerySet[Case]:
    """Cases that the actor watches and can see, the latest change first."""
    mine = Watch.objects.filter(user_id=actor.user_id or 0).values("case_id")
    return visible_cases(actor).filter(pk__in=mine).order_by("-changed_at", "-id")
