"""What a colleague sets for themselves: language, presence, and which brand they look at."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as set_language_cookie

from wenguo.base.errors import NotAllowed
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.people import actions
from wenguo.people.middleware import CHOSEN_BRAND
from wenguo.people.models import User


@require_POST
def language(request: Request) -> HttpResponseBase:
    """Switch the language now, and remember it for a signed-in colleague."""
    chosen = request.POST.get("language", "")
    if request.actor.kind == "person" and chosen:
        actions.set_language(actor=request.actor, language=chosen)
    return set_language_cookie(request)


@require_POST
def presence(request: Request) -> HttpResponse:
    """Here, away or gone."""
    actions.set_presence(actor=request.actor, presence=request.POST.get("presence", ""), now=now())
    return redirect(_back(request))


@require_GET
def brand_switch(request: Request, slug: str) -> HttpResponse:
    """Look at one brand, or at all of one's brands. It only narrows what is shown."""
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed
    brand = user.brands.filter(slug=slug, is_active=True).first()
    if brand is None:
        request.session.pop(CHOSEN_BRAND, None)
    else:
        request.session[CHOSEN_BRAND] = brand.pk
    return redirect(_back(request))


def _back(request: Request) -> str:
    here = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()}):
        # A page of one brand's row would be "not found" under another brand: go to its list.
        return here.split("?")[0]
    return "/"
