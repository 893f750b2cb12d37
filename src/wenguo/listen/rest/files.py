"""Files that came with feedback, for programs."""

from django.http import HttpResponse

from wenguo.base.http import Request
from wenguo.base.schemas import ProblemOut
from wenguo.base.serving import serve
from wenguo.listen import actions, queries
from wenguo.listen.rest.feedback import router


@router.get("/files/{token}", response={200: bytes, 404: ProblemOut}, openapi_extra={"summary": "A file"})
def get_file(request: Request, token: str) -> HttpResponse:
    """A file of a feedback of the caller's brands."""
    row = queries.get_attachment(request.actor, token)
    return serve(actions.path_of(row.sha256), content_type=row.content_type, name=row.name)
