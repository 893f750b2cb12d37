"""Side threads by API: colleagues with their token, partners with nothing but the link."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.respond import actions, queries
from wenguo.respond.models import SideMessage, SideThread
from wenguo.respond.rest.deeds_schemas import FileIn
from wenguo.respond.rest.shown import uploads_of

router = Router(tags=["side threads"])
partners_router = Router(tags=["side threads"], auth=None)


class AskIn(Schema):
    """A question to somebody outside the case; without ``email`` the caller passes the link on."""

    partner: Words
    email: Words = ""
    language: Literal["zh-hans", "en"] = "zh-hans"
    remind_hours: int | None = Field(default=None, ge=1, le=720)
    topic: Words
    text: Words
    attachments: list[FileIn] = []


class WriteIn(Schema):
    """More words to them; the same ``request_key`` is one message."""

    text: Words
    request_key: Words = ""
    attachments: list[FileIn] = []


class AnswerIn(WriteIn):
    """A partner's answer."""

    name: Words = ""


class SideMessageOut(Schema):
    """One turn; ``files`` are addresses for colleagues and empty for partners, whose page serves them."""

    is_ours: bool
    text: str
    author_name: str
    created_at: datetime
    files: list[str]


class SideThreadOut(Schema):
    """A side thread; ``url`` is the partner's, good until it is revoked."""

    id: int
    topic: str
    partner: str
    email: str
    url: str
    opened_by_name: str
    opened_at: datetime
    remind_at: datetime | None
    reminders: int
    revoked_at: datetime | None
    messages: list[SideMessageOut]


class AskedOut(Schema):
    """What a partner may know."""

    brand: str
    topic: str
    messages: list[SideMessageOut]


@router.get("/cases/{number}/side-threads", response=list[SideThreadOut])
def list_side_threads(request: Request, number: Words) -> list[dict[str, Any]]:
    """The side threads of a case, newest first."""
    case = queries.get_case(request.actor, number)
    return [_shown(row) for row in queries.side_threads_of(case)]


@router.post("/cases/{number}/side-threads", response={201: SideThreadOut})
def open_side_thread(request: Request, number: Words, body: AskIn) -> Status[dict[str, Any]]:
    """Ask another department or an outside partner; they learn what is written here and nothing else."""
    case = queries.get_case(request.actor, number)
    partner = actions.Partner(body.partner, body.email, body.language, body.remind_hours)
    thread = actions.open_side_thread(
        actor=request.actor,
        case=case,
        partner=partner,
        topic=body.topic,
        text=body.text,
        attachments=uploads_of(body.attachments),
        now=now(),
    )
    return Status(201, _shown(queries.get_side_thread(request.actor, case, thread.pk)))


@router.post("/cases/{number}/side-threads/{int:thread_id}/messages", response={201: SideThreadOut})
def write_side_message(
    request: Request, *, number: Words, thread_id: int, body: WriteIn
) -> Status[dict[str, Any]]:
    """Write on in a side thread."""
    case = queries.get_case(request.actor, number)
    actions.write_side_message(
        actor=request.actor,
        thread=queries.get_side_thread(request.actor, case, thread_id),
        text=body.text,
        request_key=body.request_key,
        attachments=uploads_of(body.attachments),
        now=now(),
    )
    return Status(201, _shown(queries.get_side_thread(request.actor, case, thread_id)))


@router.delete("/cases/{number}/side-threads/{int:thread_id}/link", response={204: None})
def revoke_side_thread(request: Request, number: Words, thread_id: int) -> Status[None]:
    """Take the partner's link back."""
    case = queries.get_case(request.actor, number)
    thread = queries.get_side_thread(request.actor, case, thread_id)
    actions.revoke_side_thread(actor=request.actor, thread=thread, now=now())
    return Status(204, None)


@partners_router.get("/side/{link}", response=AskedOut)
def get_question(request: Request, link: Words) -> dict[str, Any]:
    """What a partner is asked, by their link."""
    return _asked(queries.side_thread_by_link(link))


@partners_router.post("/side/{link}/answers", response={201: AskedOut})
def answer_question(request: Request, link: Words, body: AnswerIn) -> Status[dict[str, Any]]:
    """The partner answers."""
    actions.partner_answers(
        link=link,
        name=body.name,
        text=body.text,
        uploads=uploads_of(body.attachments),
        request_key=body.request_key,
        now=now(),
    )
    return Status(201, _asked(queries.side_thread_by_link(link)))


def _asked(thread: SideThread) -> dict[str, Any]:
    turns = [_turn(one, is_staff=False) for one in thread.messages.all()]
    return {"brand": str(thread.case.brand), "topic": thread.topic, "messages": turns}


def _shown(row: SideThread) -> dict[str, Any]:
    names = set(SideThreadOut.model_fields) - {"url", "messages"}
    turns = [_turn(one, is_staff=True) for one in row.messages.all()]
    return {"url": queries.side_url(row), "messages": turns, **{name: getattr(row, name) for name in names}}


def _turn(row: SideMessage, *, is_staff: bool) -> dict[str, Any]:
    return {
        "is_ours": row.is_ours,
        "text": row.body,
        "author_name": row.author_name,
        "created_at": row.created_at,
        "files": [listen.file_url(file) for file in row.attachments.all()] if is_staff else [],
    }
