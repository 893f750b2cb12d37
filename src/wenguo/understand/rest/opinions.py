"""What a language model says of a feedback, by API."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.understand import actions, queries
from wenguo.understand.models import Opinion

router = Router(tags=["feedback"])

Language = Literal["zh-hans", "en"]


class OpinionIn(Schema):
    """What is asked, and in which language the answer shall be."""

    purpose: Literal["summary", "translation", "labels"]
    language: Language = "zh-hans"


class OpinionOut(Schema):
    """``labels`` are codes of the taxonomy only; ``reason`` says why a failed one has no answer."""

    purpose: str
    language: str
    state: str
    text: str
    labels: dict[str, Any]
    reason: str
    asked_at: datetime
    answered_at: datetime | None


@router.post("/feedback/{int:feedback_id}/opinions", response={202: OpinionOut})
def ask_opinion(request: Request, feedback_id: int, body: OpinionIn) -> Status[Opinion]:
    """Ask the language model; the answer is read with GET a little later."""
    feedback = listen.get_feedback(request.actor, feedback_id)
    opinion = actions.ask_opinion(
        actor=request.actor, feedback=feedback, purpose=body.purpose, language=body.language, now=now()
    )
    return Status(202, opinion)


@router.get("/feedback/{int:feedback_id}/opinions", response=list[OpinionOut])
def list_opinions(request: Request, feedback_id: int, *, language: Language = "zh-hans") -> list[Opinion]:
    """What was asked about this feedback in a language, with its answers."""
    return queries.opinions_of(listen.get_feedback(request.actor, feedback_id), language=language)
