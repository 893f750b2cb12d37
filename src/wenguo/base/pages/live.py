"""The event stream behind live screens."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from wenguo.base.http import Request
from wenguo.base.live_stream import switchboard


def live(request: Request) -> HttpResponseBase:
    """Server-sent events ``{"topic", "id"}`` about the reader's brands. 403 for nobody."""
    if request.actor.kind != "person":
        return HttpResponse(status=403)
    response = StreamingHttpResponse(switchboard.stream(request.actor), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response
