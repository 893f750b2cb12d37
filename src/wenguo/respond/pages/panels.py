"""The expert panel on the case: ask, accept, decline, give an opinion, sum up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.domain.panels import OWED, PRESENT, is_overdue
from wenguo.respond.models import ExpertAsk

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request
    from wenguo.respond.models import Case, Panel

USUAL = timedelta(hours=24)
TONES = {"asked": "note", "accepted": "brand", "answered": "good", "declined": "quiet", "withdrawn": "quiet"}
SUPERIORS = ("lead", "executive", "administrator")


class AskForm(forms.Form):
    """Whom, what, and by when."""

    expert = forms.IntegerField()
    question = forms.CharField(max_length=10_000)
    due_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])


def ask_expert(request: Request, case: Case) -> None:
    """Put the question before a colleague."""
    form = AskForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose a colleague, write the question, and a time that lies ahead."))
    values = dict(form.cleaned_data)
    expert = people.get_colleague(request.actor, values.pop("expert"))
    actions.invite_expert(actor=request.actor, case=case, expert=expert, now=now(), **values)


def conclude(request: Request, case: Case) -> None:
    """Sum up."""
    summary = request.POST.get("summary", "")
    actions.conclude_panel(actor=request.actor, case=case, summary=summary, now=now())


def expert_deeds(request: Request, ask: ExpertAsk) -> dict[str, Callable[[], object]]:
    """What can be done about an asked opinion."""
    facts: dict[str, Any] = {"actor": request.actor, "ask": ask, "now": now()}
    said = request.POST
    return {
        "accept": lambda: actions.accept_ask(**facts),
        "withdraw": lambda: actions.withdraw_ask(**facts),
        "decline": lambda: actions.decline_ask(**facts, reason=said.get("reason", "")),
        "opinion": lambda: actions.give_opinion(
            **facts,
            opinion=actions.Opinion(
                said.get("finding", ""), said.get("confidence", ""), said.get("recommendation", "")
            ),
        ),
    }


def panel_card(actor: Actor, case: Case) -> dict[str, Any]:
    """What the card shows."""
    panels = [_shown(actor, row) for row in queries.panels_of(case)]
    is_open = bool(panels) and panels[0]["row"].concluded_at is None
    can_work = actor.can("respond.reply") and case.closed_at is None
    experts = queries.possible_experts(actor, case) if can_work else []
    is_owner = case.assignee_id in (None, actor.user_id) or actor.role in SUPERIORS
    return {
        "panels": panels,
        "owed": sum(one["is_owed"] for panel in panels for one in panel["asks"]),
        "experts_fit": [one for one in experts if one.skills],
        "experts_other": [one for one in experts if not one.skills],
        "confidences": ExpertAsk.Confidence.choices,
        "due_at": localtime(now() + USUAL),
        "may_conclude": is_open and can_work and is_owner,
    }


def _shown(actor: Actor, panel: Panel) -> dict[str, Any]:
    is_open, moment = panel.concluded_at is None, now()
    return {
        "row": panel,
        "asks": [
            {
                "row": one,
                "state": one.get_state_display(),
                "tone": TONES[one.state],
                "is_mine": one.expert_id == actor.user_id,
                "is_open": is_open and one.state in PRESENT,
                "is_owed": is_open and one.state in OWED,
                "is_late": is_open and is_overdue(one.state, due_at=one.due_at, now=moment),
            }
            for one in panel.asks.all()
        ],
    }
