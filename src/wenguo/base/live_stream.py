"""One LISTEN connection per process, many open screens: NOTIFY in, server-sent events out."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import psycopg
from django.db import connections

from wenguo.base.actor import Actor
from wenguo.base.live import CHANNEL

logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 15.0
QUEUE_SIZE = 200
RECONNECT_SECONDS = 1.0


@dataclass(eq=False)
class Screen:
    """One open page and what waits to be sent to it."""

    actor: Actor
    waiting: asyncio.Queue[dict[str, int | str | None]] = field(
        default_factory=lambda: asyncio.Queue(QUEUE_SIZE)
    )


class Switchboard:
    """Hands each announcement to the screens whose reader may see that brand."""

    def __init__(self) -> None:
        self.screens: set[Screen] = set()
        self.listener: asyncio.Task[None] | None = None

    async def stream(self, actor: Actor) -> AsyncIterator[bytes]:
        """Server-sent events for one screen until its browser goes away."""
        screen = Screen(actor)
        self.screens.add(screen)
        if self.listener is None or self.listener.done():
            self.listener = asyncio.get_running_loop().create_task(self._listen())
        try:
            yield b"retry: 2000\n\n"
            while True:
                try:
                    news = await asyncio.wait_for(screen.waiting.get(), HEARTBEAT_SECONDS)
                    yield f"data: {json.dumps({'topic': news['topic'], 'id': news['id']})}\n\n".encode()
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self.screens.discard(screen)

    def hand_out(self, payload: str) -> None:
        """Queue one announcement for every screen that may know of it; a stalled screen is told to reload."""
        news = json.loads(payload)
        for screen in list(self.screens):
            if news["brand"] is not None and not screen.actor.sees_brand(news["brand"]):
                continue
            if screen.waiting.full():
                while not screen.waiting.empty():
                    screen.waiting.get_nowait()
                news = {"topic": "all", "id": 0, "brand": None}
            screen.waiting.put_nowait(news)

    async def _listen(self) -> None:
        while self.screens:
            try:
                await self._listen_once()
            except psycopg.Error as error:
                logger.warning("Live updates lost the database, trying again: %s", error)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen_once(self) -> None:
        parameters = connections["default"].get_connection_params()
        known = {
            key: parameters[key]
            for key in ("dbname", "user", "password", "host", "port")
            if parameters.get(key)
        }
        connection = await psycopg.AsyncConnection.connect(**known, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            # What was missed while the line was down: every screen asks again for itself.
            self.hand_out(json.dumps({"topic": "all", "id": 0, "brand": None}))
            async for notice in connection.notifies():
                self.hand_out(notice.payload)


switchboard = Switchboard()
