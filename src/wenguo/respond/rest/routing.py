"""Who handles what, by API: handing over, keeping somebody out."""

from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.rest.schemas import CaseDetailOut
from wenguo.respond.rest.shown import detail_out

router = Router(tags=["routing"])


class HandoverIn(Schema):
    """To whom, and what they should know; an empty note is drafted from the case."""

    to: int
    note: Words = ""


class HandoversIn(Schema):
    """Everything of ``source`` (or only these numbers) to one colleague, or (null) by the rules of routing."""

    source: int
    to: int | None = None
    numbers: list[Words] = []
    reason: Words = ""


class HandoversOut(Schema):
    """How many changed hands, and the numbers that could not be given."""

    moved: int
    left: list[str]


class ReturnIn(Schema):
    """To which team (its key), and why."""

    team: Words
    reason: Words


class TagsIn(Schema):
    """Words on a case."""

    tags: list[Words]


class RecusalIn(Schema):
    """Who must not handle it, and why."""

    user: int
    reason: Words


@router.post("/cases/{number}/handover", response=CaseDetailOut)
def hand_over(request: Request, number: Words, body: HandoverIn) -> dict[str, Any]:
    """Give a case to a colleague with a note."""
    request.actor.require("respond.assign")
    case = queries.get_case(request.actor, number)
    to = people.get_colleague(request.actor, body.to)
    note = body.note or queries.handover_note(case, language=to.language, now=now())
    actions.hand_over(actor=request.actor, case=case, to=to, note=note, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/handovers", response=HandoversOut)
def hand_over_all(request: Request, body: HandoversIn) -> dict[str, Any]:
    """Hand over many cases of one colleague at once, each with its drafted note."""
    request.actor.require("respond.assign")
    moved, left = actions.hand_over_all(
        actor=request.actor,
        source=people.get_colleague(request.actor, body.source),
        to=None if body.to is None else people.get_colleague(request.actor, body.to),
        numbers=body.numbers,
        reason=body.reason[:200],
        now=now(),
    )
    return {"moved": moved, "left": left}


@router.post("/cases/{number}/returns", response=CaseDetailOut)
def return_case(request: Request, number: Words, body: ReturnIn) -> dict[str, Any]:
    """It is not ours but that team's; the third time an arbiter is called instead."""
    case = queries.get_case(request.actor, number)
    team = people.get_teams(request.actor, [body.team])[0]
    actions.return_case(actor=request.actor, case=case, team=team, reason=body.reason, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/ruling", response=CaseDetailOut)
def arbitrate(request: Request, number: Words, body: ReturnIn) -> dict[str, Any]:
    """Decide a dispute for good."""
    case = queries.get_case(request.actor, number)
    team = people.get_teams(request.actor, [body.team])[0]
    actions.arbitrate(actor=request.actor, case=case, team=team, reason=body.reason, now=now())
    return detail_out(request.actor, number, now=now())


@router.put("/cases/{number}/tags", response=CaseDetailOut)
def set_tags(request: Request, number: Words, body: TagsIn) -> dict[str, Any]:
    """The words that stand on a case."""
    case = queries.get_case(request.actor, number)
    actions.set_tags(actor=request.actor, case=case, tags=body.tags, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/recusals", response=CaseDetailOut)
def recuse(request: Request, number: Words, body: RecusalIn) -> dict[str, Any]:
    """Keep a colleague out of a case that concerns them."""
    request.actor.require("respond.assign")
    case = queries.get_case(request.actor, number)
    user = people.get_colleague(request.actor, body.user)
    actions.recuse(actor=request.actor, case=case, user=user, reason=body.reason, now=now())
    return detail_out(request.actor, number, now=now())


@router.delete("/cases/{number}/recusals/{int:user_id}", response={204: None})
def lift_recusal(request: Request, number: Words, user_id: int) -> Status[None]:
    """It did not concern them after all."""
    request.actor.require("respond.assign")
    case = queries.get_case(request.actor, number)
    user = people.get_colleague(request.actor, user_id)
    actions.lift_recusal(actor=request.actor, case=case, user=user, now=now())
    return Status(204, None)
