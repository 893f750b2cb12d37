"""Legal deadlines by API: of a case, and the packs that a brand has switched on."""

from typing import Any

from ninja import Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.kernel.deadlines.packs import Pack
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.domain.pack_versions import changes_between
from wenguo.respond.models import PackChoice
from wenguo.respond.queries.clocks import reading_language
from wenguo.respond.rest.schemas import CaseDetailOut
from wenguo.respond.rest.schemas_clocks import (
    EndingIn,
    ExtensionIn,
    HoldIn,
    LegalStartIn,
    PackChoiceIn,
    PackChoiceOut,
    PackOut,
    PackTrialOut,
    PackVersionIn,
    PackVersionOut,
)
from wenguo.respond.rest.shown import detail_out

router = Router(tags=["legal deadlines"])


@router.post("/cases/{number}/legal-deadlines", response={201: CaseDetailOut})
def start_statutory(request: Request, number: Words, body: LegalStartIn) -> Status[dict[str, Any]]:
    """Watch one step of the law in this case."""
    case = queries.get_case(request.actor, number)
    actions.start_statutory(
        actor=request.actor,
        case=case,
        pack=body.pack,
        step=body.step,
        received_at=body.received_at,
        now=now(),
    )
    return Status(201, detail_out(request.actor, number, now=now()))


@router.post("/cases/{number}/legal-deadlines/{int:deadline}/extension", response=CaseDetailOut)
def extend_statutory(request: Request, *, number: Words, deadline: int, body: ExtensionIn) -> dict[str, Any]:
    """Extend it: refused, and noted as refused, without a reason or a message that was sent before the date."""
    case = queries.get_case(request.actor, number)
    actions.extend_statutory(
        actor=request.actor,
        case=case,
        deadline_id=deadline,
        reason=body.reason,
        notice=body.notice,
        to=body.to,
        now=now(),
    )
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/legal-deadlines/{int:deadline}/hold", response=CaseDetailOut)
def hold_statutory(request: Request, *, number: Words, deadline: int, body: HoldIn) -> dict[str, Any]:
    """Stop it for a reason that the rule names."""
    case = queries.get_case(request.actor, number)
    actions.hold_statutory(
        actor=request.actor, case=case, deadline_id=deadline, reason=body.reason, now=now()
    )
    return detail_out(request.actor, number, now=now())


@router.delete("/cases/{number}/legal-deadlines/{int:deadline}/hold", response=CaseDetailOut)
def release_statutory(request: Request, number: Words, deadline: int) -> dict[str, Any]:
    """The reason is over: it runs on."""
    case = queries.get_case(request.actor, number)
    actions.release_statutory(actor=request.actor, case=case, deadline_id=deadline, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/legal-deadlines/{int:deadline}/ending", response=CaseDetailOut)
def end_statutory(request: Request, *, number: Words, deadline: int, body: EndingIn) -> dict[str, Any]:
    """It is done, or no longer applies."""
    case = queries.get_case(request.actor, number)
    actions.end_statutory(
        actor=request.actor,
        case=case,
        deadline_id=deadline,
        is_done=body.is_done,
        reason=body.reason,
        now=now(),
    )
    return detail_out(request.actor, number, now=now())


@router.get("/deadline-packs", response=list[PackOut])
def list_packs(request: Request) -> list[Pack]:
    """Every pack, each in the version that holds last."""
    request.actor.require("respond.read")
    return queries.newest_packs()


@router.get("/deadline-packs/versions", response=list[PackVersionOut])
def list_versions(request: Request, pack: Words) -> list[dict[str, Any]]:
    """Every version of one pack with its text, the one that holds last first."""
    request.actor.require("respond.read")
    return [_version_out(one) for one in queries.versions_of(pack)]


@router.post("/deadline-packs/versions", response={201: PackVersionOut})
def add_version(request: Request, body: PackVersionIn) -> Status[dict[str, Any]]:
    """A new version, for what is received from a day on; for whoever looks after every brand."""
    row = actions.add_pack_version(actor=request.actor, now=now(), **body.dict())
    made = next(one for one in queries.versions_of(body.pack) if one.own == row)
    return Status(201, _version_out(made))


@router.post("/deadline-packs/versions/trial", response=PackTrialOut)
def try_version(request: Request, body: PackVersionIn) -> dict[str, Any]:
    """What a new version would say and change; nothing is kept."""
    read = actions.read_version(
        actor=request.actor, pack=body.pack, content=body.content, starts_date=body.starts_date, now=now()
    )
    before = queries.versions_of(body.pack)[0].pack
    changes = changes_between(before, read, language=reading_language())
    return {"pack": read, "changes": [f"{sign} {words}" for sign, words in changes]}


def _version_out(known: queries.KnownPack) -> dict[str, Any]:
    own = known.own
    return {
        "pack": known.pack,
        "text": known.text,
        "note": own.note if own else "",
        "made_by": own.made_by_name if own else "",
        "made_at": own.made_at if own else None,
    }


@router.get("/deadline-packs/chosen", response=list[PackChoiceOut])
def list_choices(request: Request, brand: Words) -> list[PackChoice]:
    """The packs that a brand has switched on."""
    return queries.pack_choices(request.actor, get_brand(request.actor, brand))


@router.put("/deadline-packs/chosen", response=PackChoiceOut)
def choose_pack(request: Request, body: PackChoiceIn) -> PackChoice:
    """Switch a pack on: it watches cases that are opened from now on."""
    return actions.choose_pack(
        actor=request.actor,
        brand=get_brand(request.actor, body.brand),
        pack=body.pack,
        category=body.category,
        steps=body.steps,
        reason=body.reason,
        now=now(),
    )


@router.delete("/deadline-packs/chosen", response={204: None})
def drop_pack(request: Request, *, brand: Words, pack: Words, category: Words = "") -> Status[None]:
    """Switch it off for new cases."""
    actions.drop_pack(
        actor=request.actor, brand=get_brand(request.actor, brand), pack=pack, category=category, now=now()
    )
    return Status(204, None)
