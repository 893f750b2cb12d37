"""What a request carries in this house, for type checkers and readers."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from wenguo.base.actor import Actor


class Request(HttpRequest):
    """A request after the middleware: who asks, whether HTMX asks for a part only, and in which language."""

    actor: Actor
    htmx: HtmxDetails
    LANGUAGE_CODE: str
