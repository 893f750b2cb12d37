"""Scripts, styles, fonts and icons: read whole and answered whole."""

from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class WholeFiles:
    """Around WhiteNoise: an ASGI server would read its streams in the loop's own thread, and Django warns of it.

    The largest of our files has a few hundred kilobytes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, FileResponse) or not request.path.startswith(settings.STATIC_URL):
            return response
        whole = HttpResponse(response.getvalue(), status=response.status_code)
        del whole["Content-Type"]
        for name, value in response.items():
            whole[name] = value
        # Not response.close(): that would announce the end of a request which is still being answered.
        if response.file_to_stream is not None:
            response.file_to_stream.close()
        return whole
