"""What is promised in a letter that goes out: what its writer confirmed is watched, the rest waits for their word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from wenguo.base.actor import Actor
from wenguo.respond.actions.deeds import note_event
from wenguo.respond.domain.promises import MOST_TEXT, Pledge, warn_at
from wenguo.respond.models import Case, Message, Promise
from wenguo.respond.queries.promises import pledges_in

State = Promise.State


@dataclass(frozen=True, slots=True)
class Pledges:
    """What the writer said about the commitments in their letter: these hold, those are none."""

    confirmed: Collection[Pledge] = ()
    declined: Collection[Pledge] = ()


NOTHING_SAID = Pledges()


def watch_letter(actor: Actor, case: Case, message: Message, *, said: Pledges, now: datetime) -> None:
    """Keep the promises of a letter, in a case that is held. A commitment of which nothing was said waits as found."""
    known = {(pledge.text, pledge.due_at) for pledge in (*said.confirmed, *said.declined)}
    language = case.customer.language if case.customer else ""
    for pledge in said.confirmed:
        if pledge.due_at > now:
            new_promise(actor, case, pledge, now=now, message=message, source="reply")
    for pledge in pledges_in(message.body, language=language, now=now):
        if (pledge.text, pledge.due_at) not in known:
            new_promise(actor, case, pledge, now=now, message=message, source="reply", state=State.FOUND)


def new_promise(
    actor: Actor,
    case: Case,
    pledge: Pledge,
    *,
    now: datetime,
    source: str,
    message: Message | None = None,
    state: str = State.OPEN,
    replaces: Promise | None = None,
) -> Promise:
    """One more promise of a case that is held; the writer owns it, or whoever has the case."""
    row = Promise.objects.create(
        case=case,
        message=message,
        text=pledge.text[:MOST_TEXT],
        source=source,
        owner_id=actor.user_id or case.assignee_id,
        made_at=now,
        due_at=pledge.due_at,
        warn_at=warn_at(now, pledge.due_at),
        state=state,
        replaces=replaces,
    )
    if state == State.OPEN:
        note_event(actor, case, "promise_made", now=now, **told(row))
    return row


def told(row: Promise) -> dict[str, str | int]:
    """A promise as an event tells it."""
    return {"promise": row.pk, "text": row.text, "due_at": row.due_at.isoformat()}
