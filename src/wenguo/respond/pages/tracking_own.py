"""More of the customer's page: its second key, letters about changes, and the whole as a letter to keep."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions
from wenguo.respond.pages.tracking import KEPT, gone, page_of, private, tracking_page


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_POST
def tracking_open(request: HttpRequest, link: str) -> HttpResponse:
    """The last digits of the phone; the right ones hold until the browser is closed, half a day at most."""
    try:
        given = actions.open_tracking(link=link, digits=request.POST.get("digits", ""), now=now())
    except NotFound:
        return gone(request)
    except Refused as refusal:
        return tracking_page(request, link, status=refusal.status, digits_error=str(refusal.message))
    if not given:
        wrong = _("These digits do not fit the number that we know. Please try again.")
        return tracking_page(request, link, status=422, digits_error=wrong)
    at = reverse("tracking", args=[link])
    response = private(redirect(at))
    response.set_cookie(KEPT, given, path=at, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tracking_notices(request: HttpRequest, link: str) -> HttpResponse:
    """Letters about changes: no more of them, or again. Opening the page changes nothing: a mail program may."""
    try:
        if request.method == "POST":
            is_on = actions.set_page_notices(link=link, is_on=request.POST.get("on") == "1", now=now())
            told = _("We write to you when something changes.")
            messages.success(
                request, told if is_on else _("No more letters about changes. Answers still come.")
            )
            return private(redirect(reverse("tracking-notices", args=[link])))
        page = page_of(request, link)
        brand = people.brand_by_slug(page.brand_slug)
    except NotFound:
        return gone(request)
    return private(render(request, "respond/tracking_notices.html", {"page": page, "brand": brand}))


@login_not_required
@require_safe
def tracking_statement(request: HttpRequest, link: str) -> HttpResponse:
    """What was said, done, promised and given, on paper: for a customer's own files, or for a body outside."""
    try:
        page = page_of(request, link)
        brand = people.brand_by_slug(page.brand_slug)
    except NotFound:
        return gone(request)
    if not page.has_statement:
        return private(redirect(reverse("tracking", args=[link])))
    context = {"page": page, "brand": brand, "steps": page.steps[::-1], "moment": now()}
    return private(render(request, "respond/tracking_statement.html", context))
