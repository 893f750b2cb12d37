"""The caller's bell, how they want to hear of things, and watching a case, by API."""

from datetime import datetime, time
from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import NoticeSetting

router = Router(tags=["notices"])
MOST = 100


class NoticesIn(Schema):
    """How to hear of things. ``ways`` is kind (mention, assigned, watched, deadline, promise, approval, expert,
    escalation) → now, digest, app or off; deadlines from a percentage on (50, 75, 90, 100); quiet hours in ``zone``.
    """

    ways: dict[str, Words] = {}
    from_level: int = 75
    quiet_from: time | None = None
    quiet_until: time | None = None
    zone: Words = ""


class NoticesOut(NoticesIn):
    """As it is set; ``ways`` has every kind."""


class NoticeOut(Schema):
    """Something that the caller was told and has not seen; ``words`` in the caller's language."""

    id: int
    case: str
    kind: str
    what: str
    words: str
    at: datetime


class WatcherOut(Schema):
    """Who watches a case; ``is_called``: since a colleague called them to it."""

    user_id: int
    name: str
    is_called: bool
    watched_at: datetime


@router.get("/notices", response=list[NoticeOut])
def list_notices(request: Request) -> list[dict[str, Any]]:
    """What the caller was told and has not seen, newest first: calls, cases given, watched cases, expert opinions."""
    return [
        {
            "id": row.pk,
            "case": row.case.number,
            "kind": row.kind,
            "what": row.what,
            "words": queries.notice_words(row),
            "at": row.at,
        }
        for row in queries.unseen_notices(request.actor, now=now())[:MOST]
    ]


@router.post("/notices/seen", response={204: None})
def see_all(request: Request) -> Status[None]:
    """The caller has read their bell: notices, calls and alarms no longer wait on it."""
    actions.see_all(actor=request.actor, now=now())
    return Status(204, None)


@router.get("/me/notices", response=NoticesOut)
def get_notices(request: Request) -> dict[str, Any]:
    """How the caller wants to hear of things."""
    return _shown(queries.notices_of(request.actor))


@router.put("/me/notices", response=NoticesOut)
def set_notices(request: Request, body: NoticesIn) -> dict[str, Any]:
    """Say how to hear of things; what is left out of ``ways`` is as usual."""
    wishes = actions.Wishes(**body.dict())
    return _shown(actions.set_notices(actor=request.actor, wishes=wishes, now=now()))


@router.get("/cases/{number}/watchers", response=list[WatcherOut])
def list_watchers(request: Request, number: Words) -> list[dict[str, Any]]:
    """Who watches a case."""
    case = queries.get_case(request.actor, number)
    return [
        {
            "user_id": row.user_id,
            "name": str(row.user),
            "is_called": row.is_called,
            "watched_at": row.watched_at,
        }
        for row in queries.watchers_of(case)
    ]


@router.put("/cases/{number}/watch", response={204: None})
def watch(request: Request, number: Words) -> Status[None]:
    """From now on the caller hears what happens to the case."""
    actions.watch(actor=request.actor, case=queries.get_case(request.actor, number), now=now())
    return Status(204, None)


@router.delete("/cases/{number}/watch", response={204: None})
def unwatch(request: Request, number: Words) -> Status[None]:
    """The caller no longer wants to hear of it."""
    actions.unwatch(actor=request.actor, case=queries.get_case(request.actor, number), now=now())
    return Status(204, None)


def _shown(row: NoticeSetting) -> dict[str, Any]:
    names = ("from_level", "quiet_from", "quiet_until", "zone")
    return {"ways": queries.ways_of(row), **{name: getattr(row, name) for name in names}}
