"""One thread answers a request, and an open screen keeps nothing that others need."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from wenguo.base.asgi_handler import OneThreadHandler
from wenguo.base.live_stream import switchboard
from wenguo.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)
Message = dict[str, Any]
SCREENS = 20


def scope(path: str, cookie: str = "") -> Message:
    """What a server says of a GET."""
    headers = [(b"host", b"127.0.0.1"), (b"cookie", cookie.encode())]
    return {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}


class Visitor:
    """A client of the application: what it was sent so far, and whether it is still there."""

    def __init__(self, path: str, cookie: str = "") -> None:
        self.scope, self.sent = scope(path, cookie), list[Message]()
        self.started, self.left = asyncio.Event(), asyncio.Event()
        self._asked = False

    async def receive(self) -> Message:
        """The empty body once, then that the client has left, when it has."""
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take what the application sends."""
        self.sent.append(message)
        if message["type"] == "http.response.body":
            self.started.set()

    def visit(self, handler: OneThreadHandler) -> asyncio.Task[None]:
        """Ask, in the background."""
        return asyncio.get_running_loop().create_task(handler(self.scope, self.receive, self.send))


def run(story: Callable[[OneThreadHandler], Awaitable[None]]) -> None:
    """One story on a handler and an event loop of its own; it ends within half a minute or fails."""

    async def told() -> None:
        await asyncio.wait_for(story(OneThreadHandler()), 30)

    asyncio.run(told())


def connections() -> int:
    """How many others hold a connection to this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def connections_seen_elsewhere() -> int:
    """The same, asked in a thread that keeps no connection either."""
    try:
        return connections()
    finally:
        connection.close()


def signed_in(user: User) -> str:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_a_page_is_answered_whole_and_its_connection_given_back(li_user: User) -> None:
    cookie, before = signed_in(li_user), connections()

    async def story(handler: OneThreadHandler) -> None:
        visitor = Visitor("/cases", cookie)
        await visitor.visit(handler)
        start, *body = visitor.sent
        assert start["status"] == 200
        assert (b"Content-Language", b"zh-hans") in start["headers"]
        assert "全部在办" in b"".join(part["body"] for part in body).decode()
        assert [part["more_body"] for part in body][-1] is False

    run(story)
    assert connections() == before


def test_more_open_screens_than_connections_stop_nobody_and_end_when_their_readers_leave(
    li_user: User,
) -> None:
    cookie, before = signed_in(li_user), connections()
    assert SCREENS > settings.WEB_THREADS

    async def story(handler: OneThreadHandler) -> None:
        screens = [Visitor("/live/", cookie) for _ in range(SCREENS)]
        tasks = [screen.visit(handler) for screen in screens]
        await asyncio.gather(*(screen.started.wait() for screen in screens))
        assert len(switchboard.screens) == SCREENS
        # One of them listens for all; asked from another thread, the test's own connection counts too.
        assert await asyncio.to_thread(connections_seen_elsewhere) <= before + 2
        page = Visitor("/cases", cookie)
        await page.visit(handler)
        assert page.sent[0]["status"] == 200
        for screen in screens:
            screen.left.set()
        await asyncio.gather(*tasks)
        assert switchboard.screens == set()

    run(story)


def test_a_stranger_gets_no_stream_and_a_visitor_who_left_while_asking_no_answer() -> None:
    async def story(handler: OneThreadHandler) -> None:
        stranger = Visitor("/live/")
        await stranger.visit(handler)
        assert stranger.sent[0]["status"] == 403
        gone = Visitor("/cases")
        gone._asked = True
        gone.left.set()
        await gone.visit(handler)
        assert gone.sent == []

    run(story)


def test_only_http_is_answered() -> None:
    async def story(handler: OneThreadHandler) -> None:
        with pytest.raises(ValueError, match="websocket"):
            await handler({"type": "websocket"}, None, None)

    run(story)


def test_a_request_that_cannot_be_read_is_refused() -> None:
    async def story(handler: OneThreadHandler) -> None:
        visitor = Visitor("/cases")
        visitor.scope["query_string"] = b"view=\xff"
        await visitor.visit(handler)
        assert visitor.sent[0]["status"] == 400

    run(story)
