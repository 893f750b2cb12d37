"""Everything that was said: the list, the review of what we doubt, one feedback with its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenguo.base.paging import page_of
from wenguo.customers import queries as customers
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.people.queries import visible_brands
from wenguo.understand import actions, queries
from wenguo.understand.pages.filters import menus_of, read_filters
from wenguo.understand.pages.opinions import opinions_context
from wenguo.understand.pages.rows import row_of, rows_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request
    from wenguo.listen.models import Feedback

MOST = 50


@require_safe
def feedback_list(request: Request) -> HttpResponse:
    """Newest first, narrowed by what the address says."""
    request.actor.require("listen.read")
    rows = queries.filtered_feedback(request.actor, read_filters(request.GET, now=now()))
    page = page_of(rows, order=["-id"], cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "rows": rows_of(page.rows),
        "menus": menus_of(request.actor, request.GET),
        "is_filtered": any(value for name, value in request.GET.items() if name != "cursor"),
        "groups": groups_of(request.actor, "feedback"),
        "can_export": request.actor.can("measure.export"),
    }
    return render(request, "understand/feedback_list.html", context)


@require_safe
def feedback(request: Request, feedback_id: int) -> HttpResponse:
    """One feedback: the words with their evidence, the files, what we understood, who has changed what."""
    row = listen.get_feedback(request.actor, feedback_id)
    analysis = queries.current_analysis(row)
    context = {
        "feedback": row,
        "row": row_of(row, analysis),
        "files": listen.attachments_of([row.pk]).get(row.pk, []),
        "corrections": [
            {
                "row": one,
                "label": queries.label_title(one.label),
                "before": queries.values_words(one.label, one.before),
                "after": queries.values_words(one.label, one.after),
            }
            for one in queries.corrections_of(row)
        ],
        "can_reread": request.actor.can("understand.taxonomy"),
        "tracking_url": listen.tracking_url(row),
        **_labels_context(request.actor, row),
        **opinions_context(request, row),
    }
    return render(request, "understand/feedback.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: Request, feedback_id: int) -> HttpResponse:
    """The labels as a part of any page; a choice in it sets one right."""
    row = listen.get_feedback(request.actor, feedback_id)
    if request.method == "POST":
        label, value = chosen(request)
        actions.correct(actor=request.actor, feedback=row, label=label, value=value, now=now())
        if not request.htmx:
            return redirect(_back(request, row))
    return render(request, "understand/labels.html", _labels_context(request.actor, row))


@require_POST
def reread(request: Request, feedback_id: int) -> HttpResponse:
    """Read it again with the models of today; what people decided stays."""
    row = listen.get_feedback(request.actor, feedback_id)
    actions.reanalyse(actor=request.actor, feedback=row, now=now())
    messages.success(request, _("Read again. What people decided stands."))
    return redirect("feedback-one", feedback_id)


@require_safe
def customer_feedback(request: Request, customer_id: int) -> HttpResponse:
    """What one customer said, as a part of the customer's page."""
    request.actor.require("listen.read")
    customer = customers.get_customer(request.actor, customer_id)
    found = list(listen.feedback_of_customer(request.actor, customer).order_by("-id")[: MOST + 1])
    context = {"rows": rows_of(found[:MOST]), "has_more": len(found) > MOST}
    return render(request, "understand/customer_feedback.html", context)


def _labels_context(actor: Actor, row: Feedback) -> dict[str, object]:
    analysis = queries.current_analysis(row)
    can_correct = actor.can("understand.correct")
    return {
        "feedback": row,
        "lines": queries.lines_of(analysis, is_editable=can_correct) if analysis else [],
        "can_correct": can_correct,
    }


def chosen(request: Request) -> tuple[str, str | list[str]]:
    """The label and the value that a form gives; lists are ticked, the main category stays in front of the
    others.
    """
    label = request.POST.get("label", "")
    if label not in queries.LISTS:
        return label, request.POST.get("value", "")
    main = request.POST.get("main", "")
    return label, [code for code in [main, *request.POST.getlist("value")] if code]


def _back(request: Request, row: Feedback) -> str:
    """The page the click came from, if it is ours."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if page and is_ours else reverse("feedback-one", args=[row.pk])


def groups_of(actor: Actor, current: str) -> list[dict[str, object]]:
    """The left column: what was said, and where it comes in."""
    views = [("feedback", _("All feedback"), "ear")]
    if actor.can("understand.correct"):
        views.append(("feedback-review", _("To review"), "help-circle"))
    sources = [
        ("places", _("Places and QR codes"), "qrcode", "listen.channels"),
        ("imports", _("Imports"), "file-import", "listen.import"),
    ]
    inward = [
        {"label": label, "href": reverse(name), "icon": icon}
        for name, label, icon, permission in sources
        if actor.can(permission)
    ]
    forms = [
        {
            "label": _("Form of %(brand)s") % {"brand": brand},
            "href": f"{settings.BASE_URL}/f/{brand.slug}",
            "icon": "external-link",
        }
        for brand in visible_brands(actor)
    ]
    return [
        {
            "label": _("Heard"),
            "views": [
                {"label": label, "href": reverse(name), "icon": icon, "is_current": name == current}
                for name, label, icon in views
            ],
        },
        {"label": _("Where it comes in"), "views": [*forms, *inward]},
    ]
