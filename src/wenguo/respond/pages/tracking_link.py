"""Staff close the customer's page, or open it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries


@require_POST
def tracking_link(request: Request, number: str) -> HttpResponse:
    """``opens`` says whether the link opens the page from now on."""
    case = queries.get_case(request.actor, number)
    if request.POST.get("opens") == "1":
        actions.restore_tracking(actor=request.actor, case=case, now=now())
        messages.success(request, _("The customer's link opens their page again."))
    else:
        actions.revoke_tracking(actor=request.actor, case=case, now=now())
        messages.success(request, _("The customer's link opens nothing any more."))
    return redirect("case", case.number)
