"""Django behind an ASGI server: one thread answers a whole request, and holds nothing once it has answered.

Django's own handler starts a thread for every request, goes to and fro between it and the event loop, and keeps the
request's database connection until the last byte is sent. An event stream has no last byte: a dozen open screens would
hold every connection there is. Here the loop reads and sends, and a thread of a small pool does all that lies between.
See docs/adr/0010-one-thread-answers-a-request.md.
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import IO, Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.conf import settings
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix


class OneThreadHandler(ASGIHandler):
    """An ASGI application that runs middleware and views as under WSGI, ``settings.WEB_THREADS`` requests at once.

    Every view is a plain function; one that streams returns a response around an asynchronous iterator, which the
    event loop reads until its end or until the client leaves.
    """

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="request")

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the chain for threads, whatever ``is_async`` asks for."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Read the request, have it answered, send the answer. ValueError for anything but HTTP."""
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is answered here, not {scope['type']}")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        # In a context of its own: language, time zone and URL configuration of one request never reach the next.
        answer = partial(contextvars.copy_context().run, self._answer, scope, body)
        response = await asyncio.get_running_loop().run_in_executor(self._threads, answer)
        if not response.streaming:
            await self.send_response(response, send)
            return
        async with ThreadSensitiveContext():
            try:
                await self._stream(response, receive, send)
            finally:
                await sync_to_async(response.close)()
                body.close()

    def _answer(self, scope: Any, body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        # What the last request of this thread left behind, should the database have gone away since.
        close_old_connections()
        request, refused = self.create_request(scope, body)
        response = refused if request is None else self.get_response(request)
        if response is None:
            raise RuntimeError("a request that could not be read was refused without words")
        if response.streaming:
            # Its end may be hours away; what it still reads, it reads on a connection of its own.
            close_old_connections()
        else:
            response.close()
            body.close()
        return response

    async def _stream(self, response: HttpResponseBase, receive: Any, send: Any) -> None:
        sending = asyncio.create_task(self.send_response(response, send))
        leaving = asyncio.create_task(self._until_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                task.cancel()
            ended, _left = await asyncio.gather(sending, leaving, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended

    @staticmethod
    async def _until_gone(receive: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
