"""Promises on pages: the card of a case, what is found while one writes, and everybody's list with its rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.actions import Pledges
from wenguo.respond.domain.promises import Pledge
from wenguo.respond.models import Case, Promise
from wenguo.respond.pages.amends import back_to
from wenguo.respond.pages.trying import tried

Perform = Callable[[Any], object]
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
PERIOD = timedelta(days=90)
MOST = 100
TONES = {"found": "note", "open": "brand", "kept": "good", "broken": "red", "moved": "quiet"}


class LineForm(forms.Form):
    """What was promised by telephone, in one line."""

    line = forms.CharField(
        label=gettext_lazy("Promised by telephone"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PromiseForm(forms.Form):
    """A deed on one promise."""

    def __init__(self, *args: Any, actor: Actor, promise: Promise, **kwargs: Any) -> None:
        self.actor, self.promise = actor, promise
        super().__init__(*args, **kwargs)


class KeepForm(PromiseForm):
    """How it was kept."""

    note = forms.CharField(label=gettext_lazy("How it was kept"), max_length=300, required=False)


class MoveForm(PromiseForm):
    """Another time, with a letter."""

    due_at = forms.DateTimeField(label=gettext_lazy("New time"), widget=MOMENT)
    letter = forms.CharField(
        label=gettext_lazy("What the customer reads"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Say why, and by when instead."),
    )


class ApologyForm(PromiseForm):
    """The apology, with words to begin from."""

    letter = forms.CharField(
        label=gettext_lazy("What the customer reads"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = _(
            "We promised you: %(text)s. We did not do it in time. That was our fault, and I am sorry. "
            "What I do about it now: "
        )
        self.initial.setdefault("letter", draft % {"text": self.promise.text})


@dataclass(frozen=True, slots=True)
class PromiseDeed:
    """One thing that can be done with a promise; without a form it is one press."""

    label: str | Lazy
    text: str | Lazy
    icon: str
    done: str | Lazy
    form: type[PromiseForm]
    perform: Perform


def _facts(form: PromiseForm) -> dict[str, Any]:
    return {"actor": form.actor, "promise": form.promise, "now": now(), **form.cleaned_data}


DEEDS = {
    "confirm": PromiseDeed(
        gettext_lazy("Confirm"),
        gettext_lazy("From now on it is watched, and the customer sees it."),
        "check",
        gettext_lazy("Promised. It is watched from now on."),
        PromiseForm,
        lambda form: actions.confirm_promise(**_facts(form)),
    ),
    "reject": PromiseDeed(
        gettext_lazy("No promise"),
        gettext_lazy("What was found is no promise."),
        "x",
        gettext_lazy("Noted: no promise."),
        PromiseForm,
        lambda form: actions.reject_promise(**_facts(form)),
    ),
    "keep": PromiseDeed(
        gettext_lazy("Done"),
        gettext_lazy("It was done. After its time it stays broken, and is made good."),
        "circle-check",
        gettext_lazy("Noted as done."),
        KeepForm,
        lambda form: actions.keep_promise(**_facts(form)),
    ),
    "move": PromiseDeed(
        gettext_lazy("Another time"),
        gettext_lazy("Before it is due, and with a letter that tells the customer."),
        "calendar-due",
        gettext_lazy("Moved; the customer has been told."),
        MoveForm,
        lambda form: actions.move_promise(**_facts(form)),
    ),
    "apologise": PromiseDeed(
        gettext_lazy("Apologise"),
        gettext_lazy("The customer sees that it was broken. Say that we are sorry, and what you do now."),
        "heart-handshake",
        gettext_lazy("The apology is on its way."),
        ApologyForm,
        lambda form: actions.apologise(**_facts(form)),
    ),
}


def deeds_of(row: Promise) -> tuple[str, ...]:
    """What can be done with a promise as it stands."""
    if row.state == "found":
        return ("confirm", "reject")
    if row.state == "open":
        return ("keep", "move") if row.due_at > now() else ("keep",)
    if row.state == "broken":
        done = () if row.kept_at else ("keep",)
        return (*(() if row.apologised_at else ("apologise",)), *done)
    return ()


def promises_card(actor: Actor, case: Case) -> dict[str, Any]:
    """The card at the right of a case."""
    may = actor.can("respond.reply") and case.closed_at is None
    rows = [view_of(row, may=may) for row in queries.promises_of(case)]
    return {"promises": {"rows": rows, "may": may, "form": LineForm()} if rows or may else None}


def view_of(row: Promise, *, may: bool) -> dict[str, Any]:
    """One promise for a list."""
    deeds = [(slug, DEEDS[slug]) for slug in deeds_of(row)] if may else []
    return {"row": row, "deeds": deeds, "tone": TONES.get(row.state, "quiet")}


@require_POST
def promises_found(request: Request, number: str) -> HttpResponse:
    """What is promised in the text being written, ticked; whoever sends it confirms what is ticked."""
    request.actor.require("respond.reply")
    case = queries.get_case(request.actor, number)
    language = case.customer.language if case.customer else ""
    found = queries.pledges_in(request.POST.get("text", "")[:10_000], language=language, now=now())
    unticked = set(request.POST.getlist("seen")) - set(request.POST.getlist("promise"))
    rows = [(pledge, value_of(pledge), value_of(pledge) not in unticked) for pledge in found]
    return render(request, "respond/promises_found.html", {"case": case, "pledges": rows})


def value_of(pledge: Pledge) -> str:
    """A commitment as a form carries it."""
    return f"{pledge.due_at.isoformat()}|{pledge.text}"


def pledges_said(data: Any) -> Pledges:
    """What the writer ticked and unticked among the commitments that were shown to them."""
    ticked = {pledge for text in data.getlist("promise") if (pledge := _read(text))}
    seen = {pledge for text in data.getlist("seen") if (pledge := _read(text))}
    return Pledges(
        confirmed=sorted(ticked, key=lambda one: one.due_at),
        declined=sorted(seen - ticked, key=lambda one: one.due_at),
    )


def _read(value: str) -> Pledge | None:
    moment, _bar, text = value.partition("|")
    try:
        due_at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    text = text.replace("\x00", "").strip()[:300]
    return Pledge(text, due_at) if text and due_at.tzinfo else None


@require_http_methods(["GET", "POST"])
def case_promises(request: Request, number: str) -> HttpResponse:
    """A promise by telephone, in one line; and all promises of the case where there is no room beside it."""
    case = queries.get_case(request.actor, number)
    form = LineForm()
    if request.method == "POST":
        request.actor.require("respond.reply")
        form = LineForm(request.POST)
        if form.is_valid() and tried(
            form,
            lambda: actions.promise_by_phone(
                actor=request.actor, case=case, line=form.cleaned_data["line"], now=now()
            ),
        ):
            messages.success(request, _("Promised. It is watched from now on."))
            return back_to(request, case)
    request.actor.require("respond.read")
    card = promises_card(request.actor, case)
    context = {"case": case, "form": form, **card, "is_part": bool(request.htmx)}
    template = f"respond/promises_case.html{'#form' if request.htmx else ''}"
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def promise_deed(request: Request, promise_id: int, deed: str) -> HttpResponse:
    """Ask what is needed for the deed, do it, and go back to the case."""
    request.actor.require("respond.reply")
    row = queries.get_promise(request.actor, promise_id)
    chosen = DEEDS.get(deed)
    if chosen is None:
        raise NotFound
    form = chosen.form(actor=request.actor, promise=row)
    if request.method == "POST":
        form = chosen.form(request.POST, actor=request.actor, promise=row)
        if form.is_valid() and tried(form, lambda: chosen.perform(form)):
            messages.success(request, str(chosen.done))
            return back_to(request, row.case)
    context = {"case": row.case, "promise": row, "deed": chosen, "slug": deed, "form": form}
    template = f"respond/promise_deed.html{'#form' if request.htmx else ''}"
    status = 422 if form.errors else 200
    return render(request, template, context | {"is_part": bool(request.htmx)}, status=status)


@require_GET
def promises(request: Request) -> HttpResponse:
    """What the reader has to keep, what is broken around them, and how well promises are kept."""
    actor = request.actor
    actor.require("respond.read")
    moment = now()
    may = actor.can("respond.reply")
    broken = queries.visible_promises(actor).filter(
        state="broken", kept_at__isnull=True, apologised_at__isnull=True
    )
    rates = [
        (by, queries.keeping_rates(actor, by=by, since=moment - PERIOD, until=moment))
        for by in queries.BYS
        if actor.can("measure.read")
    ]
    context = {
        "mine": [view_of(row, may=may) for row in queries.promises_to_keep(actor)[:MOST]],
        "broken": [
            view_of(row, may=may)
            for row in broken.exclude(owner_id=actor.user_id or 0).order_by("due_at", "id")[:MOST]
        ],
        "rates": rates,
    }
    return render(request, "respond/promises.html", context)
