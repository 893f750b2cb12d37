"""One case: the conversation, what we understood, the clocks and the one thing to do next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.kernel.ids import new_link
from wenguo.respond import actions, queries
from wenguo.respond.domain.moods import PAUSE_MINUTES
from wenguo.respond.models import Case
from wenguo.respond.pages import case_facts as facts
from wenguo.respond.pages.amends_facts import amends_card
from wenguo.respond.pages.case_more import more_of
from wenguo.respond.pages.curve import curve_of
from wenguo.respond.pages.deeds import deeds_of, next_deed
from wenguo.respond.pages.escalation import escalation_card
from wenguo.respond.pages.forms import NoteForm, ReplyForm
from wenguo.respond.pages.letters import letters_of
from wenguo.respond.pages.promises import promises_card
from wenguo.respond.pages.rows import TIER_ICONS, channel_icon, channel_name, level_of, row_of
from wenguo.respond.pages.watching import watch_card


@require_GET
def case(request: Request, number: str) -> HttpResponse:
    """The whole case; for HTMX what changes while others work on it. Whoever reads it has seen who called them."""
    request.actor.require("respond.read")
    row = queries.get_case(request.actor, number)
    if request.htmx and request.GET.get("part") == "live":
        cards = amends_card(request.actor, row) | promises_card(request.actor, row)
        return render(request, "respond/case_live.html", living_parts(request, row) | cards)
    actions.see_mentions(actor=request.actor, case=row, now=now())
    actions.see_alarms(actor=request.actor, case=row, now=now())
    actions.see_notices(actor=request.actor, case=row, now=now())
    return show_case(request, row)


def show_case(request: Request, row: Case, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page with the composer as it stands: empty, or with what was typed and why it could not be sent."""
    living = living_parts(request, row)
    # Without scripts the whole page is one answer; with them the lower cards follow the letter.
    whole = {"whole": True, **more_of(request, row)} if request.GET.get("whole") else {}
    context = (
        living | composer_of(request, row, seen=last_answer(living), **forms) | _side(request, living) | whole
    )
    return render(request, "respond/case.html", context, status=status)


def living_parts(request: Request, row: Case) -> dict[str, Any]:
    """Head, conversation and clocks: all that moves when somebody acts."""
    moment = now()
    story = queries.case_story(request.actor, row)
    feedback = [item.feedback for item in story if item.feedback]
    analyses = {item.feedback.pk: item.analysis for item in story if item.feedback and item.analysis}
    clocks = queries.clocks_of(row, now=moment)
    step = queries.next_step(row, clocks=clocks)
    deeds = deeds_of(request.actor, row)
    return {
        "case": row,
        "here": reverse("case", args=[row.number]),
        "letters": letters_of(story, analyses, actor=request.actor),
        "feedback": feedback,
        "analyses": analyses,
        "clocks": facts.all_clocks(clocks),
        "stages": facts.stages_of(row, clocks),
        "step": step,
        "next_deed": next_deed(row, step, deeds=deeds, can_reply=request.actor.can("respond.reply")),
        "is_reply_next": step.code in ("reply", "wait", "none"),
        "deeds": deeds,
        "up": escalation_card(request.actor, row, clocks=clocks, now=moment),
        **watch_card(request.actor, row),
        **_head(row),
    }


def _head(row: Case) -> dict[str, Any]:
    return {
        "because": facts.because_of(row),
        "priority_parts": queries.priority_parts(row),
        "level": level_of(row.priority),
        "channel_icon": channel_icon(row.channel),
        "channel_name": channel_name(row.channel),
        "tier_icon": TIER_ICONS.get(row.customer.tier, "") if row.customer else "",
        "reopened_words": facts.reopened_words(row),
    }


def composer_of(
    request: Request,
    row: Case,
    *,
    reply: ReplyForm | None = None,
    note: NoteForm | None = None,
    seen: int | None = None,
) -> dict[str, Any]:
    """The two tabs of the composer; a form that could not be sent comes back as it was."""
    keys = {"request_key": new_link()}
    return {
        "reply_form": reply or ReplyForm(initial={**keys, "newest": seen}, number=row.number),
        "note_form": note or NoteForm(initial=keys, number=row.number),
        # A case that was closed while somebody wrote keeps their words in sight, with the reason.
        "shows_reply": row.closed_at is None or reply is not None,
        "composer_tab": "note" if note is not None or (row.closed_at and reply is None) else "reply",
        "recipient": facts.recipient_of(row),
        "can_reply": request.actor.can("respond.reply"),
    }


def last_answer(living: dict[str, Any]) -> int:
    """The newest answer to the customer that this page shows; 0 while there is none."""
    told = [letter.item.message for letter in living["letters"] if letter.item.kind == "message"]
    return max((one.pk for one in told if one is not None and one.direction == "out"), default=0)


def _side(request: Request, living: dict[str, Any]) -> dict[str, Any]:
    story, analyses, row = living["feedback"], living["analyses"], living["case"]
    items = [letter.item for letter in living["letters"]]
    points = queries.mood_curve(items, analyses)
    first = analyses.get(story[0].pk) if story else None
    can_write = request.actor.can("respond.reply") and row.closed_at is None
    return {
        "guidance": queries.guidance_for(
            request.actor, row, analysis=first, moods=[point.mood for point in points]
        )
        if can_write
        else None,
        "curve": curve_of(points),
        **_toolbox(request, can_write=can_write),
        "readings": [{"feedback": one, "facts": facts.label_facts(analyses.get(one.pk))} for one in story],
        "can_correct": request.actor.can("understand.correct"),
    }


def _toolbox(request: Request, *, can_write: bool) -> dict[str, Any]:
    user_id = request.actor.user_id
    if not can_write or user_id is None:
        return {"strain": None}
    strain = queries.strains_of([user_id], now=now()).get(user_id, queries.CALM)
    return {"strain": strain, "pause_minutes": PAUSE_MINUTES}


@require_GET
def peek(request: Request, number: str) -> HttpResponse:
    """The case at a glance, beside the queue; without HTMX the case itself."""
    row = queries.get_case(request.actor, number)
    if not request.htmx:
        return redirect("case", row.number)
    moment = now()
    story = queries.case_story(request.actor, row)
    letters = [item for item in story if item.kind in ("feedback", "message")]
    clocks = queries.clocks_of(row, now=moment)
    context = {
        "case": row,
        "row": row_of(row),
        "first": letters[0] if letters else None,
        "last": letters[-1] if len(letters) > 1 else None,
        "clock": facts.next_clock(clocks),
        "facts": facts.label_facts(queries.analysis_of_case(row), is_short=True),
        "history": facts.history_words(request.actor, row),
        "step": queries.next_step(row, clocks=clocks),
        "because": facts.because_of(row),
        "can_assign": request.actor.can("respond.assign"),
    }
    return render(request, "respond/peek.html", context)
