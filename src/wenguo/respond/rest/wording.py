"""The checks of an answer by API, and what a brand changes about them."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.models import HouseWord
from wenguo.respond.rest.deeds_schemas import TextIn

router = Router(tags=["wording"])


class PlaceOut(Schema):
    """Words that could be said better: which check found them, where (characters), and what could stand there."""

    check: str
    start: int
    end: int
    text: str
    rewrite: str | None


class CheckedPromiseOut(Schema):
    """A dated commitment in the text; ``due_at`` is null when its clock starts with something yet to happen."""

    text: str
    start: int
    end: int
    due_at: datetime | None


class CheckedOut(Schema):
    """What the checks say. ``personal`` stops an answer; nothing else does."""

    signs: dict[str, bool]
    places: list[PlaceOut]
    personal: list[PlaceOut]
    promises: list[CheckedPromiseOut]
    unanswered: list[str]
    is_other_language: bool
    is_hard: bool
    is_long: bool
    quality: int


class ChecksIn(Schema):
    """Checks that are no longer shown to a brand."""

    brand: Words
    silenced: list[str]


class HouseWordIn(Schema):
    """A word that a brand does not want to read, and what to write instead."""

    brand: Words
    words: Words
    rewrite: Words = ""


class HouseWordOut(Schema):
    """A word of the house."""

    words: str
    rewrite: str


class WordingOut(Schema):
    """What a brand has changed."""

    silenced: list[str]
    words: list[HouseWordOut]


@router.post("/cases/{number}/checks", response=CheckedOut)
def check_draft(request: Request, number: Words, body: TextIn) -> dict[str, Any]:
    """Read an answer before it leaves; nothing is stored or sent."""
    case = queries.get_case(request.actor, number)
    draft = queries.check_draft(request.actor, case, text=body.text, now=now())
    checked = draft.checked
    return {
        "signs": draft.signs,
        "places": checked.places,
        "personal": checked.personal,
        "promises": checked.promises,
        "unanswered": checked.unanswered,
        "is_other_language": draft.is_other_language,
        "is_hard": draft.is_hard,
        "is_long": draft.is_long,
        "quality": checked.quality,
    }


@router.get("/wording", response=WordingOut)
def get_wording(request: Request, brand: Words) -> dict[str, Any]:
    """What a brand has changed about the checks."""
    request.actor.require("respond.read")
    row = get_brand(request.actor, brand)
    return {"silenced": sorted(queries.silenced_checks(row)), "words": queries.house_words(row)}


@router.put("/wording", response=WordingOut)
def set_wording(request: Request, body: ChecksIn) -> dict[str, Any]:
    """Show a brand every check but these."""
    row = get_brand(request.actor, body.brand)
    silenced = actions.silence_checks(actor=request.actor, brand=row, checks=body.silenced, now=now())
    return {"silenced": sorted(silenced), "words": queries.house_words(row)}


@router.put("/wording/words", response=HouseWordOut)
def add_house_word(request: Request, body: HouseWordIn) -> HouseWord:
    """A word that a brand does not want to read."""
    row = get_brand(request.actor, body.brand)
    return actions.add_house_word(
        actor=request.actor, brand=row, words=body.words, rewrite=body.rewrite, now=now()
    )


@router.delete("/wording/words", response={204: None})
def remove_house_word(request: Request, *, brand: Words, words: Words) -> Status[None]:
    """The brand may read it again."""
    row = get_brand(request.actor, brand)
    actions.remove_house_word(actor=request.actor, brand=row, words=words, now=now())
    return Status(204, None)
