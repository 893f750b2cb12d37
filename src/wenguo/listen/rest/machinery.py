"""Imports and outgoing messages by API."""

from datetime import datetime
from typing import Any

from ninja import File, Form, Router, Schema, Status, UploadedFile

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.listen import actions, queries
from wenguo.listen.models import FileImport, Outgoing
from wenguo.people.queries import get_brand

router = Router(tags=["imports and outgoing"])


class ImportIn(Schema):
    """Whose file it is and where its rows come from."""

    brand: str
    channel: str = "review"


class StartIn(Schema):
    """Field → column; see the import's guess."""

    mapping: dict[str, str]
    opens_cases: bool = False


class ImportOut(Schema):
    """An import and its counts: read = created + duplicates + bad."""

    id: int
    name: str
    channel: str
    state: str
    problem: str
    mapping: dict[str, str]
    done_rows: int
    created_rows: int
    duplicate_rows: int
    bad_rows: int
    created_at: datetime
    finished_at: datetime | None


class ImportPageOut(Schema):
    """One page of imports."""

    items: list[ImportOut]
    next: str | None


class ProblemOut(Schema):
    """A row that could not be taken."""

    line: int
    code: str
    excerpt: str


class ProblemPageOut(Schema):
    """One page of bad rows."""

    items: list[ProblemOut]
    next: str | None


class OutgoingOut(Schema):
    """A message that left the house, or waits to."""

    id: int
    medium: str
    recipient: str
    subject: str
    body: str
    state: str
    answer: str
    created_at: datetime
    sent_at: datetime | None


class OutgoingPageOut(Schema):
    """One page of messages."""

    items: list[OutgoingOut]
    next: str | None


class SettlementIn(Schema):
    """``sent`` (it arrived), ``again`` or ``drop``."""

    decision: str


@router.get("/imports", response=ImportPageOut)
def list_imports(request: Request, cursor: str | None = None) -> dict[str, Any]:
    """Imports, newest first."""
    page = page_of(queries.visible_imports(request.actor), order=["-id"], cursor=cursor)
    return {"items": page.rows, "next": page.next_cursor}


@router.post("/imports", response={201: ImportOut})
def upload_import(request: Request, body: Form[ImportIn], file: File[UploadedFile]) -> Status[FileImport]:
    """Send a file; the answer guesses which column is what."""
    brand = get_brand(request.actor, body.brand)
    uploaded = actions.upload_import(
        actor=request.actor,
        brand=brand,
        channel=body.channel,
        name=file.name or "",
        content=file,
        now=now(),
    )
    return Status(201, uploaded)


@router.get("/imports/{int:import_id}", response=ImportOut)
def get_import(request: Request, import_id: int) -> FileImport:
    """One import and its counts."""
    return queries.get_import(request.actor, import_id)


@router.post("/imports/{int:import_id}/start", response=ImportOut)
def start_import(request: Request, import_id: int, body: StartIn) -> FileImport:
    """Begin reading with this mapping."""
    file_import = queries.get_import(request.actor, import_id)
    return actions.start_import(
        actor=request.actor,
        file_import=file_import,
        mapping=body.mapping,
        opens_cases=body.opens_cases,
        now=now(),
    )


@router.get("/imports/{int:import_id}/problems", response=ProblemPageOut)
def list_problems(request: Request, import_id: int, cursor: str | None = None) -> dict[str, Any]:
    """Bad rows with their line and reason."""
    problems = queries.import_problems(queries.get_import(request.actor, import_id))
    page = page_of(problems, order=["line", "id"], cursor=cursor)
    return {"items": page.rows, "next": page.next_cursor}


@router.get("/outgoing", response=OutgoingPageOut)
def list_outgoing(request: Request, state: str = "", cursor: str | None = None) -> dict[str, Any]:
    """What left the house, newest first."""
    rows = queries.visible_outgoing(request.actor)
    if state:
        rows = rows.filter(state=state)
    page = page_of(rows, order=["-id"], cursor=cursor)
    return {"items": page.rows, "next": page.next_cursor}


@router.post("/outgoing/{int:outgoing_id}/settlement", response=OutgoingOut)
def settle_outgoing(request: Request, outgoing_id: int, body: SettlementIn) -> Outgoing:
    """Decide about a failed or unknown message."""
    message = queries.get_outgoing(request.actor, outgoing_id)
    return actions.settle_outgoing(actor=request.actor, message=message, decision=body.decision, now=now())
