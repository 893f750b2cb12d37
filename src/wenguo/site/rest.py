"""The API: every room's router under /api/v1, one way to sign in, one shape for errors."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from wenguo.base.actor import Actor
from wenguo.base.errors import Refused
from wenguo.customers.rest import router as customers
from wenguo.desk.rest import router as desk
from wenguo.governance.rest import router as governance
from wenguo.improve.rest import router as improve
from wenguo.kernel.clock import now
from wenguo.listen.rest import router as listen
from wenguo.measure.rest import router as measure
from wenguo.people.actions import note_token_use
from wenguo.people.queries import actor_of_token
from wenguo.people.rest import router as people
from wenguo.respond.rest import router as respond
from wenguo.understand.rest import router as understand


class BearerToken(HttpBearer):
    """``Authorization: Bearer wg_…``"""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Put the program's actor on the request."""
        found = actor_of_token(token)
        if found is None:
            return None
        actor, row = found
        note_token_use(row, now=now())
        setattr(request, "actor", actor)  # noqa: B010 — HttpRequest does not declare it
        return actor


api = NinjaAPI(
    title="Wenguo",
    version="1",
    description="Everything a person does in the pages can be done here.",
    auth=[BearerToken(), SessionAuth()],
    urls_namespace="api",
)


def share_paths(upper: Router, lower: Router) -> None:
    """Let one address carry deeds of two rooms: listening takes a feedback, understanding tells it (Django would
    stop at the first of two equal addresses)."""
    for path in upper.path_operations.keys() & lower.path_operations.keys():
        upper.path_operations[path].operations += lower.path_operations.pop(path).operations


share_paths(understand, listen)
api.add_router("", governance)
api.add_router("", people)
api.add_router("", customers)
api.add_router("", listen)
api.add_router("", understand)
api.add_router("", respond)
api.add_router("", improve)
api.add_router("", measure)
api.add_router("", desk)


def problem(
    request: HttpRequest, *, status: int, code: str, message: str, fields: Any = None
) -> HttpResponse:
    """The one shape of every error: ``{"error": {"code", "message", "fields"}}``."""
    return api.create_response(
        request, {"error": {"code": code, "message": message, "fields": fields or {}}}, status=status
    )


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule said no."""
    response = problem(
        request, status=error.status, code=error.code, message=str(error.message), fields=error.fields
    )
    if "retry_after" in error.fields:
        response["Retry-After"] = str(error.fields["retry_after"])
    return response


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """The body is larger than we read into memory."""
    return problem(
        request, status=413, code="too_large", message=_("The request is too large. Send files as multipart.")
    )


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The body or the parameters do not fit the schema."""
    fields = {".".join(str(part) for part in item["loc"]): item["msg"] for item in error.errors}
    return problem(
        request, status=422, code="invalid", message=_("Some fields are missing or wrong."), fields=fields
    )


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or not one of ours."""
    return problem(
        request, status=401, code="not_signed_in", message=_("Send a valid token as 'Bearer wg_…'.")
    )


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Whatever else the framework refuses, in our shape."""
    return problem(request, status=error.status_code, code="bad_request", message=str(error))
