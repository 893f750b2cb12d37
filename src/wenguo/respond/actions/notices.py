"""Who is told of what: put on bells in the transaction in which it happens; letters go by ``digests``."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from wenguo.base.actor import Actor
from wenguo.base.live import announce
from wenguo.respond.domain.notices import Kind
from wenguo.respond.models import Case, CaseEvent, Mention, Message, Notice, Watch
from wenguo.respond.queries.cases import people_who_see

# What matters to whoever watches a case.
WATCHED = frozenset({"customer_added", "escalated", "promise_broken", "resolved", "closed", "reopened"})
KEPT = timedelta(days=90)
MANY = 10_000


def tell(
    case: Case, user_ids: Iterable[int], *, kind: Kind, what: str, key: str, now: datetime, **data: Any
) -> None:
    """Put it before these people, each once by its key; those for whom the case does not exist are left out."""
    wanted = set(user_ids)
    if not wanted:
        return
    seers = people_who_see(case).filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True)
    rows = [
        Notice(user_id=user_id, case=case, kind=kind, what=what, data=data, key=key, at=now)
        for user_id in seers
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        announce("notification", case.pk, brand_id=case.brand_id)


def tell_watchers(actor: Actor, case: Case, event: CaseEvent) -> None:
    """What matters about a case goes to those who watch it; a case that was given to somebody, to them.

    Nobody is told of their own deeds, nor of what the house gives out by itself: that stands in their queue.
    """
    if event.kind == "assigned" and actor.user_id is not None:
        receiver = event.data.get("user_id")
        if receiver is not None and receiver != actor.user_id:
            tell(
                case,
                [receiver],
                kind="assigned",
                what="assigned",
                key=f"event-{event.pk}",
                now=event.at,
                who=actor.name,
            )
    elif event.kind in WATCHED:
        watchers = Watch.objects.filter(case=case).exclude(user_id=actor.user_id or 0)
        who = "" if actor.kind == "customer" else actor.name
        tell(
            case,
            watchers.values_list("user_id", flat=True),
            kind="watched",
            what=event.kind,
            key=f"event-{event.pk}",
            now=event.at,
            who=who,
        )


def call(note: Message, user_ids: Iterable[int], *, now: datetime, kind: Kind = "mention") -> list[int]:
    """These people are called by a note: it waits on their desk until seen, and they are told as they wish."""
    called = sorted(set(user_ids))
    Mention.objects.bulk_create(
        (Mention(message=note, user_id=user_id) for user_id in called), ignore_conflicts=True
    )
    tell(
        note.case,
        called,
        kind=kind,
        what="promise_broken" if kind == "promise" else "called",
        key=f"note-{note.pk}",
        now=now,
        who=note.author_name,
    )
    return called


def watch_called(case: Case, user_ids: Iterable[int], *, now: datetime) -> None:
    """Whoever a colleague calls to a case hears from now on how it goes on, if they can see it."""
    seers = people_who_see(case).filter(pk__in=list(user_ids)).values_list("pk", flat=True)
    Watch.objects.bulk_create(
        (Watch(case=case, user_id=user_id, is_called=True, watched_at=now) for user_id in seers),
        ignore_conflicts=True,
    )


def forget_notices(*, now: datetime) -> int:
    """Notices are no record of the case: after ninety days they go; gives how many went in this run."""
    old = Notice.objects.filter(at__lt=now - KEPT).order_by("pk").values_list("pk", flat=True)[:MANY]
    return Notice.objects.filter(pk__in=list(old)).delete()[0]
