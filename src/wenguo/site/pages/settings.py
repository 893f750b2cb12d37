"""The page from which every setting is reached."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import NotAllowed
from wenguo.base.http import Request
from wenguo.people.queries import visible_brands


@dataclass(frozen=True, slots=True)
class Door:
    """One page of settings and what it is for."""

    url_name: str
    icon: str
    label: str | Promise
    text: str | Promise
    permission: str


DOORS = [
    Door(
        "places", "qrcode", _("Places and QR codes"), _("A code per store, table or room."), "listen.channels"
    ),
    Door(
        "clocks",
        "clock",
        _("Clocks and calendar"),
        _("How fast we promise to be, and on which days."),
        "respond.settings",
    ),
    Door(
        "rules",
        "adjustments",
        _("Rules"),
        _("When, if, then: what the house does by itself, tried on past cases first."),
        "respond.settings",
    ),
    Door(
        "escalation",
        "arrow-bar-to-up",
        _("Escalation"),
        _("What lifts a case by itself, and whom it calls."),
        "respond.settings",
    ),
    Door(
        "moves",
        "arrows-exchange",
        _("Moves"),
        _("What leads a case from stage to stage, who may do it and what must be given."),
        "respond.settings",
    ),
    Door(
        "priority",
        "arrows-sort",
        _("Priority"),
        _("What puts a case in front of others, tried before it goes live."),
        "respond.settings",
    ),
    Door(
        "wording",
        "quote",
        _("Wording"),
        _("What is looked at while somebody writes an answer, and your own words."),
        "respond.settings",
    ),
    Door(
        "reply-texts",
        "template",
        _("Reply texts"),
        _("Drafts, snippets and advice of your own."),
        "respond.settings",
    ),
    Door(
        "own-fields",
        "forms",
        _("Own fields"),
        _("What else you want to know of a case, and what may stand there."),
        "listen.channels",
    ),
    Door(
        "own-forms",
        "list-details",
        _("Forms"),
        _("Which own fields are asked for where, and when."),
        "listen.channels",
    ),
    Door(
        "pause-settings",
        "coffee",
        _("Pauses"),
        _("From how many hard contacts in a row on a lead sees it."),
        "respond.settings",
    ),
    Door(
        "tracking-settings",
        "device-mobile",
        _("Customers' pages"),
        _("A second key to what is personal, and letters when something changes."),
        "respond.settings",
    ),
    Door(
        "skills",
        "certificate",
        _("Skills and working times"),
        _("Who can do what, when they work, and what a case may ask for."),
        "people.rota",
    ),
    Door(
        "amends-settings",
        "gift",
        _("What may be given"),
        _("Matrix, limits, chain of approval, deputies, budgets, laws to know."),
        "respond.authority",
    ),
    Door(
        "understanding",
        "sparkles",
        _("Understanding"),
        _("What it has learned, how sure it must be, and the way back."),
        "understand.taxonomy",
    ),
    Door(
        "checklists",
        "list-check",
        _("Checklists"),
        _("The steps that cases of a category need."),
        "respond.settings",
    ),
    Door(
        "playbook",
        "alert-triangle",
        _("Crisis playbook"),
        _("What is done in the first twenty-four hours, by whom and by when."),
        "respond.settings",
    ),
    Door(
        "care-settings",
        "heart-handshake",
        _("Care"),
        _("Follow-ups, calls in a month, contact plans, thanks for praise."),
        "respond.settings",
    ),
    Door("people", "users", _("People"), _("Roles, brands and teams."), "people.manage"),
    Door("tokens", "key", _("API tokens"), _("Keys for programs."), "people.manage"),
    Door("imports", "table-import", _("Imports"), _("Reviews and old tickets from files."), "listen.import"),
    Door(
        "outgoing",
        "send",
        _("Outgoing messages"),
        _("The outbox, and what could not be delivered."),
        "base.operate",
    ),
    Door("jobs", "refresh", _("Jobs"), _("What failed behind the scenes, and another try."), "base.operate"),
    Door("audit", "list-search", _("Audit record"), _("Who did what, when."), "governance.read"),
]


def settings(request: Request) -> HttpResponse:
    """Every setting the reader may open, in words."""
    if request.actor.kind != "person":
        raise NotAllowed
    doors = [
        {"url": reverse(door.url_name), "icon": door.icon, "label": door.label, "text": door.text}
        for door in DOORS
        if request.actor.can(door.permission)
    ]
    brands = visible_brands(request.actor) if request.actor.can("people.manage") else []
    return render(request, "site/settings.html", {"doors": doors, "brands": brands})
