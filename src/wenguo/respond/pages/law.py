"""The legal deadlines of a case: what each rests on, and the forms to extend, hold, end or start one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.base.wording import moment_words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.queries import LegalDeadline
from wenguo.respond.queries.clocks import reading_language

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class LawForm(forms.Form):
    """What is asked about a legal deadline of a case; nothing, to let one run on."""

    def __init__(self, *args: Any, case: Case, deadline: LegalDeadline | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(case, deadline)

    def offer(self, case: Case, deadline: LegalDeadline | None) -> None:
        """Fill in the choices that depend on the case."""


class ExtendForm(LawForm):
    """Why, and which message told the customer."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    notice = forms.TypedChoiceField(
        label=_("The message that told the customer"), coerce=int, empty_value=None, required=False
    )

    def offer(self, case: Case, deadline: LegalDeadline | None) -> None:
        """Fill in the choices that depend on the case."""
        notice = self.fields["notice"]
        if isinstance(notice, forms.ChoiceField):
            notice.choices = [("", _("no message yet")), *_letters(case)]


class HoldForm(LawForm):
    """The reason that the law names."""

    reason = forms.ChoiceField(label=_("Reason named by the rule"))

    def offer(self, case: Case, deadline: LegalDeadline | None) -> None:
        """Fill in the choices that depend on the case."""
        reason = self.fields["reason"]
        if isinstance(reason, forms.ChoiceField) and deadline is not None:
            reason.choices = [(code, code) for code in deadline.step.pauses]


class EndForm(LawForm):
    """Done, or no longer needed, and why."""

    outcome = forms.ChoiceField(
        label=_("What happened"),
        choices=[("done", _("Done: the law has what it asks for")), ("dropped", _("It no longer applies"))],
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)


class StartForm(LawForm):
    """Which step of which pack, and since when."""

    step = forms.ChoiceField(label=_("Deadline"))
    received_at = forms.DateTimeField(label=_("Received, forwarded or accepted at"), widget=MOMENT)

    def offer(self, case: Case, deadline: LegalDeadline | None) -> None:
        """Fill in the choices that depend on the case."""
        step, language = self.fields["step"], reading_language()
        self.fields["received_at"].initial = case.opened_at
        if isinstance(step, forms.ChoiceField):
            step.choices = [
                (
                    pack.title[language],
                    [(f"{pack.id}:{one.name}", one.label[language]) for one in pack.steps if one.rule],
                )
                for pack in queries.newest_packs()
            ]


def _extend(facts: dict[str, Any], values: dict[str, Any]) -> None:
    actions.extend_statutory(**facts, reason=values["reason"], notice=values["notice"])


def _hold(facts: dict[str, Any], values: dict[str, Any]) -> None:
    actions.hold_statutory(**facts, reason=values["reason"])


def _release(facts: dict[str, Any], _values: dict[str, Any]) -> None:
    actions.release_statutory(**facts)


def _end(facts: dict[str, Any], values: dict[str, Any]) -> None:
    actions.end_statutory(**facts, is_done=values["outcome"] == "done", reason=values["reason"])


def _start(facts: dict[str, Any], values: dict[str, Any]) -> None:
    pack, _colon, step = values["step"].partition(":")
    facts.pop("deadline_id")
    actions.start_statutory(**facts, pack=pack, step=step, received_at=values["received_at"])


DEEDS: dict[str, tuple[type[LawForm], Callable[[dict[str, Any], dict[str, Any]], None], Any]] = {
    "extend": (ExtendForm, _extend, _("Extended.")),
    "hold": (HoldForm, _hold, _("The legal clock stands still.")),
    "release": (LawForm, _release, _("The legal clock runs on.")),
    "end": (EndForm, _end, _("Noted.")),
    "start": (StartForm, _start, _("The legal clock runs.")),
}


@require_http_methods(["GET", "POST"])
def law(request: Request, number: str) -> HttpResponse:
    """Show what the law asks for in this case; do one thing about it, and go back to the case."""
    case = queries.get_case(request.actor, number)
    if request.method == "GET":
        request.actor.require("respond.read")
        return _shown(request, case)
    if not request.actor.can("respond.extend"):
        raise NotAllowed
    deed, deadline = request.POST.get("deed", ""), _chosen(case, request.POST)
    if deed not in DEEDS or (deed != "start" and deadline is None):
        raise NotFound
    made, perform, done = DEEDS[deed]
    form = made(request.POST, case=case, deadline=deadline)
    deadline_id = deadline.row.pk if deadline else 0
    facts = {"actor": request.actor, "case": case, "now": now(), "deadline_id": deadline_id}
    if not (form.is_valid() and _performed(perform, facts, form)):
        return _shown(request, case, failed=(deed, deadline_id, form))
    messages.success(request, str(done))
    address = reverse("case", args=[case.number])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _performed(perform: Callable[..., None], facts: dict[str, Any], form: forms.Form) -> bool:
    try:
        perform(dict(facts), form.cleaned_data)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def _chosen(case: Case, values: QueryDict) -> LegalDeadline | None:
    wanted = values.get("deadline", "")
    return next((one for one in queries.legal_deadlines(case) if str(one.row.pk) == wanted), None)


def _shown(
    request: Request, case: Case, *, failed: tuple[str, int, forms.Form] | None = None
) -> HttpResponse:
    clocks = {clock.deadline_id: clock for clock in queries.clocks_of(case, now=now())}
    language = reading_language()
    rows = []
    for one in queries.legal_deadlines(case):
        may = _forms(case, one, failed) if request.actor.can("respond.extend") else {}
        content = [part[language] for part in one.step.content]
        approver = one.step.extension.approver[language] if one.step.extension else ""
        rows.append(
            {"deadline": one, "clock": clocks.get(one.row.pk), "content": content, **may, "by": approver}
        )
    start = failed[2] if failed and failed[0] == "start" else StartForm(case=case, auto_id="start-%s")
    context = {
        "case": case,
        "rows": rows,
        "start_form": start if request.actor.can("respond.extend") and case.closed_at is None else None,
        "is_start_open": bool(failed and failed[0] == "start"),
        "is_part": bool(request.htmx),
    }
    template = "respond/law.html#form" if request.htmx else "respond/law.html"
    return render(request, template, context, status=422 if failed else 200)


def _forms(case: Case, one: LegalDeadline, failed: tuple[str, int, forms.Form] | None) -> dict[str, Any]:
    wanted = {
        "extend": one.can_extend,
        "hold": bool(one.step.pauses) and one.row.state == "running",
        "release": one.row.state == "paused",
        "end": True,
    }
    shown: dict[str, Any] = {}
    for deed, is_wanted in wanted.items():
        if not is_wanted:
            continue
        is_failed = failed is not None and failed[:2] == (deed, one.row.pk)
        made = DEEDS[deed][0](case=case, deadline=one, auto_id=f"{deed}-{one.row.pk}-%s")
        shown[deed] = failed[2] if failed is not None and is_failed else made
        shown[f"{deed}_failed"] = is_failed
    return shown


def _letters(case: Case) -> list[tuple[int, str]]:
    told = []
    for message in queries.letters_for_notice(case):
        sent_at = queries.notice_sent_at(message)
        when = moment_words(sent_at, now=now()) if sent_at else str(_("not sent yet"))
        told.append((message.pk, f"{when} · {message.body[:40]}"))
    return told
