"""The checks of an answer under way, and what a brand changes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.check_names import SIGNS, WORDS
from wenguo.respond.pages.forms import MAX_TEXT

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand
    from wenguo.respond.queries import Draft


class WordForm(forms.Form):
    """A word of the house."""

    words = forms.CharField(label=_("We do not write"), max_length=60)
    rewrite = forms.CharField(label=_("We write instead"), max_length=200, required=False)


@require_POST
def case_checks(request: Request, number: str) -> HttpResponse:
    """What the rules of wording say about the text as it stands; nothing is kept."""
    case = queries.get_case(request.actor, number)
    text = request.POST.get("text", "").replace("\r\n", "\n")[:MAX_TEXT]
    draft = queries.check_draft(request.actor, case, text=text, now=now())
    return render(request, "respond/case_checks.html", shown(draft, text))


def shown(draft: Draft, text: str) -> dict[str, Any]:
    """The checks as a page says them; an empty text is not judged."""
    if not text.strip():
        return {"is_empty": True}
    signs = [
        {"code": code, "name": SIGNS[code].name, "advice": SIGNS[code].advice, "is_there": is_there}
        for code, is_there in draft.signs.items()
    ]
    return {
        "signs": signs,
        "missing": [sign for sign in signs if not sign["is_there"]],
        "places": [{"place": place, "told": WORDS[place.check]} for place in draft.checked.places],
        "personal": draft.checked.personal,
        # Those with a date are confirmed one by one under the text.
        "open_promises": [found for found in draft.checked.promises if found.due_at is None],
        "draft": draft,
    }


@require_http_methods(["GET", "POST"])
def wording(request: Request) -> HttpResponse:
    """Which checks a brand sees, and its own words."""
    request.actor.require("respond.settings")
    brand, brands = brand_of(request)
    if request.method == "POST":
        heard = set(request.POST.getlist("check"))
        silenced = [name for name in (*SIGNS, *WORDS) if name not in heard and name != "own"]
        actions.silence_checks(actor=request.actor, brand=brand, checks=silenced, now=now())
        messages.success(request, _("Saved."))
        return _back(brand)
    return _page(request, brand, brands, WordForm())


@require_POST
def word_add(request: Request) -> HttpResponse:
    """One more word of the house."""
    request.actor.require("respond.settings")
    brand, brands = brand_of(request)
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            actions.add_house_word(actor=request.actor, brand=brand, now=now(), **form.cleaned_data)
            return _back(brand)
        except Refused as refusal:
            if isinstance(refusal, NotAllowed | NotFound):
                raise
            form.add_error(None, str(refusal.message))
    return _page(request, brand, brands, form)


@require_POST
def word_remove(request: Request) -> HttpResponse:
    """The word may be written again."""
    request.actor.require("respond.settings")
    brand, _brands = brand_of(request)
    actions.remove_house_word(
        actor=request.actor, brand=brand, words=request.POST.get("words", ""), now=now()
    )
    return _back(brand)


def brand_of(request: Request) -> tuple[Brand, list[Brand]]:
    """The brand that the page is about, and all that the reader may choose."""
    brands = list(people.visible_brands(request.actor))
    wanted = request.POST.get("brand") or request.GET.get("brand")
    if not brands:
        raise NotFound
    return next((brand for brand in brands if brand.slug == wanted), brands[0]), brands


def _back(brand: Brand) -> HttpResponse:
    response = redirect("wording")
    response["Location"] += f"?brand={brand.slug}"
    return response


def _page(request: Request, brand: Brand, brands: list[Brand], form: WordForm) -> HttpResponse:
    silenced = queries.silenced_checks(brand)
    checks = [
        {"code": code, "told": told, "is_heard": code not in silenced}
        for code, told in (SIGNS | WORDS).items()
        if code != "own"
    ]
    context = {
        "brand": brand,
        "brands": brands,
        "checks": checks,
        "words": queries.house_words(brand),
        "form": form,
    }
    return render(request, "respond/wording.html", context, status=422 if form.errors else 200)
