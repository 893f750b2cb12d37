"""News goes up: a fact is stored with the change that caused it, one delivery per reaction, and is never swallowed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from wenguo.base.jobs import PATIENT
from wenguo.kernel.events import Event

Reaction = Callable[[Any], None]
BULK_QUEUE, BULK_PRIORITY = "bulk", -10
_is_unheard: ContextVar[bool] = ContextVar("is_unheard", default=False)

# Filled once at start from site/wiring.py; base lies below the rooms and cannot import their reactions itself.
_reactions: dict[str, tuple[type[Event], list[Reaction]]] = {}


class OutsideTransaction(Exception):
    """News was published outside a transaction: the fact and its cause could part ways in a crash."""


class UnknownNews(Exception):
    """A stored delivery names an event or reaction that this release does not have."""


def connect(table: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Make the wiring table known (called by the site when it starts)."""
    _reactions.clear()
    for event, reactions in table.items():
        _reactions[event.name()] = (event, list(reactions))


@contextmanager
def unheard() -> Iterator[None]:
    """Publish nothing inside: for the story world, whose past is played by hand with the times of then."""
    token = _is_unheard.set(True)
    try:
        yield
    finally:
        _is_unheard.reset(token)


def is_unheard() -> bool:
    """Whether nobody is to hear of what is done now; open screens are not told of it either."""
    return _is_unheard.get()


def publish(event: Event) -> None:
    """Tell the rooms above: one delivery per reaction, stored in the caller's transaction."""
    publish_each([event])


def publish_each(events: Iterable[Event]) -> None:
    """Tell the rooms above many facts of one kind, in one statement."""
    told = list(events)
    if told and not connection.in_atomic_block:
        raise OutsideTransaction(told[0].name())
    if not told or is_unheard():
        return
    rows: list[JSONDict] = [
        {"event": event.name(), "reaction": _name(reaction), "payload": event.payload()}
        for event in told
        for reaction in _reactions.get(event.name(), (None, []))[1]
    ]
    if rows:
        queue, priority = (BULK_QUEUE, BULK_PRIORITY) if told[0].IS_BULK else ("news", 0)
        deliver.configure(queue=queue, priority=priority).batch_defer(*rows)


@app.task(name="base.deliver", queue="news", retry=PATIENT)
def deliver(*, event: str, reaction: str, payload: dict[str, Any]) -> None:
    """Run one reaction to one piece of news."""
    if event not in _reactions:
        raise UnknownNews(event)
    event_type, reactions = _reactions[event]
    for candidate in reactions:
        if _name(candidate) == reaction:
            candidate(event_type.from_payload(payload))
            return
    raise UnknownNews(f"{event} → {reaction}")


def _name(reaction: Reaction) -> str:
    return f"{reaction.__module__}.{reaction.__name__}"
