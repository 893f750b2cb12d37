"""The event stream behind live screens."""

from asgiref.sync import sync_to_async
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from wenguo.base.actor import Actor
from wenguo.base.http import Request
from wenguo.base.live_stream import switchboard


async def live(request: Request) -> HttpResponseBase:
    """Server-sent events ``{"topic", "id"}`` about the reader's brands. 403 for nobody."""
    actor: Actor = await sync_to_async(lambda: request.actor)()
    if actor.kind != "person":
        return HttpResponse(status=403)
    response = StreamingHttpResponse(switchboard.stream(actor), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response
