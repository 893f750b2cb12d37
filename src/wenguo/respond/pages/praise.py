"""The wall of praise inside the house: thank, pass on, and show to others what the customer agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import PraisedPerson

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.respond.models import Praise

SIZE = 20
LISTS = (
    ("all", gettext_lazy("All")),
    ("mine", gettext_lazy("About me")),
    ("confirm", gettext_lazy("Who is meant?")),
    ("thank", gettext_lazy("To be thanked")),
    ("publish", gettext_lazy("Agreed to be shown")),
    ("public", gettext_lazy("Shown in public")),
)


@require_safe
def praise(request: Request) -> HttpResponse:
    """One list of it, newest first."""
    actor = request.actor
    actor.require("respond.read")
    which = request.GET.get("show", "all")
    which = which if which in dict(LISTS) else "all"
    page = page_of(
        queries.praise_list(actor, which), order=["-id"], cursor=request.GET.get("cursor"), size=SIZE
    )
    counts = queries.praise_counts(actor)
    may_reply = actor.can("respond.reply")
    context = {
        "which": which,
        "lists": [(code, label, counts[code]) for code, label in LISTS],
        "page": page,
        "rows": [_row(request, row) for row in page.rows],
        "walls": list(people.visible_brands(actor)),
        "may_reply": may_reply,
        "may_publish": actor.can("improve.publish"),
        "people": list(people.colleagues(actor)) if may_reply else [],
    }
    return render(request, "respond/praise.html", context)


@require_POST
def praise_deed(request: Request, praise_id: int, deed: str) -> HttpResponse:
    """Thank, say who is meant, show or take off."""
    row = queries.get_praise(request.actor, praise_id)
    try:
        messages.success(request, _do(request, row, deed))
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    show = request.POST.get("show", "")
    back = f"?show={show}" if show in dict(LISTS) else ""
    return redirect(f"{reverse('praise')}{back}#praise-{row.pk}")


def _do(request: Request, row: Praise, deed: str) -> str:
    facts: dict[str, Any] = {"actor": request.actor, "praise": row, "now": now()}
    text = request.POST.get("text", "")
    match deed:
        case "thank":
            actions.thank_for_praise(**facts, text=text)
            return _("The thanks are on their way.")
        case "person":
            is_meant = request.POST.get("meant") != "no"
            user = people.get_colleague(request.actor, _number(request.POST.get("user", "")))
            actions.decide_praised(**facts, user=user, is_meant=is_meant)
            return _("Passed on, and to their lead.") if is_meant else _("Noted: not meant.")
        case "publish":
            actions.publish_praise(**facts, text=text)
            return _("Shown on the public page.")
        case "unpublish":
            actions.unpublish_praise(**facts)
            return _("Taken off the public page.")
    raise Http404


def _row(request: Request, row: Praise) -> dict[str, Any]:
    agreed = row.consent_at is not None and row.withdrawn_at is None
    draft = ""
    if row.thanks == "draft" and request.actor.can("respond.reply"):
        with translation.override(row.customer.language if row.customer else None):
            draft = queries.thanks_draft(row)
    named = list(row.people.all())
    return {
        "it": row,
        "found": [one for one in named if one.state == PraisedPerson.State.FOUND],
        "confirmed": [one for one in named if one.state == PraisedPerson.State.CONFIRMED],
        "draft": draft,
        "is_agreed": agreed,
        "name": queries.name_shown(row),
        "to_publish": queries.words_to_publish(row)
        if agreed and row.published_at is None and request.actor.can("improve.publish")
        else "",
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
