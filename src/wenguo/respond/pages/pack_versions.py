"""One pack of legal deadlines: what it says, every version it had, and the writing of a new one."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.kernel.deadlines.computing import compute
from wenguo.kernel.deadlines.lines import limit_words, words
from wenguo.kernel.deadlines.packs import Pack
from wenguo.respond import actions, queries
from wenguo.respond.domain.pack_versions import changes_between
from wenguo.respond.queries import KnownPack
from wenguo.respond.queries.clocks import reading_language


class VersionForm(forms.Form):
    """The text of a new version, from when it holds, and why."""

    starts_date = forms.DateField(
        label=_("For what is received from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label=_("Why it was changed"), max_length=300)
    content = forms.CharField(
        label=_("Text of the pack"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "input mono", "spellcheck": "false"}),
        help_text=_(
            "TOML, as the shipped packs. Units: minutes, hours, business_hours, working_days, calendar_days, months. "
            "A row that nobody has verified (M) is switched off and says why."
        ),
    )


@require_http_methods(["GET", "POST"])
def pack(request: Request, pack: str) -> HttpResponse:
    """What holds now, and the form: "try" shows the differences and an example, "save" makes it a version."""
    request.actor.require("respond.settings")
    known = queries.versions_of(pack)
    form = VersionForm(
        request.POST or None,
        initial={"starts_date": localdate() + timedelta(days=1), "content": known[0].text},
    )
    tried: Pack | None = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        asked: dict[str, Any] = {
            "pack": pack,
            "content": values["content"],
            "starts_date": values["starts_date"],
        }
        try:
            if "save" in request.POST:
                actions.add_pack_version(actor=request.actor, note=values["note"], now=now(), **asked)
                messages.success(request, _("Saved. What runs already keeps the version it began with."))
                return redirect("pack", pack=pack)
            tried = actions.read_version(actor=request.actor, now=now(), **asked)
        except Refused as refusal:
            field = next((name for name in refusal.fields if name in form.fields), None)
            form.add_error(field, str(refusal.message))
    context = {
        "versions": [_version(one) for one in known],
        "form": form,
        "tried": _tried(known[0].pack, tried) if tried else None,
        "may_write": queries.sees_every_brand(request.actor),
        "is_writing": request.method == "POST",
        "here": "packs",
    }
    return render(request, "respond/pack.html", context, status=422 if form.errors else 200)


def _version(known: KnownPack) -> dict[str, Any]:
    language = reading_language()
    pack = known.pack
    return {
        "pack": pack,
        "own": known.own,
        "title": pack.title[language],
        "instrument": pack.instrument[language],
        "trigger": pack.trigger[language],
        "sector": pack.sector[language],
        "reason": pack.reason.get(language, ""),
        "kept": pack.retention,
        "kept_note": pack.retention.note.get(language, "") if pack.retention else "",
        "steps": [_step(pack, n, language) for n in range(len(pack.steps))],
    }


def _step(pack: Pack, n: int, language: Any) -> dict[str, Any]:
    step = pack.steps[n]
    longer = step.extension
    return {
        "step": step,
        "label": step.label[language],
        "limit": limit_words(step.limit, unit=step.unit, language=language) if step.limit else "—",
        "is_on": pack.is_enabled and step.is_enabled,
        "reason": (step.reason or pack.reason).get(language, ""),
        "approver": longer.approver.get(language, "") if longer else "",
        "longer": ", ".join(pack.step(name).label[language] for name in longer.steps) if longer else "",
        "content": [part[language] for part in step.content],
    }


def _tried(before: Pack, after: Pack) -> dict[str, Any]:
    """The differences, and when each step would be due for what is received at nine on the first day."""
    language = reading_language()
    first = localtime(now())
    received = datetime.combine(after.effective_from, first.time().replace(hour=9, minute=0), first.tzinfo)
    return {
        "changes": changes_between(before, after, language=language),
        "received": received,
        "example": [
            {
                "label": one.step.label[language],
                "due_at": one.due_at,
                "why": " ".join(words(line, language) for line in one.lines),
            }
            for one in compute(after, received)
            if one.due_at
        ],
    }
