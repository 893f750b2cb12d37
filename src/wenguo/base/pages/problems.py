"""Pages for what went wrong, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request itself is damaged."""
    return _problem(request, 400, _("The request could not be read. Go back and try once more."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Signed in, but the role does not allow it."""
    return _problem(request, 403, _("Your role does not allow this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or not one this reader may know of."""
    return _problem(request, 404, _("Not found. It may have been moved, or it belongs to another brand."))


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault: nothing of the inside is shown."""
    return _problem(
        request, 500, _("Something broke on our side. What you had saved is kept. Please try again.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from another site."""
    return _problem(
        request, 403, _("This form was open too long. Go back, reload the page and send it again.")
    )


def _problem(request: HttpRequest, status: int, message: str) -> HttpResponse:
    return render(request, "problem.html", {"status": status, "message": message}, status=status)
