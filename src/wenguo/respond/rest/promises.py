"""Promises by API: make, confirm, keep, move, apologise, and how well they are kept."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from ninja import Field, Query, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Moment, Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import Promise

router = Router(tags=["promises"])
Days = Annotated[int, Query(ge=1, le=730)]


class PromiseOut(Schema):
    """A dated commitment; ``state`` is found, open, kept, broken, moved or rejected."""

    id: int
    case: str
    text: str
    source: str
    owner: str | None
    made_at: datetime
    due_at: datetime
    state: str
    kept_at: datetime | None
    broken_at: datetime | None
    apologised_at: datetime | None
    note: str


class PromiseIn(Schema):
    """Either ``text`` and ``due_at``, or one ``line`` as said on the telephone, from which the dates are read."""

    text: Words = ""
    due_at: Moment | None = None
    line: Words = ""


class NoteIn(Schema):
    """How it was kept."""

    note: Words = ""


class MoveIn(Schema):
    """The new time, and the letter that tells the customer."""

    due_at: Moment
    letter: Words


class LetterIn(Schema):
    """The letter to the customer."""

    letter: Words


class KeepingOut(Schema):
    """Promises that fell due. ``share`` is kept or moved in time, null below five, with Wilson's 95 % interval."""

    name: str
    kept: int
    moved: int
    broken: int
    share: float | None
    low: float
    high: float


class FoundIn(Schema):
    """A text before it is sent."""

    text: Words = Field(max_length=10_000)


class PledgeOut(Schema):
    """A commitment found in it, and when it falls due."""

    text: str
    due_at: datetime


@router.get("/promises", response=list[PromiseOut])
def list_promises(request: Request) -> list[dict[str, Any]]:
    """What the caller has to keep, and what was found in their letters, the most pressing first (at most 200)."""
    request.actor.require("respond.read")
    return [promise_out(row) for row in queries.promises_to_keep(request.actor)[:200]]


@router.get("/cases/{number}/promises", response=list[PromiseOut])
def list_case_promises(request: Request, number: Words) -> list[dict[str, Any]]:
    """Everything promised in a case, what is open first."""
    case = queries.get_case(request.actor, number)
    return [promise_out(row, number=case.number) for row in queries.promises_of(case)]


@router.post("/cases/{number}/promises", response={201: list[PromiseOut]})
def make_promise(request: Request, number: Words, body: PromiseIn) -> Status[list[dict[str, Any]]]:
    """Give a dated commitment; a ``line`` may hold several."""
    moment = now()
    case = queries.get_case(request.actor, number)
    if body.line or body.due_at is None:
        rows = actions.promise_by_phone(actor=request.actor, case=case, line=body.line, now=moment)
    else:
        rows = [
            actions.make_promise(
                actor=request.actor, case=case, text=body.text, due_at=body.due_at, now=moment
            )
        ]
    return Status(201, [shown(request, row) for row in rows])


@router.post("/cases/{number}/promises/found", response=list[PledgeOut])
def find(request: Request, number: Words, body: FoundIn) -> list[Any]:
    """The dated commitments in a text, before it is sent. Nothing is stored."""
    request.actor.require("respond.reply")
    case = queries.get_case(request.actor, number)
    language = case.customer.language if case.customer else ""
    return list(queries.pledges_in(body.text, language=language, now=now()))


@router.post("/promises/{int:promise_id}/confirmation", response=PromiseOut)
def confirm(request: Request, promise_id: int) -> dict[str, Any]:
    """What was found is a promise."""
    row = queries.get_promise(request.actor, promise_id)
    return shown(request, actions.confirm_promise(actor=request.actor, promise=row, now=now()))


@router.post("/promises/{int:promise_id}/rejection", response=PromiseOut)
def reject(request: Request, promise_id: int) -> dict[str, Any]:
    """What was found is none."""
    row = queries.get_promise(request.actor, promise_id)
    return shown(request, actions.reject_promise(actor=request.actor, promise=row, now=now()))


@router.post("/promises/{int:promise_id}/keeping", response=PromiseOut)
def keep(request: Request, promise_id: int, body: NoteIn) -> dict[str, Any]:
    """It was done; after its time it stays broken, and is made good."""
    row = queries.get_promise(request.actor, promise_id)
    kept = actions.keep_promise(actor=request.actor, promise=row, note=body.note, now=now())
    return shown(request, kept)


@router.post("/promises/{int:promise_id}/moving", response={201: PromiseOut})
def move(request: Request, promise_id: int, body: MoveIn) -> Status[dict[str, Any]]:
    """Agree on another time before it is due, with a letter to the customer; gives the new promise."""
    row = queries.get_promise(request.actor, promise_id)
    fresh = actions.move_promise(
        actor=request.actor, promise=row, due_at=body.due_at, letter=body.letter, now=now()
    )
    return Status(201, shown(request, fresh))


@router.post("/promises/{int:promise_id}/apology", response=PromiseOut)
def apologise(request: Request, promise_id: int, body: LetterIn) -> dict[str, Any]:
    """Apologise for a broken promise."""
    row = queries.get_promise(request.actor, promise_id)
    sorry = actions.apologise(actor=request.actor, promise=row, letter=body.letter, now=now())
    return shown(request, sorry)


@router.get("/promise-rates", response=list[KeepingOut])
def rates(
    request: Request, *, by: Literal["person", "team", "category"] = "person", days: Days = 90
) -> list[dict[str, Any]]:
    """How many promises that fell due in the last days were kept, moved in time or broken."""
    request.actor.require("measure.read")
    moment = now()
    return [
        {
            "name": row.name,
            "kept": row.keeping.kept,
            "moved": row.keeping.moved,
            "broken": row.keeping.broken,
            "share": row.share,
            "low": row.interval.low,
            "high": row.interval.high,
        }
        for row in queries.keeping_rates(
            request.actor, by=by, since=moment - timedelta(days=days), until=moment
        )
    ]


_SAME = (
    "id",
    "text",
    "source",
    "made_at",
    "due_at",
    "state",
    "kept_at",
    "broken_at",
    "apologised_at",
    "note",
)


def promise_out(row: Promise, *, number: str = "") -> dict[str, Any]:
    """A promise as plain values."""
    return {
        **{name: getattr(row, name) for name in _SAME},
        "case": number or row.case.number,
        "owner": row.owner.name if row.owner else None,
    }


def shown(request: Request, row: Promise) -> dict[str, Any]:
    """The promise as it is now."""
    return promise_out(queries.get_promise(request.actor, row.pk))
