"""At the edge of the house: what browsers may load, and how a refusal is told."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenguo.base.errors import NotAllowed, NotFound, Refused

Respond = Callable[[HttpRequest], HttpResponse]

# No inline script or style anywhere: a hostile text that slips into a page still cannot run.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class ContentSecurityPolicy:
    """Send the content security policy with every page."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


def _is_stranger_at_the_door(request: HttpRequest) -> bool:
    # Whoever opens a page in a browser without being signed in (any more) is asked to sign in; programs are told 403.
    # Pages for customers say so by @login_not_required: nobody can sign in to them.
    if request.resolver_match and not getattr(request.resolver_match.func, "login_required", True):
        return False
    is_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    return is_page and "HX-Request" not in request.headers and not request.user.is_authenticated


class ShowRefusals:
    """Turn a refusal into a page in the reader's language, with its own status and no trace of the inside."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for refusals only; real faults stay faults and are logged."""
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, NotAllowed | NotFound) and _is_stranger_at_the_door(request):
            return redirect_to_login(request.get_full_path())
        context = {"message": exception.message, "code": exception.code, "status": exception.status}
        return render(request, "problem.html", context, status=exception.status)
