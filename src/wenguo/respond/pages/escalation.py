"""What the case page says about the levels above the frontline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from wenguo.base.bilingual import in_language
from wenguo.base.wording import moment_words
from wenguo.respond import queries

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.respond.models import Case, Escalation
    from wenguo.respond.queries import ClockView

FEW = 3


def escalation_card(actor: Actor, case: Case, *, clocks: list[ClockView], now: datetime) -> dict[str, Any]:
    """Where it is, whom it waits for, what happens by itself, and how it went before."""
    rows = queries.escalations_of(case)
    current = next((row for row in rows if row.ended_at is None), None)
    return {
        "level_name": queries.level_name(case.level),
        "current": current,
        "because": in_language(current.because) if current else "",
        "can_act": actor.can("respond.escalate") and current is not None,
        "path": queries.escalation_path(case, current=current, due=queries.due_of(case, clocks), now=now),
        "earlier": [{"words": _ended(row, now), "answer": row.answer} for row in rows if row.ended_at][:FEW],
    }


def _ended(row: Escalation, now: datetime) -> str:
    facts = {
        "level": queries.level_name(row.level),
        "at": moment_words(row.ended_at or row.raised_at, now=now),
        "ending": row.get_ending_display(),
    }
    return _("%(level)s, %(at)s: %(ending)s") % facts
