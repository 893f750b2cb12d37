"""Files that came with feedback."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from wenguo.base.http import Request
from wenguo.base.serving import serve
from wenguo.listen import actions, queries


@require_safe
def file(request: Request, token: str) -> HttpResponse:
    """For colleagues of its brand."""
    row = queries.get_attachment(request.actor, token)
    return serve(actions.path_of(row.sha256), content_type=row.content_type, name=row.name)
