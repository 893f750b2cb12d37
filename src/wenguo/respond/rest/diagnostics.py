"""Diagnostics links by API: made for a case, used once without an account."""

from datetime import datetime
from typing import Any

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import DiagnosticsLink
from wenguo.respond.queries import DiagnosticsDoor
from wenguo.respond.rest.deeds_schemas import FileIn
from wenguo.respond.rest.shown import uploads_of

router = Router(tags=["diagnostics"])


class AskIn(Schema):
    """What the customer should send; the link works for so many hours."""

    asked: Words
    hours: int = Field(default=72, ge=1, le=336)


class DiagnosticsOut(Schema):
    """A link; ``state`` is open, used, expired or revoked."""

    id: int
    url: str
    asked: str
    state: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    consent: str


class DoorOut(Schema):
    """What the customer finds behind the link, with the words they agree to."""

    state: str
    asked: str
    brand_name: str
    number: str
    expires_at: datetime
    consent: str


class DeliveryIn(Schema):
    """One delivery; nothing is taken unless ``agrees``."""

    text: Words = ""
    device: Words = ""
    attachments: list[FileIn] = Field(default_factory=list)
    agrees: bool = False


@router.get("/cases/{number}/diagnostics", response=list[DiagnosticsOut])
def list_diagnostics(request: Request, number: Words) -> list[dict[str, Any]]:
    """The links of a case, newest first."""
    return [_out(row) for row in queries.diagnostics_of(queries.get_case(request.actor, number))]


@router.post("/cases/{number}/diagnostics", response={201: DiagnosticsOut})
def ask_diagnostics(request: Request, number: Words, *, body: AskIn) -> Status[dict[str, Any]]:
    """Make a link for one delivery."""
    case = queries.get_case(request.actor, number)
    row = actions.ask_diagnostics(
        actor=request.actor, case=case, asked=body.asked, hours=body.hours, now=now()
    )
    return Status(201, _out(row))


@router.delete("/diagnostics/{int:link_id}", response={204: None})
def revoke_diagnostics(request: Request, link_id: int) -> Status[None]:
    """Close a link."""
    row = queries.get_diagnostics(request.actor, link_id)
    actions.revoke_diagnostics(actor=request.actor, row=row, now=now())
    return Status(204, None)


@router.get("/diagnostics/door/{link}", response=DoorOut, auth=None)
def diagnostics_door(request: Request, link: Words) -> dict[str, Any]:
    """What is asked for behind a link."""
    return _door(queries.diagnostics_door(link, now=now()))


@router.post("/diagnostics/door/{link}", response={201: DoorOut}, auth=None)
def send_diagnostics(request: Request, link: Words, *, body: DeliveryIn) -> Status[dict[str, Any]]:
    """The customer's one delivery."""
    actions.send_diagnostics(
        link=link,
        text=body.text,
        device=body.device,
        uploads=uploads_of(body.attachments),
        agrees=body.agrees,
        now=now(),
    )
    return Status(201, _door(queries.diagnostics_door(link, now=now())))


def _out(row: DiagnosticsLink) -> dict[str, Any]:
    names = ("id", "asked", "created_at", "expires_at", "used_at", "consent")
    return {
        **{name: getattr(row, name) for name in names},
        "url": queries.diagnostics_url(row),
        "state": queries.diagnostics_state(row, now=now()),
    }


def _door(door: DiagnosticsDoor) -> dict[str, Any]:
    names = ("state", "asked", "brand_name", "number", "expires_at")
    return {**{name: getattr(door, name) for name in names}, "consent": str(actions.DIAGNOSTICS_CONSENT)}
