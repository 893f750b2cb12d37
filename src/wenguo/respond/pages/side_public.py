"""The page of a partner who is asked: our question, their answer, and nothing else of the case."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wenguo.base.errors import NotFound, Refused
from wenguo.base.serving import serve
from wenguo.kernel.clock import now
from wenguo.kernel.ids import new_link
from wenguo.listen import actions as listen
from wenguo.respond import actions, queries
from wenguo.respond.models import SideThread
from wenguo.respond.pages.forms import FILE_TYPES, FilesField, ManyFiles
from wenguo.respond.pages.tracking import gone, private


class AnswerForm(forms.Form):
    """A partner's answer."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=150, required=False)
    text = forms.CharField(
        label=gettext_lazy("What do you answer?"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    papers = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        widget=ManyFiles(attrs={"accept": FILE_TYPES, "data-preview": "files-chosen", "data-max": "5"}),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side_public(request: HttpRequest, link: str) -> HttpResponse:
    """Read what is asked, and answer."""
    try:
        thread = queries.side_thread_by_link(link)
    except NotFound:
        return gone(request)
    form = AnswerForm(initial={"once": new_link(), "name": thread.partner})
    if request.method == "POST":
        form = AnswerForm(request.POST, request.FILES)
        if form.is_valid() and _answered(form, link):
            messages.success(request, _("Thank you, your answer has arrived."))
            return private(redirect(reverse("side-public", args=[link])))
    return _page(request, thread, form)


@login_not_required
@require_safe
def side_file(request: HttpRequest, link: str, token: str) -> HttpResponse:
    """A file of this side thread, for whoever holds its link."""
    try:
        thread = queries.side_thread_by_link(link)
    except NotFound:
        return gone(request)
    files = {file.token: file for one in thread.messages.all() for file in one.attachments.all()}
    if token not in files:
        return gone(request)
    row = files[token]
    return private(serve(listen.path_of(row.sha256), content_type=row.content_type, name=row.name))


def _answered(form: AnswerForm, link: str) -> bool:
    values = form.cleaned_data
    try:
        actions.partner_answers(
            link=link,
            name=values["name"],
            text=values["text"],
            uploads=values["papers"],
            request_key=values["once"],
            now=now(),
        )
    except Refused as refusal:
        form.add_error("papers" if "attachments" in refusal.fields else "text", str(refusal))
        return False
    return True


def _page(request: HttpRequest, thread: SideThread, form: AnswerForm) -> HttpResponse:
    context = {
        "thread": thread,
        "brand": thread.case.brand,
        "form": form,
        "is_over": thread.case.closed_at is not None,
    }
    return private(render(request, "respond/side_public.html", context, status=422 if form.errors else 200))
