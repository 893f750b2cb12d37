"""The packs of legal deadlines: which a brand has switched on, what can be extended, and which notice was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wenguo.base.actor import Actor
from wenguo.kernel.deadlines.packs import NoPack, Pack, Step
from wenguo.listen import queries as listen
from wenguo.respond.domain import statutory
from wenguo.respond.models import Case, Deadline, Message, PackChoice
from wenguo.respond.queries.story import delivery_key

if TYPE_CHECKING:
    from wenguo.people.models import Brand


@dataclass(frozen=True, slots=True)
class LegalDeadline:
    """A legal deadline that still runs, with what can be done about it."""

    row: Deadline
    pack: Pack
    step: Step

    @property
    def can_extend(self) -> bool:
        """Whether the rule knows an extension at all."""
        return self.step.extension is not None


def pack_choices(actor: Actor, brand: Brand) -> list[PackChoice]:
    """The packs that a brand has switched on."""
    actor.require("respond.read", brand)
    return list(PackChoice.objects.filter(brand=brand).order_by("pack", "category"))


def legal_deadlines(case: Case) -> list[LegalDeadline]:
    """What the law asks for in this case and is not done yet; packs that this release no longer has are left out."""
    found = []
    rows = Deadline.objects.filter(case=case, kind=Deadline.Kind.STATUTORY, state__in=["running", "paused"])
    for row in rows.order_by("due_at", "id"):
        try:
            found.append(LegalDeadline(row, *statutory.step_of(row.explanation[0])))
        except NoPack:
            continue
    return found


def letters_for_notice(case: Case) -> list[Message]:
    """The answers of a case that may serve as the notice of an extension, newest first."""
    return list(Message.objects.filter(case=case, direction=Message.Direction.OUTGOING).order_by("-id")[:20])


def notice_sent_at(message: Message) -> datetime | None:
    """When a message reached the customer: by e-mail once it was sent, on their page at once; None if it has not."""
    if message.channel != "email":
        return message.created_at
    return listen.outgoing_sent_at([delivery_key(message.pk)]).get(delivery_key(message.pk))
