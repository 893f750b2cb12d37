"""Side threads for colleagues: ask, read, write on, take the link back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.kernel.ids import new_link
from wenguo.respond import actions, queries
from wenguo.respond.pages.forms import FilesField, ManyFiles

if TYPE_CHECKING:
    from wenguo.respond.models import Case, SideThread

AGAIN = (
    ("", gettext_lazy("No reminder")),
    ("24", gettext_lazy("after a day")),
    ("72", gettext_lazy("after three days")),
)


class AskForm(forms.Form):
    """A question to somebody outside the case."""

    name = forms.CharField(label=gettext_lazy("Whom do you ask?"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Left empty, you pass the link on yourself."),
    )
    topic = forms.CharField(label=gettext_lazy("About"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("What they should know, and your question"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "They see these words and nothing else of the case. Quote only what they need."
        ),
    )
    attachments = FilesField(label=gettext_lazy("Attach files"), required=False, widget=ManyFiles())
    remind_hours = forms.TypedChoiceField(
        label=gettext_lazy("Remind them"), choices=AGAIN, required=False, coerce=int, empty_value=None
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Their language"), choices=(("zh-hans", "中文"), ("en", "English"))
    )


class WriteForm(forms.Form):
    """More words to them."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    attachments = FilesField(label=gettext_lazy("Attach files"), required=False, widget=ManyFiles())
    request_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def side_new(request: Request, number: str) -> HttpResponse:
    """Ask somebody outside the case."""
    case = queries.get_case(request.actor, number)
    request.actor.require("respond.reply")
    form = AskForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            thread = _ask(request, case, form)
            messages.success(request, _("Asked. Answers appear here and on the case."))
            return redirect("side-thread", case.number, thread.pk)
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 422 if request.method == "POST" else 200
    return render(request, "respond/side_new.html", {"case": case, "form": form}, status=status)


def _ask(request: Request, case: Case, form: AskForm) -> SideThread:
    values = form.cleaned_data
    names = ("name", "email", "language", "remind_hours")
    return actions.open_side_thread(
        actor=request.actor,
        case=case,
        partner=actions.Partner(**{name: values[name] for name in names}),
        topic=values["topic"],
        text=values["text"],
        attachments=values["attachments"],
        now=now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def side_thread(request: Request, number: str, thread_id: int) -> HttpResponse:
    """Read a side thread, or write on."""
    case = queries.get_case(request.actor, number)
    thread = queries.get_side_thread(request.actor, case, thread_id)
    form = WriteForm(initial={"request_key": new_link()})
    if request.method == "POST":
        request.actor.require("respond.reply")
        form = WriteForm(request.POST, request.FILES)
        if form.is_valid() and _written(request, thread, form):
            return redirect("side-thread", case.number, thread.pk)
    context = {
        "case": case,
        "thread": thread,
        "form": form,
        "address": queries.side_url(thread),
        "can_write": request.actor.can("respond.reply") and not thread.revoked_at and not case.closed_at,
    }
    return render(request, "respond/side_thread.html", context, status=422 if form.errors else 200)


def _written(request: Request, thread: SideThread, form: WriteForm) -> bool:
    try:
        actions.write_side_message(actor=request.actor, thread=thread, now=now(), **form.cleaned_data)
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
def side_revoke(request: Request, number: str, thread_id: int) -> HttpResponse:
    """Take the link back."""
    case = queries.get_case(request.actor, number)
    thread = queries.get_side_thread(request.actor, case, thread_id)
    actions.revoke_side_thread(actor=request.actor, thread=thread, now=now())
    messages.success(request, _("The link opens nothing any more."))
    return redirect("side-thread", case.number, thread.pk)
