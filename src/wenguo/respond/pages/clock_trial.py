"""A clock tried on last month's cases before it goes live."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import queries
from wenguo.respond.models import ClockPolicy
from wenguo.respond.pages.clock_settings import PolicyForm


@require_http_methods(["GET", "POST"])
def clock_trial(request: Request) -> HttpResponse:
    """What the clock in the form would have done to the last 31 days; nothing is changed by looking."""
    request.actor.require("respond.settings")
    form = PolicyForm(request.POST or None, actor=request.actor)
    trial = None
    if request.method == "POST":
        form = PolicyForm(request.POST, actor=request.actor)
        if form.is_valid():
            trial = queries.try_policy(request.actor, ClockPolicy(**form.terms()), now=now())
    context = {"policy_form": form, "trial": trial, "here": "trial"}
    return render(request, "respond/clock_trial.html", context, status=422 if form.errors else 200)
