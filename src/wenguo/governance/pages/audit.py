"""The record of who did what."""

from django.http import HttpResponse
from django.shortcuts import render

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.governance import queries


def audit(request: Request) -> HttpResponse:
    """Newest first; narrowed to one person or one thing by a click."""
    entries = queries.visible_audit(request.actor)
    if who := request.GET.get("who"):
        entries = entries.filter(actor_name=who)
    if thing := request.GET.get("thing"):
        kind, _colon, thing_id = thing.partition(":")
        entries = entries.filter(thing=kind, thing_id=thing_id)
    page = page_of(entries, order=["-id"], cursor=request.GET.get("cursor"))
    return render(request, "governance/audit.html", {"page": page, "who": who, "thing": thing})
