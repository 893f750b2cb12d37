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


@require_POST
def tracking_digits(request: Request, number: str) -> HttpResponse:
    """``asks`` says whether the page asks for the phone's digits from now on, where it has a reason to."""
    case = queries.get_case(request.actor, number)
    is_waived = request.POST.get("asks") != "1"
    actions.waive_tail(actor=request.actor, case=case, is_waived=is_waived, now=now())
    told = _("The customer's page opens without digits now.")
    messages.success(request, told if is_waived else _("The customer's page asks for the digits again."))
    return redirect("case", case.number)
