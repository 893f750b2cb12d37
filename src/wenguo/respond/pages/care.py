"""Care: whom to call today, what is suggested, who may be won back; and one contact with all that is needed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wenguo.base.bilingual import in_language, short_language
from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.customers import queries as customers
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.domain.care_words import prepared
from wenguo.respond.domain.salutation import salutation
from wenguo.respond.models import CareTask
from wenguo.respond.pages.care_forms import AcceptForm, CallForm, DismissForm

if TYPE_CHECKING:
    from django import forms

    from wenguo.base.http import Request

MOST = 60
TABS = ("calls", "later", "moments", "win_back", "asked", "done")


@require_safe
def care(request: Request) -> HttpResponse:
    """One list at a time, with counts on all of them and what came of it."""
    actor, moment = request.actor, now()
    actor.require("respond.reply")
    tab = request.GET.get("show", "calls")
    tab = tab if tab in TABS else "calls"
    context = {
        "tab": tab,
        "counts": queries.care_counts(actor, now=moment),
        "figures": queries.care_figures(actor, now=moment),
        "rows": [_row(task) for task in _rows(request, tab)[:MOST]],
        "moment": moment,
    }
    return render(request, f"respond/care.html{'#list' if request.htmx else ''}", context)


@require_safe
def care_task(request: Request, task_id: int) -> HttpResponse:
    """One contact: why, whom, what was promised, and one form."""
    request.actor.require("respond.reply")
    return _page(request, queries.get_care(request.actor, task_id))


@require_POST
def care_deed(request: Request, task_id: int, deed: str) -> HttpResponse:
    """A call is recorded, a suggestion accepted or dismissed."""
    request.actor.require("respond.reply")
    task = queries.get_care(request.actor, task_id)
    known: dict[str, type[forms.Form]] = {"call": CallForm, "accept": AcceptForm, "dismiss": DismissForm}
    if deed not in known:
        raise Http404
    form = known[deed](request.POST)
    if form.is_valid():
        try:
            done = _do(request, task, deed, form.cleaned_data)
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            form.add_error(next((name for name in refusal.fields if name in form.fields), None), str(refusal))
        else:
            messages.success(request, _said(done))
            return redirect("care-task", done.pk) if done.state == "open" else redirect("care")
    return _page(request, task, status=422, **{deed: form})


def _rows(request: Request, tab: str) -> Any:
    actor, today = request.actor, queries.end_of_day(now())
    match tab:
        case "calls":
            return queries.care_calls(actor).filter(due_at__lte=today)
        case "later":
            return queries.care_calls(actor).filter(due_at__gt=today)
        case "moments":
            return queries.care_suggestions(actor).exclude(kind=CareTask.Kind.WIN_BACK)
        case "win_back":
            return queries.care_suggestions(actor, CareTask.Kind.WIN_BACK)
        case "asked":
            return queries.visible_care(actor).filter(state=CareTask.State.ASKED).order_by("next_at", "id")
    ended = ["done", "dismissed", "lapsed"]
    return queries.visible_care(actor).filter(state__in=ended).order_by("-done_at", "-id")


def _row(task: CareTask) -> dict[str, Any]:
    return {"it": task, "reason": in_language(task.reason), "step": in_language(task.step)}


def _do(request: Request, task: CareTask, deed: str, values: dict[str, Any]) -> CareTask:
    facts: dict[str, Any] = {"actor": request.actor, "task": task, "now": now()}
    if deed == "dismiss":
        return actions.dismiss_care(**facts, reason=values["reason"])
    if deed == "accept":
        return actions.accept_care(**facts, **values)
    said = None
    if values["reached"] == "yes":
        said = actions.Said(
            satisfied=values["satisfied"] == "yes",
            score=values["score"],
            effort=values["effort"],
            words=values["words"],
        )
    return actions.record_call(**facts, said=said, retry_at=values["retry_at"], note=values["words"])


def _said(task: CareTask) -> str:
    if task.state == CareTask.State.OPEN:
        return _("Noted. It is due again at the time below.")
    if task.state == CareTask.State.DISMISSED:
        return _("Dismissed, with your reason.")
    if task.outcome == CareTask.Outcome.UNSATISFIED and task.case is not None:
        return _("Noted. %(number)s is in work again, with somebody above.") % {"number": task.case.number}
    if task.outcome == CareTask.Outcome.SENT:
        return _("The message is on its way.")
    return _("Noted.")


def _page(request: Request, task: CareTask, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    customer = task.customer.merged_into or task.customer
    lang = short_language(customer.language)
    name = salutation(customer.name, lang=lang)
    subject, body = prepared(task.kind, lang=lang, name=name, brand=in_language(task.brand.name, lang))
    context = {
        **_row(task),
        "customer": customer,
        "phone": customers.contact_of(customer, "phone"),
        "email": customers.contact_of(customer, "email"),
        "attempts": list(task.attempts.order_by("-id")),
        "promises": queries.promises_of(task.case) if task.case else [],
        "given": _given(task),
        "call_form": given.get("call") or CallForm(),
        "accept_form": given.get("accept") or AcceptForm(initial={"subject": subject, "body": body}),
        "dismiss_form": given.get("dismiss") or DismissForm(),
        "has_dismiss_error": "dismiss" in given,
        "tries": queries.care_settings_of(task.brand_id).tries,
    }
    return render(request, "respond/care_task.html", context, status=status)


def _given(task: CareTask) -> list[Any]:
    if task.case is None:
        return []
    return [
        row for row in queries.compensations_of(task.case) if row.state in ("accepted", "paid", "declined")
    ]
