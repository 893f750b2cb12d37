"""The customer asks for a review, on their own page."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.respond import actions
from wenguo.respond.pages.tracking import gone, private


class AppealForm(forms.Form):
    """What should be looked at anew."""

    reason = forms.CharField(label=gettext_lazy("What should be looked at anew?"), max_length=5_000)


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_POST
def tracking_appeal(request: HttpRequest, link: str) -> HttpResponse:
    """Ask for it; whatever is wrong is told on the page itself."""
    form = AppealForm(request.POST)
    try:
        if form.is_valid():
            actions.customer_appeals(link=link, reason=form.cleaned_data["reason"], now=now())
            messages.success(request, _("Somebody who was not involved will look at it and answer you here."))
        else:
            messages.error(request, _("Tell us in a few words what should be looked at anew."))
    except NotFound:
        return gone(request)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return private(redirect(reverse("tracking", args=[link])))
