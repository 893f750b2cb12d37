"""Cases by API: read, answer, note, assign."""

from typing import Any

from ninja import Header, Query, Router, Status

from wenguo.base.errors import NotFound
from wenguo.base.http import Request
from wenguo.base.schemas import PageSize, Words
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Message
from wenguo.respond.queries import QueueFilters
from wenguo.respond.rest.deeds_schemas import (
    AskedOut,
    AssignmentIn,
    CategoryIn,
    FeedbackLinkIn,
    MessageOut,
    ReplyIn,
    TextIn,
)
from wenguo.respond.rest.schemas import (
    CaseDetailOut,
    CaseFilters,
    CaseOut,
    CasePageOut,
    CountsOut,
    MentionOut,
)
from wenguo.respond.rest.shown import case_out, detail_out, pledges_of, request_key, uploads_of

router = Router(tags=["cases"])


@router.get("/cases", response=CasePageOut)
def list_cases(
    request: Request, *, filters: Query[CaseFilters], cursor: str | None = None, limit: PageSize = 50
) -> dict[str, Any]:
    """The queue. Views ``all`` and ``closed`` are newest first."""
    request.actor.require("respond.read")
    page = queries.queue_page(
        request.actor, QueueFilters(**filters.dict()), cursor=cursor, size=limit, now=now()
    )
    return {"items": [case_out(case) for case in page.rows], "next": page.next_cursor}


@router.get("/cases/counts", response=CountsOut)
def count_cases(request: Request) -> dict[str, Any]:
    """How many cases each view of the queue holds."""
    request.actor.require("respond.read")
    return {"counts": queries.queue_counts(request.actor, now=now())}


@router.get("/feedback/{feedback_id}/case", response=CaseOut)
def case_of_feedback(request: Request, feedback_id: int) -> dict[str, Any]:
    """The case that handles a feedback; 404 while there is none."""
    request.actor.require("respond.read")
    feedback = listen.get_feedback(request.actor, feedback_id)
    case = queries.case_for_feedback(feedback.pk, actor=request.actor)
    if case is None:
        raise NotFound
    return case_out(case)


@router.post("/cases/next", response={200: CaseDetailOut, 204: None})
def take_next(request: Request) -> Status[dict[str, Any] | None]:
    """Take the most pressing case that waits for a first answer; 204 when there is none."""
    case = actions.take_next(actor=request.actor, now=now())
    return (
        Status(204, None) if case is None else Status(200, detail_out(request.actor, case.number, now=now()))
    )


@router.get("/cases/mentions", response=list[MentionOut])
def list_mentions(request: Request) -> list[dict[str, Any]]:
    """Notes in which somebody called upon the caller, unseen, newest first (at most 100)."""
    request.actor.require("respond.read")
    return [
        {
            "number": row.message.case.number,
            "text": row.message.body,
            "author_name": row.message.author_name,
            "created_at": row.message.created_at,
        }
        for row in queries.mentions_of(request.actor)[:100]
    ]


@router.get("/cases/{number}", response=CaseDetailOut)
def get_case(request: Request, number: Words) -> dict[str, Any]:
    """One case with its story, clocks and labels."""
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/replies", response={200: MessageOut, 201: MessageOut})
def reply(
    request: Request, *, number: Words, body: ReplyIn, idempotency_key: Header[str | None] = None
) -> Status[Message]:
    """Answer the customer. 200 with the earlier message for the same Idempotency-Key."""
    moment = now()
    message = actions.reply(
        actor=request.actor,
        case=queries.get_case(request.actor, number),
        text=body.text,
        now=moment,
        request_key=request_key(request, idempotency_key),
        attachments=uploads_of(body.attachments),
        and_wait=body.wait,
        pledges=pledges_of(body.promises, body.no_promises),
        seen=body.seen,
    )
    return Status(201 if message.created_at == moment else 200, message)


@router.post("/cases/{number}/replies/approval", response={201: AskedOut})
def ask_for_reply(
    request: Request, *, number: Words, body: TextIn, idempotency_key: Header[str | None] = None
) -> Status[dict[str, str]]:
    """Ask those above for what this answer would promise: money by a request for approval, a far time one level up."""
    how = actions.ask_for_reply(
        actor=request.actor,
        case=queries.get_case(request.actor, number),
        text=body.text,
        request_key=request_key(request, idempotency_key),
        now=now(),
    )
    return Status(201, {"how": how})


@router.post("/cases/{number}/notes", response={200: MessageOut, 201: MessageOut})
def take_note(
    request: Request, *, number: Words, body: TextIn, idempotency_key: Header[str | None] = None
) -> Status[Message]:
    """Leave an internal note; @name calls a colleague."""
    moment = now()
    note = actions.take_note(
        actor=request.actor,
        case=queries.get_case(request.actor, number),
        text=body.text,
        now=moment,
        request_key=request_key(request, idempotency_key),
    )
    return Status(201 if note.created_at == moment else 200, note)


@router.post("/cases/{number}/mentions/seen", response={204: None})
def see_mentions(request: Request, number: Words) -> Status[None]:
    """The caller has read the notes of this case."""
    case = queries.get_case(request.actor, number)
    actions.see_mentions(actor=request.actor, case=case, now=now())
    return Status(204, None)


@router.post("/cases/{number}/assignment", response=CaseDetailOut)
def assign(request: Request, number: Words, body: AssignmentIn) -> dict[str, Any]:
    """Put the case into somebody's hands, or lay it back."""
    case = queries.get_case(request.actor, number)
    assignee = None if body.assignee is None else people.get_colleague(request.actor, body.assignee)
    actions.assign(actor=request.actor, case=case, assignee=assignee, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/category", response=CaseDetailOut)
def recategorise(request: Request, number: Words, body: CategoryIn) -> dict[str, Any]:
    """Say what the case is really about."""
    case = queries.get_case(request.actor, number)
    actions.recategorise(actor=request.actor, case=case, category=body.category, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/feedback", response=CaseDetailOut)
def attach_feedback(request: Request, number: Words, body: FeedbackLinkIn) -> dict[str, Any]:
    """More feedback of the same customer joins the case."""
    case = queries.get_case(request.actor, number)
    feedback = listen.get_feedback(request.actor, body.feedback_id)
    actions.attach_feedback(actor=request.actor, case=case, feedback=feedback, now=now())
    return detail_out(request.actor, number, now=now())
