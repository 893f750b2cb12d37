"""Why something was refused, in the reader's language. Pages and the API both show these; nothing else leaks out."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule said no. ``code`` is stable for programs, ``message`` is for people (translated when shown)."""

    code = "refused"
    status = 409
    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise | None = None, **fields: Any) -> None:
        if message is not None:
            self.message = message
        self.fields = fields
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The actor's role does not include this deed."""

    code = "not_allowed"
    status = 403
    message = _("Your role does not allow this.")


class NotFound(Refused):
    """No such row, or not one that this actor may know of: the two look the same from outside."""

    code = "not_found"
    status = 404
    message = _("Not found. It may have been moved, or it belongs to another brand.")


class Invalid(Refused):
    """The input does not make sense; ``fields`` says which part and why."""

    code = "invalid"
    status = 422
    message = _("Some of this is not right. Please check the marked places.")
