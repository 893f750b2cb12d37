"""Settings → Understanding: how sure it must be, what it has learned, the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.understand import actions, jobs, queries

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.understand.models import ModelVersion

TONES = {"live": "good", "learning": "brand", "failed": "warn"}
MOST = 50


class RuleForm(forms.Form):
    """How often labels must be right to apply by themselves."""

    wanted = forms.IntegerField(
        label=gettext_lazy("Wanted accuracy"),
        min_value=50,
        max_value=99,
        help_text=gettext_lazy("Percent. Of the labels that apply by themselves, so many are right."),
    )
    learns_nightly = forms.BooleanField(
        label=gettext_lazy("Learn every night from what people decided"), required=False
    )


@dataclass(frozen=True, slots=True)
class HeadRow:
    """What became of one label in a version."""

    name: str
    decisions: int
    before: float
    after: float
    check_before: float
    check_after: float
    is_taken: bool
    why: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the list shows it; shares are None where nothing was tried."""

    version: ModelVersion
    tone: str
    before: float | None
    after: float | None
    can_go_live: bool


@require_safe
def understanding(request: Request) -> HttpResponse:
    """The versions, the levels and what can be done; for HTMX the part that changes while it learns."""
    request.actor.require("understand.taxonomy")
    if request.htmx and request.GET.get("part") == "moving":
        return render(request, "understand/models.html#moving", _moving(request))
    rule = queries.rule()
    form = RuleForm(
        initial={"wanted": round(rule.wanted_accuracy * 100), "learns_nightly": rule.learns_nightly}
    )
    return _page(request, form)


@require_POST
def understanding_set(request: Request) -> HttpResponse:
    """Wish for another accuracy."""
    request.actor.require("understand.taxonomy")
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.set_rule(
        actor=request.actor,
        wanted_accuracy=form.cleaned_data["wanted"] / 100,
        learns_nightly=form.cleaned_data["learns_nightly"],
        now=now(),
    )
    messages.success(request, _("Saved."))
    return redirect("understanding")


@require_POST
def model_learn(request: Request) -> HttpResponse:
    """Learn now; it takes seconds to minutes."""
    try:
        version = actions.start_learning(actor=request.actor, now=now())
        jobs.learn_version.later(version_id=version.pk)
        messages.success(request, _("A new version is being learned. It goes live only if it is better."))
    except (actions.AlreadyLearning, actions.NothingNew) as refusal:
        messages.info(request, str(refusal))
    return redirect("understanding")


def model(request: Request, version_id: int) -> HttpResponse:
    """One version with its figures; posting lets it read from now on."""
    request.actor.require("understand.taxonomy")
    version = queries.get_version(request.actor, version_id)
    if request.method == "POST":
        try:
            actions.make_live(actor=request.actor, version=version, now=now())
            messages.success(request, _("This version reads from now on, in every process."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("understanding")
    context = {"row": _row(version), "heads": _heads(version), "curve": curve_of(version)}
    return render(request, "understand/model.html", context)


@require_POST
def rereading_start(request: Request) -> HttpResponse:
    """Read the history again with the live version."""
    try:
        run = actions.start_rereading(actor=request.actor, now=now())
        jobs.reread.later(rereading_id=run.pk)
    except actions.AlreadyRereading as refusal:
        messages.info(request, str(refusal))
    return redirect("understanding")


@require_POST
def rereading_stop(request: Request, rereading_id: int) -> HttpResponse:
    """Leave it at what was read so far."""
    request.actor.require("understand.taxonomy")
    run = queries.get_rereading(request.actor, rereading_id)
    actions.stop_rereading(actor=request.actor, rereading=run, now=now())
    return redirect("understanding")


def _page(request: Request, form: RuleForm, *, status: int = 200) -> HttpResponse:
    passing = [
        {"name": queries.label_title(one.label), "level": one.level, "recent": one.recent}
        for one in queries.passing_of(request.actor, now=now())
    ]
    context = {"form": form, "passing": passing, **_moving(request)}
    return render(request, "understand/models.html", context, status=status)


def _moving(request: Request) -> dict[str, Any]:
    versions = list(queries.visible_versions(request.actor)[:MOST])
    curves = (curve_of(version) for version in versions)
    return {
        "rows": [_row(version) for version in versions],
        "is_learning": any(version.state == "learning" for version in versions),
        "curve": next((curve for curve in curves if curve), None),
        "waiting": queries.new_decisions(),
        "rereading": queries.last_rereading(),
    }


def _row(version: ModelVersion) -> VersionRow:
    heads = version.figures.get("heads", [])
    count = sum(one["decisions"] for one in heads)
    return VersionRow(
        version,
        TONES.get(version.state, "quiet"),
        sum(one["right_before"] for one in heads) / count if count else None,
        sum(one["right_after"] for one in heads) / count if count else None,
        version.state == "ready",
    )


def _heads(version: ModelVersion) -> list[HeadRow]:
    why = {
        "better": _("taken"),
        "not_better": _("not better on decisions it had not seen"),
        "worse_on_check": _("worse on the shipped check texts"),
    }
    return [
        HeadRow(
            # Beside the others this one is about all categories of a text.
            name=pgettext("label", "Categories")
            if one["head"] == "categories"
            else queries.label_title(one["head"]),
            decisions=one["decisions"],
            before=one["right_before"] / one["decisions"],
            after=one["right_after"] / one["decisions"],
            check_before=one["check_right"][0] / max(one["check"], 1),
            check_after=one["check_right"][1] / max(one["check"], 1),
            is_taken=one["is_taken"],
            why=why[one["verdict"]],
        )
        for one in version.figures.get("heads", [])
    ]


def curve_of(version: ModelVersion) -> dict[str, Any] | None:
    """How often the label with the most decisions is right after so many of them, as a chart."""
    heads = [one for one in version.figures.get("heads", []) if one["curve"]]
    if not heads:
        return None
    head = max(heads, key=lambda one: (one["head"] == "category", one["decisions"]))
    points = {int(count): round(share * 100, 1) for count, share in head["curve"]}
    return {
        "caption": _("Right on decisions that were not seen, in percent"),
        "x": [str(count) for count in points],
        "series": [
            {"name": queries.label_title(head["head"]), "values": list(points.values()), "tone": "brand"}
        ],
        "unit": "%",
    }
