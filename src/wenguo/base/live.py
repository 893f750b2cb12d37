"""Live updates: an action announces that something changed; every screen that may see it refreshes that part.

Only ids travel (NOTIFY carries at most 8,000 bytes, and a payload would bypass permissions): the screen asks again
through its own door.
"""

import json
from collections.abc import Iterable

from django.db import connection

from wenguo.base import news

CHANNEL = "wenguo_live"


def announce(topic: str, thing_id: int, *, brand_id: int | None) -> None:
    """Tell open screens, on commit, that ``topic`` (such as ``case``) number ``thing_id`` changed."""
    if news.is_unheard():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, %s)",
            [CHANNEL, json.dumps({"topic": topic, "id": thing_id, "brand": brand_id})],
        )


def announce_each(topic: str, things: Iterable[tuple[int, int | None]]) -> None:
    """Tell open screens of many things (id and brand) of one kind, in one statement."""
    notes = [
        json.dumps({"topic": topic, "id": thing_id, "brand": brand_id})
        for thing_id, brand_id in dict.fromkeys(things)
    ]
    if notes and not news.is_unheard():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, note) FROM unnest(%s::text[]) AS note", [CHANNEL, notes])
