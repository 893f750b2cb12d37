"""The diagnostics link: made beside a case, opened once by its customer on a plain page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.forms import MAX_FILES, FilesField, ManyFiles
from wenguo.respond.pages.tracking import gone, private

if TYPE_CHECKING:
    from wenguo.base.http import Request

TYPES = (
    "image/jpeg,image/png,image/webp,image/gif,application/pdf,.docx,text/plain,.log,"
    "video/mp4,video/webm,video/quicktime"
)


class AskForm(forms.Form):
    """What the customer should send, and how long the link lives."""

    asked = forms.CharField(max_length=500)
    hours = forms.IntegerField(min_value=1, max_value=actions.MOST_DIAGNOSTICS_HOURS)


class SendForm(forms.Form):
    """What the customer sends."""

    text = forms.CharField(
        label=gettext_lazy("What happens, and what you did before"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    uploads = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        widget=ManyFiles(attrs={"accept": TYPES, "data-preview": "chosen", "data-max": str(MAX_FILES)}),
    )
    device = forms.CharField(
        label=gettext_lazy("Your device and browser"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("This is all that we read from your device. Change or delete it as you like."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    agrees = forms.BooleanField(
        label=actions.DIAGNOSTICS_CONSENT,
        error_messages={"required": gettext_lazy("Without your consent nothing is sent.")},
    )


@require_POST
def diagnostics_ask(request: Request, number: str) -> HttpResponse:
    """Make a link for this case."""
    case = queries.get_case(request.actor, number)
    request.actor.require("respond.reply")
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what the customer should send, and for how long."))
        return redirect("case", case.number)
    try:
        actions.ask_diagnostics(actor=request.actor, case=case, now=now(), **form.cleaned_data)
        messages.success(request, _("The link stands beside the case. Put it into your reply."))
    except NotAllowed:
        raise
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("case", case.number)


@require_POST
def diagnostics_revoke(request: Request, link_id: int) -> HttpResponse:
    """Close the door."""
    row = queries.get_diagnostics(request.actor, link_id)
    actions.revoke_diagnostics(actor=request.actor, row=row, now=now())
    messages.success(request, _("The link opens nothing any more."))
    return redirect("case", row.case.number)


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostics(request: HttpRequest, link: str) -> HttpResponse:
    """The customer's page: what we ask for, what it is used for, one delivery."""
    if request.method == "POST":
        form = SendForm(request.POST, request.FILES)
    else:
        form = SendForm(initial={"device": _device(request)})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.send_diagnostics(link=link, now=now(), **values)
        except NotFound:
            return gone(request)
        except actions.LinkIsSpent:
            return _page(request, link, form)
        except Refused as refusal:
            form.add_error("uploads" if "attachments" in refusal.fields else None, str(refusal.message))
    return _page(request, link, form)


def _page(request: HttpRequest, link: str, form: SendForm) -> HttpResponse:
    try:
        door = queries.diagnostics_door(link, now=now())
        brand = people.brand_by_slug(door.brand_slug)
    except NotFound:
        return gone(request)
    is_sent = request.method == "POST" and door.state == "used" and form.is_valid()
    status = 200 if is_sent else 410 if door.state != "open" else 422 if form.errors else 200
    context = {"door": door, "brand": brand, "form": form, "is_sent": is_sent}
    return private(render(request, "respond/diagnostics.html", context, status=status))


def _device(request: HttpRequest) -> str:
    lines = [request.headers.get("User-Agent", "")[:400], request.headers.get("Accept-Language", "")[:100]]
    return "\n".join(line for line in lines if line)
