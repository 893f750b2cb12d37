"""Files that came with feedback."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wenguo.base.http import Request
from wenguo.base.serving import serve
from wenguo.listen import actions, queries
from wenguo.listen.models import Attachment


@require_safe
def file(request: Request, token: str) -> HttpResponse:
    """For colleagues of its brand."""
    return _serve(queries.get_attachment(request.actor, token))


@require_safe
def customer_file(request: HttpRequest, link: str, token: str) -> HttpResponse:
    """For the customer who holds the tracking link."""
    return _serve(queries.attachment_by_link(link, token))


def _serve(row: Attachment) -> HttpResponse:
    return serve(actions.path_of(row.sha256), content_type=row.content_type, name=row.name)
