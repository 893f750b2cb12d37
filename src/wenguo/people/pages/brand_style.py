"""A brand's colour on customer pages: the security policy forbids inline styles, so it comes as a tiny stylesheet."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.people import queries

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
OURS = "#0f766e"


@login_not_required
@require_GET
@cache_control(public=True, max_age=300)
def brand_style(request: Request, slug: str) -> HttpResponse:
    """One rule, from which customer pages mix every shade. 404 for an unknown brand."""
    brand = queries.brand_by_slug(slug)
    colour = brand.colour if COLOUR.fullmatch(brand.colour) else OURS
    return HttpResponse(f".c{{--wg-brand-base:{colour}}}\n", content_type="text/css; charset=utf-8")
