"""What left the house: the outbox of the story world, and the messages whose fate a person must settle."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.listen import actions, queries
from wenguo.listen.models import Outgoing


def outgoing(request: Request) -> HttpResponse:
    """Newest first, by state."""
    rows = queries.visible_outgoing(request.actor)
    state = request.GET.get("state", "")
    if state in Outgoing.State.values:
        rows = rows.filter(state=state)
    counts = queries.outgoing_counts(request.actor)
    tabs = [{"label": _("All"), "href": "?", "is_current": not state, "count": sum(counts.values())}]
    for value, label in Outgoing.State.choices:
        if counts.get(value):
            tabs.append(
                {
                    "label": label,
                    "href": f"?state={value}",
                    "is_current": state == value,
                    "count": counts[value],
                }
            )
    page = page_of(rows, order=["-id"], cursor=request.GET.get("cursor"))
    return render(request, "listen/outgoing.html", {"page": page, "tabs": tabs})


@require_POST
def outgoing_settle(request: Request, outgoing_id: int) -> HttpResponse:
    """A person says what became of it, or what should."""
    message = queries.get_outgoing(request.actor, outgoing_id)
    decision = request.POST.get("decision", "")
    actions.settle_outgoing(actor=request.actor, message=message, decision=decision, now=now())
    messages.success(request, _("Noted: message %(number)s is settled.") % {"number": outgoing_id})
    return redirect("outgoing")
