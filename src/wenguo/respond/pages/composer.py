"""Writing in a case: to the customer, or to colleagues. What was typed is never lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.pages.amends import back_to
from wenguo.respond.pages.case import composer_of, last_answer, living_parts, show_case
from wenguo.respond.pages.forms import MAX_TEXT, ComposerForm, NoteForm, ReplyForm
from wenguo.respond.pages.promises import pledges_said


@require_POST
def case_reply(request: Request, number: str) -> HttpResponse:
    """Answer the customer, and perhaps wait for their answer."""
    case = queries.get_case(request.actor, number)
    form = ReplyForm(request.POST, request.FILES, number=case.number)
    if form.is_valid():
        values = form.cleaned_data
        try:
            if "ask" in request.POST:
                return _asked(request, case, values)
            actions.reply(
                actor=request.actor,
                case=case,
                text=values["text"],
                and_wait=values["then"] == "wait",
                attachments=values["attachments"],
                request_key=values["request_key"],
                pledges=pledges_said(request.POST),
                seen=form.has_seen(),
                now=now(),
            )
            return _written(request, case)
        except actions.ReplyBeyondAuthority as refusal:
            form.is_beyond = True
            _explain(form, refusal)
        except actions.AnsweredMeanwhile as warning:
            form.crossed = warning.newest.pk
            form.add_error(None, str(warning))
        except Refused as refusal:
            _explain(form, refusal)
    return _not_written(request, case, form)


@require_POST
def case_note(request: Request, number: str) -> HttpResponse:
    """Leave a note for colleagues; @name calls one of them."""
    case = queries.get_case(request.actor, number)
    form = NoteForm(request.POST, number=case.number)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.take_note(
                actor=request.actor,
                case=case,
                text=values["text"],
                request_key=values["request_key"],
                now=now(),
            )
            return _written(request, case)
        except Refused as refusal:
            _explain(form, refusal)
    return _not_written(request, case, form)


def _asked(request: Request, case: Case, values: dict[str, Any]) -> HttpResponse:
    """What was typed stays as a draft in the browser; the answer goes out when those above have said yes."""
    key = f"ask-{values['request_key']}"[:64]
    how = actions.ask_for_reply(
        actor=request.actor, case=case, text=values["text"], request_key=key, now=now()
    )
    asked = _("Approval is asked for; you hear when it is decided. Your answer stays here as a draft.")
    lifted = _("The case has gone one level up with your question. Your answer stays here as a draft.")
    messages.success(request, asked if how == "approval" else lifted)
    return back_to(request, case)


def _explain(form: ComposerForm, refusal: Refused) -> None:
    if isinstance(refusal, NotAllowed | NotFound):
        raise refusal
    form.add_error(None, str(refusal.message))


def _written(request: Request, case: Case) -> HttpResponse:
    if not request.htmx:
        return redirect("case", case.number)
    case = queries.get_case(request.actor, case.number)
    living = living_parts(request, case)
    context = living | composer_of(request, case, seen=last_answer(living))
    return render(request, "respond/case_sent.html", context)


def _not_written(request: Request, case: Case, form: ComposerForm) -> HttpResponse:
    forms = {"note": form} if isinstance(form, NoteForm) else {"reply": form}
    if not request.htmx:
        return show_case(request, case, status=422, **forms)
    step = queries.next_step(case)
    is_reply_next = step.code in ("reply", "wait", "none")
    context = {"case": case, "is_reply_next": is_reply_next, **composer_of(request, case, **forms)}
    return render(request, "respond/case_composer.html", context, status=422)


@require_POST
def case_preview(request: Request, number: str) -> HttpResponse:
    """The text as the customer will read it, in every channel; nothing is kept."""
    case = queries.get_case(request.actor, number)
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()[:MAX_TEXT]
    previews = queries.previews_of(request.actor, case, text=text, now=now())
    context = {"case": case, "previews": previews, "is_empty": not text}
    return render(request, f"respond/case_preview.html{'#part' if request.htmx else ''}", context)
