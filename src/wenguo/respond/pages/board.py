"""Parts of the team's board: when people work, who is on call, what waits above the frontline, what could move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from wenguo.base.bilingual import in_language
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request
    from wenguo.people.models import Team, User
    from wenguo.respond.models import Escalation
    from wenguo.respond.queries import Staff

MOST_LIFTED = 6
Place = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of the picture, 0–100, in which somebody does not work."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Lifted:
    """A case above the frontline as one line of the board."""

    row: Escalation
    level: str
    because: str
    is_waiting: bool
    is_mine: bool


def shades_of(staff: Staff, *, since: datetime, until: datetime, place: Place) -> list[Shade]:
    """Where the picture is hatched: outside of shifts, and during leave."""
    if staff.leave is not None:
        spans = [(staff.leave.ends_at, until)] if staff.leave.ends_at < until else []
    else:
        spans = staff.spans
    shades, at = [], since
    for start, end in spans:
        if start > at:
            shades.append(Shade(place(at), place(start) - place(at)))
        at = max(at, end)
    if at < until:
        shades.append(Shade(place(at), 100 - place(at)))
    return [shade for shade in shades if shade.width > 0]


def presence_words(staff: Staff, *, now: datetime, is_lead: bool = False) -> str:
    """Where somebody is: leave until when, presence, on shift or not, pausing, hands full.

    Only a lead reads how hard it has been; the one concerned reads the same beside their pause button.
    """
    if staff.leave is not None:
        facts = {"kind": staff.leave.get_kind_display(), "until": _shortly(staff.leave.ends_at, now)}
        return _("%(kind)s until %(until)s") % facts
    parts = [staff.user.get_presence_display()]
    if is_lead and staff.strain.words:
        parts.append(staff.strain.words)
    elif staff.strain.pause_until is not None:
        parts.append(_("takes breath"))
    elif not staff.is_here and staff.user.presence == "online":
        parts.append(_("not on shift"))
    elif staff.is_full:
        parts.append(_("hands full"))
    return " · ".join(parts)


def _shortly(at: datetime, now: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == timezone.localtime(now).date() else f"{local:%m-%d %H:%M}"


def lifted_of(actor: Actor, teams: list[Team]) -> list[Lifted]:
    """What waits above the frontline in these teams' cases, the untaken first."""
    ids = [team.pk for team in teams]
    rows = queries.open_escalations(actor).filter(case__team_id__in=ids)[:MOST_LIFTED]
    return [
        Lifted(
            row,
            queries.level_name(row.level),
            in_language(row.because),
            row.acknowledged_at is None,
            row.handler_id == actor.user_id,
        )
        for row in rows
    ]


def on_call_of(teams: list[Team], *, now: datetime) -> list[dict[str, Any]]:
    """Who is on call, brand by brand."""
    brands = {team.brand_id: team.brand for team in teams}
    calls = [{"brand": brand, "turns": people.on_call(pk, now=now)} for pk, brand in brands.items()]
    return [call for call in calls if call["turns"]]


@dataclass(slots=True)
class Sending:
    """What one colleague gives to another."""

    source: User
    to: User
    numbers: list[str] = field(default_factory=list)


@require_http_methods(["GET", "POST"])
def rebalance(request: Request) -> HttpResponse:
    """Proposals of what could change hands; nothing happens until somebody says so."""
    request.actor.require("respond.assign")
    moment = now()
    teams = list(people.visible_teams(request.actor))
    key = request.POST.get("team") or request.GET.get("team")
    chosen = next((one for one in teams if one.key == key), None)
    staff = queries.staff_of([chosen] if chosen else teams, since=moment, until=moment, now=moment)
    proposals = queries.rebalance(request.actor, staff, now=moment)
    if request.method == "POST":
        _moved(
            request, [one for one in proposals if one.case.number in request.POST.getlist("number")], moment
        )
        return redirect("team")
    context = {"proposals": proposals, "chosen": chosen, "over": [row for row in staff if row.is_over]}
    return render(request, "respond/rebalance.html", context)


def _moved(request: Request, chosen: list[queries.Proposal], moment: datetime) -> None:
    sendings: dict[tuple[int, int], Sending] = {}
    for one in chosen:
        source = one.case.assignee
        if source is not None:
            sending = sendings.setdefault((source.pk, one.to.pk), Sending(source, one.to))
            sending.numbers.append(one.case.number)
    moved = 0
    for sending in sendings.values():
        count, _left = actions.hand_over_all(
            actor=request.actor,
            source=sending.source,
            to=sending.to,
            numbers=sending.numbers,
            reason=_("To share the load."),
            now=moment,
        )
        moved += count
    words = ngettext(
        "%(n)d case changed hands, with a note.", "%(n)d cases changed hands, with a note each.", moved
    )
    messages.success(request, words % {"n": moved})
