"""The crisis room: figures, playbook, roles, statement, log, and the review that closes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.domain.crisis import HOURS_SHOWN
from wenguo.respond.models import CrisisRole
from wenguo.respond.pages.crisis_forms import CloseCrisisForm, PlaybookForm

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import User
    from wenguo.respond.models import Crisis, Incident
    from wenguo.respond.queries import Counters


@require_safe
def crisis(request: Request, incident_id: int) -> HttpResponse:
    """The room."""
    return _room(request, queries.get_crisis(request.actor, incident_id))


@require_POST
def crisis_deed(request: Request, incident_id: int, deed: str) -> HttpResponse:
    """One deed in the room: declare, step, role, log, close."""
    row = queries.get_incident(request.actor, incident_id)
    request.actor.require("respond.incident")
    if deed not in DEEDS:
        raise Http404
    try:
        messages.success(request, DEEDS[deed](request, row))
    except (NotAllowed, NotFound):
        raise
    except InvalidForm as bad:
        return _room(request, queries.get_crisis(request.actor, row.pk), form=bad.form, status=422)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("crisis" if queries.crisis_of(row) else "incident", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def playbook(request: Request) -> HttpResponse:
    """The steps of a brand's golden day."""
    request.actor.require("respond.settings")
    brands = list(people.visible_brands(request.actor))
    if not brands:
        raise NotFound
    slug = request.POST.get("brand") or request.GET.get("brand")
    brand = next((one for one in brands if one.slug == slug), brands[0])
    form = PlaybookForm(
        request.POST or None, initial={"steps": PlaybookForm.lines(queries.playbook_of(brand))}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_playbook(
                actor=request.actor, brand=brand, steps=form.cleaned_data["steps"], now=now()
            )
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}?brand={brand.slug}")
        except Refused as reason:
            form.add_error("steps", str(reason))
    context = {"form": form, "brand": brand, "brands": brands, "is_own": queries.has_own_playbook(brand)}
    return render(request, "respond/playbook.html", context, status=422 if form.errors else 200)


class InvalidForm(Exception):
    """The review is not complete; what was written is shown again."""

    def __init__(self, form: CloseCrisisForm) -> None:
        self.form = form
        super().__init__()


def _declare(request: Request, row: Incident) -> str:
    actions.declare_crisis(
        actor=request.actor, incident=row, reason=request.POST.get("reason", ""), now=now()
    )
    return _("The crisis room is open.")


def _step(request: Request, row: Incident) -> str:
    actions.settle_step(
        actor=request.actor,
        incident=row,
        step_id=_id(request, "step"),
        left_out=request.POST.get("left_out", ""),
        now=now(),
    )
    return _("Settled.")


def _role(request: Request, row: Incident) -> str:
    user = people.get_colleague(request.actor, _id(request, "user"))
    role = request.POST.get("role", "")
    actions.name_role(actor=request.actor, incident=row, role=role, user=user, now=now())
    return _("Named.")


def _log(request: Request, row: Incident) -> str:
    facts = {name: request.POST.get(name, "") for name in ("kind", "text")}
    actions.log_crisis(actor=request.actor, incident=row, now=now(), **facts)
    return _("It stands in the log.")


def _close(request: Request, row: Incident) -> str:
    form = CloseCrisisForm(request.POST, colleagues=_colleagues(request, row), today=now())
    if not form.is_valid():
        raise InvalidForm(form)
    try:
        actions.close_crisis(
            actor=request.actor, incident=row, review=form.review(), lessons=form.lessons(), now=now()
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as reason:
        form.add_error(None, str(reason))
        raise InvalidForm(form) from reason
    return _("Closed with a review. Its lessons stand among the improvements as drafts.")


def _letters(request: Request, row: Incident) -> str:
    words = {
        name: {code: request.POST.get(f"{name}_{code}", "") for code in ("zh", "en")}
        for name in ("subject", "body")
    }
    actions.draft_crisis_letters(actor=request.actor, incident=row, now=now(), **words)
    return _("Written. Somebody else approves it before it leaves.")


DEEDS = {"declare": _declare, "step": _step, "role": _role, "log": _log, "close": _close, "letters": _letters}


def _id(request: Request, name: str) -> int:
    value = request.POST.get(name, "")
    if not value.isascii() or not value.isdecimal() or len(value) > 18:
        raise NotFound
    return int(value)


def _colleagues(request: Request, row: Incident) -> list[User]:
    return list(people.colleagues(request.actor).filter(brands=row.brand_id).distinct())


def _room(
    request: Request, row: Crisis, *, form: CloseCrisisForm | None = None, status: int = 200
) -> HttpResponse:
    moment, it = now(), row.incident
    figures = queries.counters(it, now=moment)
    steps = sorted(row.steps.all(), key=lambda step: (step.due_at, step.pk))
    colleagues = _colleagues(request, it)
    named = {one.role: one.user for one in row.roles.all()}
    context = {
        "it": it,
        "crisis": row,
        "figures": figures,
        "mood": _mood_words(figures.mood),
        "steps": [
            {
                "row": step,
                "text": in_language(step.text),
                "is_late": step.done_at is None and step.due_at < moment,
            }
            for step in steps
        ],
        "done": sum(step.done_at is not None for step in steps),
        "open_steps": sum(step.done_at is None for step in steps),
        "roles": [
            {"code": code, "label": label, "user": named.get(code)} for code, label in CrisisRole.Role.choices
        ],
        "colleagues": colleagues,
        "log": queries.log_of(row),
        "lessons": list(row.lessons.all()),
        "statements": queries.statements_of(it),
        "pace_spec": _pace_spec(figures, moment),
        "close_form": form or CloseCrisisForm(colleagues=colleagues, today=moment),
        "letters": queries.letters_of(row),
        "can_write": row.closed_at is not None and request.actor.can("respond.incident"),
        "can_act": row.closed_at is None and request.actor.can("respond.incident"),
    }
    return render(request, "respond/crisis.html", context, status=status)


def _mood_words(mood: int | None) -> str:
    words = {1: _("furious"), 2: _("angry"), 3: _("calm"), 4: _("content"), 5: _("delighted")}
    return words.get(mood or 0, "")


def _pace_spec(figures: Counters, moment: datetime) -> dict[str, Any]:
    from_start = [moment - timedelta(hours=back) for back in range(HOURS_SHOWN - 1, -1, -1)]
    return {
        "caption": _("New cases per hour"),
        "x": [f"{localtime(at):%H}:00" for at in from_start],
        "series": [{"name": _("New cases"), "values": list(figures.pace.by_hour), "tone": "data-strong"}],
        "unit": _("cases"),
    }
