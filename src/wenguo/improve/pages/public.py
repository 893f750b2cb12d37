"""You said, we did: what a brand's customers changed, open to everybody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.base.bilingual import in_language
from wenguo.improve import queries
from wenguo.improve.models import Improvement
from wenguo.improve.pages import shown
from wenguo.kernel.clock import now
from wenguo.people import queries as people


@login_not_required
@require_GET
def you_said(request: HttpRequest, slug: str) -> HttpResponse:
    """The published improvements of one brand, with what became of them; nothing internal is in here."""
    brand = people.brand_by_slug(slug)
    items = [_item(row) for row in queries.published_improvements(brand)]
    signs = [item["verdict"] for item in items]
    counts = {
        code: sum(1 for sign in signs if sign.code == code)
        for code in ("kept", "unproven", "worse", "few", "none")
    }
    context = {
        "brand": brand,
        "items": items,
        "signs": signs,
        "kept": counts["kept"],
        "worse": counts["worse"],
        "open": counts["unproven"] + counts["few"] + counts["none"],
    }
    return render(request, "improve/you_said.html", context)


def _item(row: Improvement) -> dict[str, Any]:
    proof = queries.proof_of(row, now=now())
    rates = [proof.before, proof.since] if proof else []
    highest = max((rate.per_week for rate in rates), default=0)
    return {
        "it": row,
        "said": in_language(row.you_said),
        "did": in_language(row.we_did),
        "category": shown.category_name(row.category),
        "verdict": shown.verdict_of(proof),
        "proof": proof if proof and proof.change is not None else None,
        "bars": [
            round(rate.per_week * 100 / highest) if highest else 0
            for rate in ((proof.before, proof.since) if proof else ())
        ],
    }
