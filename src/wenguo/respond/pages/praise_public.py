"""Praise for everybody: a brand's public wall, and the page where a customer agrees or takes it back."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wenguo.base.bilingual import short_language
from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.domain.praise import public_name
from wenguo.respond.models import Praise
from wenguo.respond.pages.tracking import gone, private


@login_not_required
@require_safe
def praise_wall(request: HttpRequest, slug: str) -> HttpResponse:
    """What customers let us show, as it is now: what is taken back is gone at the next look, from every cache."""
    brand = people.brand_by_slug(slug)
    context = {"brand": brand, "voices": queries.public_praise(brand)}
    response = render(request, "respond/praise_wall.html", context)
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store"
    return response


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def praise_consent(request: HttpRequest, link: str) -> HttpResponse:
    """May we show it? The same page takes it back."""
    refusal = ""
    try:
        row = queries.praise_of_link(link)
        if request.method == "POST":
            answer = request.POST.get("answer", "")
            if answer in ("yes", "no"):
                name = request.POST.get("shown_name", "short")
                actions.set_praise_consent(link=link, agrees=answer == "yes", shown_name=name, now=now())
                return private(redirect("praise-consent", link))
            refusal = str(Refused())
    except NotFound:
        return gone(request)
    except Refused as reason:
        refusal = str(reason)
    return private(
        render(request, "respond/praise_consent.html", _context(row, refusal), status=422 if refusal else 200)
    )


def _context(row: Praise, refusal: str) -> dict[str, Any]:
    lang = short_language(row.customer.language if row.customer else "")
    name = row.customer.name if row.customer else ""
    return {
        "brand": row.brand,
        "it": row,
        "words": row.feedback.text,
        "consent": actions.consent_words(row),
        "is_agreed": row.consent_at is not None and row.withdrawn_at is None,
        "names": [
            (code, public_name(name, code, lang=lang), code == row.shown_name) for code in Praise.Name.values
        ],
        "refusal": refusal,
    }
