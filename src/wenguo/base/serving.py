"""Handing out a stored file so that it can do no harm: nothing runs in it, nothing is guessed about it."""

from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from wenguo.base.errors import NotFound

# A picture cannot run anything; whatever else a browser might see in it, the sandbox keeps it from acting.
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
INLINE = {"image/jpeg", "image/png", "image/webp", "image/gif"}


def serve(path: Path, *, content_type: str, name: str) -> HttpResponse:
    """Pictures inside the page, everything else as a download. Raises NotFound when the file is gone.

    Files are at most 10 MB; a whole answer is simpler for ASGI than a stream read in threads.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound from error
    shown = f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type
    response = HttpResponse(content, content_type=shown)
    response["Content-Disposition"] = (
        content_disposition_header(content_type not in INLINE, name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, max-age=86400, immutable"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
