"""Texts to start an answer from, advice, and like cases, by API."""

from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.models import ReplyText
from wenguo.respond.rest.deeds_schemas import TextIn

router = Router(tags=["reply texts"])


class FilledTextOut(Schema):
    """A text with the facts of the case in it."""

    short: str
    kind: str
    name: str
    body: str


class AdviceOut(Schema):
    """One piece of advice."""

    name: str
    lines: list[str]


class StepOut(Schema):
    """A step of LEARN, and whether it is done."""

    code: str
    is_done: bool


class LikeCaseOut(Schema):
    """A solved case that is like this one, and what was done."""

    number: str
    title: str
    outcome: str
    resolution: str


class HelpOut(Schema):
    """Everything that helps to write an answer to a case."""

    texts: list[FilledTextOut]
    advice: list[AdviceOut]
    steps: list[StepOut]
    similar: list[LikeCaseOut]


class BilingualWords(Schema):
    """The same in Chinese and English; one may be empty."""

    zh: str = ""
    en: str = ""


class FitOut(Schema):
    """Length, what one message holds, how many it takes, and the words beyond the first."""

    length: int
    limit: int
    parts: int
    beyond: str


class PreviewOut(Schema):
    """One channel (email, page, sms, post); ``is_used``: it goes there now; ``fit`` is null where any length fits."""

    place: str
    head: str
    body: str
    is_used: bool
    fit: FitOut | None
    note: str


class PreviewsOut(Schema):
    """All channels, in the customer's language (zh or en)."""

    language: str
    is_other_language: bool
    places: list[PreviewOut]


class ReplyTextIn(Schema):
    """A draft, a snippet or a piece of advice (guidance).

    Variables: salutation, fact, number, expected, agent, brand.
    """

    brand: Words
    kind: Words
    short: Words
    name: BilingualWords
    body: BilingualWords
    stage: Words = ""
    style: Words = ""
    category: Words = ""


class ReplyTextOut(Schema):
    """A brand's own text."""

    kind: str
    short: str
    name: BilingualWords
    body: BilingualWords
    stage: str
    style: str
    category: str


@router.get("/cases/{number}/help", response=HelpOut)
def case_help(request: Request, number: Words) -> dict[str, Any]:
    """Texts with the facts of the case, advice for the moment, and like cases that were solved."""
    case = queries.get_case(request.actor, number)
    guidance = queries.guidance_for(request.actor, case, analysis=queries.analysis_of_case(case))
    return {
        "texts": queries.texts_for_case(request.actor, case, now=now()),
        "advice": [{"name": name, "lines": lines} for name, lines in guidance.pieces],
        "steps": guidance.steps,
        "similar": queries.similar_solved(request.actor, case),
    }


@router.post("/cases/{number}/preview", response=PreviewsOut)
def preview(request: Request, number: Words, body: TextIn) -> queries.Previews:
    """How a text would be read by e-mail, on the tracking page, as a short message and as a public post."""
    case = queries.get_case(request.actor, number)
    return queries.previews_of(request.actor, case, text=body.text, now=now())


@router.get("/reply-texts", response=list[ReplyTextOut])
def list_reply_texts(request: Request, brand: Words) -> list[ReplyText]:
    """A brand's own texts and advice."""
    request.actor.require("respond.read")
    return queries.reply_texts(get_brand(request.actor, brand))


@router.put("/reply-texts", response=ReplyTextOut)
def set_reply_text(request: Request, body: ReplyTextIn) -> ReplyText:
    """Keep a text; the same short name again replaces it."""
    values: dict[str, Any] = body.dict(exclude={"brand"})
    return actions.set_reply_text(
        actor=request.actor, brand=get_brand(request.actor, body.brand), now=now(), **values
    )


@router.delete("/reply-texts", response={204: None})
def remove_reply_text(request: Request, *, brand: Words, short: Words) -> Status[None]:
    """Back to the shipped text, or to none."""
    row = get_brand(request.actor, brand)
    actions.remove_reply_text(actor=request.actor, brand=row, short=short, now=now())
    return Status(204, None)
