"""The customer's answer to what is offered, on their own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.respond import actions
from wenguo.respond.pages.tracking import gone, pass_of, private


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_POST
def tracking_offer(request: HttpRequest, link: str, compensation_id: int) -> HttpResponse:
    """Accept or decline."""
    answer = request.POST.get("accepts", "")
    try:
        if answer in ("yes", "no"):
            actions.answer_offer(
                link=link,
                compensation_id=compensation_id,
                accepts=answer == "yes",
                tail_pass=pass_of(request),
                now=now(),
            )
            thanks = _("Thank you. We see to it now.")
            messages.success(request, thanks if answer == "yes" else _("Your answer has arrived."))
    except NotFound:
        return gone(request)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return private(redirect(reverse("tracking", args=[link])))
