"""Cases as the API tells them."""

import binascii
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import Invalid
from wenguo.base.http import Request
from wenguo.kernel.ids import digest
from wenguo.listen.actions import Upload
from wenguo.respond import queries
from wenguo.respond.actions import Pledges
from wenguo.respond.domain.promises import Pledge
from wenguo.respond.models import Case
from wenguo.respond.queries import ClockView, StoryItem
from wenguo.respond.rest.deeds_schemas import FileIn, PledgeIn

_SAME = (
    "number",
    "title",
    "excerpt",
    "evidence",
    "channel",
    "kind",
    "category",
    "risks",
    "demands",
    "intensity",
    "urgency",
    "priority",
    "stage",
    "status",
    "outcome",
    "cause",
    "opened_at",
    "first_replied_at",
    "resolved_at",
    "closed_at",
    "reopened",
    "next_due_at",
    "level",
    "weight",
    "bounces",
    "tags",
)
MAX_FILES = 5


def case_out(case: Case) -> dict[str, Any]:
    """A row of the queue."""
    customer = case.customer
    return {
        **{name: getattr(case, name) for name in _SAME},
        "brand": case.brand.slug,
        "customer": {"id": customer.pk, "name": customer.name, "tier": customer.tier} if customer else None,
        "place": case.place.slug if case.place else None,
        "team": case.team.key if case.team else None,
        "assignee": {"id": case.assignee.pk, "name": case.assignee.name} if case.assignee else None,
        "assigned_because": in_language(case.assigned_because),
    }


def detail_out(actor: Actor, number: str, *, now: datetime) -> dict[str, Any]:
    """Everything a handler sees of a case, as it is now."""
    case = queries.get_case(actor, number)
    clocks = queries.clocks_of(case, now=now)
    return {
        **case_out(case),
        "resolution": case.resolution,
        "fields": case.fields,
        "clocks": [_clock(clock) for clock in clocks],
        "story": [_item(item) for item in queries.case_story(actor, case)],
        "next_step": queries.next_step(case, clocks=clocks),
        "priority_parts": [
            {"words": words, "points": points} for words, points in queries.priority_parts(case)
        ],
    }


def uploads_of(files: Sequence[FileIn]) -> list[Upload]:
    """The files as they arrived. Raises Invalid."""
    if len(files) > MAX_FILES:
        raise Invalid(_("At most five files can be sent at once."), attachments="too_many")
    try:
        return [Upload(file.name, b64decode(file.content_base64, validate=True)) for file in files]
    except (binascii.Error, ValueError) as error:
        raise Invalid(_("A file is not valid Base64."), attachments="base64") from error


def pledges_of(confirmed: Sequence[PledgeIn], declined: Sequence[PledgeIn]) -> Pledges:
    """What the writer said about the commitments in their letter."""
    return Pledges(
        confirmed=[Pledge(one.text, one.due_at) for one in confirmed],
        declined=[Pledge(one.text, one.due_at) for one in declined],
    )


def request_key(request: Request, key: str | None) -> str:
    """The caller's own key, kept apart from the keys of other callers. Raises Invalid."""
    if key is None:
        return ""
    if not 0 < len(key) <= 200:
        raise Invalid(_("An Idempotency-Key has 1 to 200 characters."), idempotency_key="length")
    actor = getattr(request, "actor", None)
    caller = f"user:{actor.user_id}" if actor and actor.user_id else request.headers.get("Authorization", "")
    return digest(f"{caller}\n{key}")


def _clock(clock: ClockView) -> dict[str, Any]:
    return {
        "code": clock.code,
        "state": clock.state,
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "ended_at": clock.ended_at,
        "left_seconds": int(clock.left.total_seconds()),
        "share": clock.share,
        "explanation": clock.explanation,
        "deadline_id": clock.deadline_id,
        "kind": clock.kind,
        "raw_due_at": clock.raw_due_at,
        "is_provisional": clock.is_provisional,
    }


def _item(item: StoryItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "at": item.at,
        "who": item.who,
        "is_customer": item.is_customer,
        "text": item.text,
        "channel": item.channel,
        "evidence": item.evidence,
        "attachments": item.attachments,
        "delivery": item.delivery,
        "message_id": item.message.pk if item.message else None,
        "feedback_id": item.feedback.pk if item.feedback else None,
        "events": list(item.events),
    }
