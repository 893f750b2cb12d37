"""The brand switch in the top bar."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from wenguo.people.middleware import CHOSEN_BRAND
from wenguo.people.models import User


def brand_switch(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's brands and, where there are several, all of them together."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    chosen = request.session.get(CHOSEN_BRAND)
    brands = sorted((brand for brand in user.brands.all() if brand.is_active), key=lambda brand: brand.pk)
    choices = [
        {
            "label": str(brand),
            "url": reverse("brand-switch", args=[brand.slug]),
            "is_current": brand.pk == chosen,
        }
        for brand in brands
    ]
    if len(brands) > 1:
        is_all = chosen not in {brand.pk for brand in brands}
        choices.insert(
            0, {"label": _("All brands"), "url": reverse("brand-switch", args=["all"]), "is_current": is_all}
        )
    return {"brand_choices": choices}
