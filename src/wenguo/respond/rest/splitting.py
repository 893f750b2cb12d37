"""Splitting a case by API."""

from typing import Any

from ninja import Field, Router, Schema, Status

from wenguo.base.errors import NotFound
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.rest.together import NumberIn

router = Router(tags=["working together"])


class SentenceOut(Schema):
    """A sentence of a feedback, [start, end) in its text; ``is_suggested``: it seems to tell of the second matter."""

    feedback_id: int
    start: int
    end: int
    text: str
    is_suggested: bool


class SplitIdeaOut(Schema):
    """What could be cut out; ``category`` of the second matter, empty where none shows."""

    category: str
    sentences: list[SentenceOut]


class SplitIn(Schema):
    """The words, as [start, end) in the text of a feedback of the case; what they are about; perhaps a team's key."""

    feedback: int
    spans: list[list[int]] = Field(max_length=100)
    category: Words
    team: Words = ""


@router.get("/cases/{number}/split", response=SplitIdeaOut)
def get_split_idea(request: Request, number: Words) -> Any:
    """The sentences of a case, and which of them seem to tell of a second matter."""
    return queries.split_idea(queries.get_case(request.actor, number))


@router.post("/cases/{number}/split", response={201: NumberIn})
def split(request: Request, number: Words, body: SplitIn) -> Status[dict[str, str]]:
    """Handle a part of what was said in a case of its own; gives its number."""
    case = queries.get_case(request.actor, number)
    feedback = queries.feedback_in(case, body.feedback)
    if feedback is None:
        raise NotFound
    team = None
    if body.team:
        teams = people.visible_teams(request.actor).filter(brand=case.brand_id, key=body.team)
        team = teams.first()
        if team is None:
            raise NotFound
    row = actions.split(
        actor=request.actor,
        case=case,
        feedback=feedback,
        spans=body.spans,
        category=body.category,
        team=team,
        now=now(),
    )
    return Status(201, {"number": row.part.number})


@router.delete("/cases/{number}/split", response=NumberIn)
def unsplit(request: Request, number: Words) -> dict[str, str]:
    """Put a case that nobody has touched back into the one that it was split from; gives that one's number."""
    case = queries.get_case(request.actor, number)
    return {"number": actions.unsplit(actor=request.actor, case=case, now=now()).number}
