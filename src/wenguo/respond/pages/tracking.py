"""The customer's page behind an unguessable link: where it stands, who does what next, and a way to speak."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wenguo.base.errors import NotFound, Refused
from wenguo.base.serving import serve
from wenguo.kernel.clock import now
from wenguo.kernel.ids import new_link
from wenguo.listen import actions as listen
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.forms import MAX_FILES, PHOTO_TYPES, FilesField, ManyFiles
from wenguo.respond.queries import Tracking

TYPES = ("large", "normal")
# The cookie that a browser keeps for one page after the right digits.
KEPT = "opened"
A_YEAR = 365 * 24 * 3600
FACES = (
    (1, gettext_lazy("Very bad"), "mood-sad"),
    (2, gettext_lazy("Bad"), "mood-sad-2"),
    (3, gettext_lazy("So-so"), "mood-empty"),
    (4, gettext_lazy("Good"), "mood-smile"),
    (5, gettext_lazy("Very good"), "mood-happy"),
)


EFFORTS = (
    (1, gettext_lazy("Very little")),
    (2, gettext_lazy("Little")),
    (3, gettext_lazy("Some")),
    (4, gettext_lazy("Much")),
    (5, gettext_lazy("Very much")),
)


class AddForm(forms.Form):
    """More words, or photos."""

    text = forms.CharField(
        label=gettext_lazy("What would you like to add?"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    photos = FilesField(
        label=gettext_lazy("Photos"),
        required=False,
        widget=ManyFiles(
            attrs={"accept": PHOTO_TYPES, "data-preview": "photos-chosen", "data-max": str(MAX_FILES)}
        ),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Either is enough; neither is nothing."""
        values = super().clean() or {}
        if not self.errors and not values.get("photos") and not str(values.get("text") or "").strip():
            self.add_error("text", _("Write a few words or add a photo."))
        return values


class ReopenForm(forms.Form):
    """What is still not right."""

    reason = forms.CharField(
        label=gettext_lazy("What is still not right?"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Tell us in a few words what is still not right.")},
    )


class RateForm(forms.Form):
    """One of five faces, and perhaps what it cost them, and words."""

    score = forms.IntegerField(min_value=1, max_value=5)
    effort = forms.IntegerField(min_value=1, max_value=5, required=False)
    comment = forms.CharField(max_length=1_000, required=False)


@login_not_required
@require_safe
def tracking(request: HttpRequest, link: str) -> HttpResponse:
    """The page itself."""
    return tracking_page(request, link)


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_POST
def tracking_add(request: HttpRequest, link: str) -> HttpResponse:
    """The customer adds words or photos."""
    form = AddForm(request.POST, request.FILES)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.customer_adds(
                link=link,
                text=values["text"],
                uploads=values["photos"],
                request_key=values["once"],
                now=now(),
            )
            messages.success(request, _("It has arrived. Whoever looks after it sees it now."))
            return _back(link)
        except NotFound:
            return gone(request)
        except Refused as refusal:
            form.add_error("photos" if "attachments" in refusal.fields else "text", str(refusal.message))
    return tracking_page(request, link, status=422, add=form)


@login_not_required
@csrf_exempt
@require_POST
def tracking_reopen(request: HttpRequest, link: str) -> HttpResponse:
    """The customer says that it is not settled after all."""
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            actions.customer_reopens(link=link, reason=form.cleaned_data["reason"], now=now())
            messages.success(request, _("We have taken it up again."))
            return _back(link)
        except NotFound:
            return gone(request)
        except Refused as refusal:
            form.add_error("reason", str(refusal.message))
    return tracking_page(request, link, status=422, reopen=form)


@login_not_required
@csrf_exempt
@require_POST
def tracking_rate(request: HttpRequest, link: str) -> HttpResponse:
    """The customer says how we handled it."""
    form = RateForm(request.POST)
    if form.is_valid():
        try:
            actions.rate(link=link, now=now(), **form.cleaned_data)
            messages.success(request, _("Thank you. We read every rating."))
            return _back(link)
        except NotFound:
            return gone(request)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return tracking_page(request, link, status=422, rate=form)


@login_not_required
@require_safe
def tracking_file(request: HttpRequest, link: str, token: str) -> HttpResponse:
    """A photo or paper of this conversation, for whoever holds the link and for nobody else."""
    try:
        page = page_of(request, link)
    except NotFound:
        return gone(request)
    files = {file.token: file for step in page.steps for file in step.attachments}
    if token not in files:
        return gone(request)
    row = files[token]
    return private(serve(listen.path_of(row.sha256), content_type=row.content_type, name=row.name))


def private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine, told to no other site."""
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def page_of(request: HttpRequest, link: str) -> Tracking:
    """What this browser may see behind the link. Raises NotFound."""
    return queries.tracking(link, now=now(), tail_pass=pass_of(request))


def pass_of(request: HttpRequest) -> str:
    """What the browser was given for the right digits, or ""."""
    return request.COOKIES.get(KEPT, "")


def tracking_page(
    request: HttpRequest, link: str, *, status: int = 200, digits_error: str = "", **forms_given: forms.Form
) -> HttpResponse:
    """The page with whatever was wrong with a form that was sent."""
    try:
        page = page_of(request, link)
        brand = people.brand_by_slug(page.brand_slug)
    except NotFound:
        return gone(request)
    rate_form = forms_given.get("rate")
    context = {
        "page": page,
        "brand": brand,
        "digits_error": digits_error,
        "phone": brand.phone,
        "progress": _progress(page),
        "is_large": wants_large(request),
        "faces": [{"score": score, "label": label, "icon": icon} for score, label, icon in FACES],
        "is_asked": page.can_rate and queries.is_asked(link),
        "score": page.rating,
        "efforts": [{"value": value, "label": label} for value, label in EFFORTS],
        "effort": page.rating_effort,
        "rate_form": rate_form,
        "rate_comment": rate_form.data.get("comment", "") if rate_form else page.rating_comment,
        "add_form": forms_given.get("add") or AddForm(initial={"once": new_link()}),
        "reopen_form": forms_given.get("reopen") or ReopenForm(),
    }
    response = private(render(request, "respond/tracking.html", context, status=status))
    if request.GET.get("type") in TYPES:
        response.set_cookie("type", request.GET["type"], max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


def wants_large(request: HttpRequest) -> bool:
    """Whether the reader asked for large type, now or before."""
    return request.GET.get("type", request.COOKIES.get("type")) == "large"


def _progress(page: Tracking) -> str:
    total = len(page.stages)
    at = next((n for n, stage in enumerate(page.stages, 1) if stage.state == "now"), total)
    return _("Progress: step %(n)d of %(total)d") % {"n": at, "total": total}


def gone(request: HttpRequest) -> HttpResponse:
    """There is nothing behind this link."""
    return private(render(request, "respond/tracking_gone.html", status=404))


def _back(link: str) -> HttpResponse:
    return private(redirect(reverse("tracking", args=[link])))
