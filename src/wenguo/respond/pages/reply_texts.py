"""Texts to start an answer from: offered beside the editor, kept in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import ReplyText
from wenguo.respond.pages.wording import brand_of

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand

AREA = forms.Textarea(attrs={"rows": 4})
STAGES = [
    ("", _("any stage")),
    ("first", _("first reply")),
    ("solution", _("solution")),
    ("follow_up", _("follow-up")),
]
STYLES = [
    ("", _("any style")),
    ("direct", _("direct")),
    ("passive", _("passive")),
    ("aggressive", _("aggressive")),
    ("analytical", _("analytical")),
]


class ReplyTextForm(forms.Form):
    """One text, in both languages."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ReplyText.Kind.choices)
    short = forms.CharField(label=_("Short name"), max_length=20, help_text=_("Typed after / to insert it."))
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    body_zh = forms.CharField(
        label=_("Text in Chinese"),
        required=False,
        widget=AREA,
        help_text="{salutation} {fact} {number} {expected} {agent} {brand}",
    )
    body_en = forms.CharField(label=_("Text in English"), required=False, widget=AREA)
    stage = forms.ChoiceField(label=_("Stage"), choices=STAGES, required=False)
    style = forms.ChoiceField(label=_("Style of the customer"), choices=STYLES, required=False)
    category = forms.CharField(label=_("Category"), max_length=60, required=False)


@require_GET
def case_texts(request: Request, number: str) -> HttpResponse:
    """What fits this case, with its facts filled in; ``q`` is what was typed after /."""
    case = queries.get_case(request.actor, number)
    texts = queries.texts_for_case(request.actor, case, now=now(), wanted=request.GET.get("q", "")[:40])
    return render(request, "respond/case_texts.html", {"texts": texts})


@require_http_methods(["GET", "POST"])
def reply_texts(request: Request) -> HttpResponse:
    """A brand's own texts, and the form for one more."""
    request.actor.require("respond.settings")
    brand, brands = brand_of(request)
    form = ReplyTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, brand, form)
            return _back(brand)
        except Refused as refusal:
            if isinstance(refusal, NotAllowed | NotFound):
                raise
            form.add_error(None, str(refusal.message))
    context = {"brand": brand, "brands": brands, "texts": queries.reply_texts(brand), "form": form}
    return render(request, "respond/reply_texts.html", context, status=422 if form.errors else 200)


def _save(request: Request, brand: Brand, form: ReplyTextForm) -> None:
    values = form.cleaned_data
    actions.set_reply_text(
        actor=request.actor,
        brand=brand,
        kind=values["kind"],
        short=values["short"],
        name={"zh": values["name_zh"], "en": values["name_en"]},
        body={"zh": values["body_zh"], "en": values["body_en"]},
        stage=values["stage"],
        style=values["style"],
        category=values["category"],
        now=now(),
    )


@require_POST
def reply_text_remove(request: Request) -> HttpResponse:
    """Back to the shipped text, or to none."""
    request.actor.require("respond.settings")
    brand, _brands = brand_of(request)
    actions.remove_reply_text(
        actor=request.actor, brand=brand, short=request.POST.get("short", ""), now=now()
    )
    return _back(brand)


def _back(brand: Brand) -> HttpResponse:
    response = redirect("reply-texts")
    response["Location"] += f"?brand={brand.slug}"
    return response
