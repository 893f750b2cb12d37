"""The queue: who must do what next. Every state of it has an address; HTMX asks for the parts that change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_POST

from wenguo.base.errors import Refused
from wenguo.kernel.cells import csv_lines
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages import filters as chips
from wenguo.respond.pages.forms import BulkAssignForm, ViewForm
from wenguo.respond.pages.row_html import row_html
from wenguo.respond.pages.rows import rows_of
from wenguo.respond.queries import QueueFilters

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import User
    from wenguo.respond.models import SavedView


@require_GET
def queue(request: Request) -> HttpResponse:
    """One page of cases; for HTMX the next rows, or the rows and counts as they are now."""
    request.actor.require("respond.read")
    filters = chips.read_filters(request.GET)
    cursor = request.GET.get("cursor")
    page = queries.queue_rows(request.actor, filters, cursor=cursor, now=now())
    more = f"{chips.href(filters)}&cursor={page.next_cursor}" if page.next_cursor else ""
    rows, can_assign = rows_of(page.rows), request.actor.can("respond.assign")
    context = {
        "rows": rows,
        "drawn": [
            row_html(row, can_assign=can_assign, is_current=not place and not request.htmx)
            for place, row in enumerate(rows)
        ],
        "next_href": more,
        "is_more": bool(cursor),
        "filters": filters,
        "can_assign": can_assign,
        "can_improve": request.actor.can("improve.edit"),
    }
    if cursor and request.htmx:
        return render(request, "respond/queue.html#rows", context)
    saved = queries.saved_views(request.actor)
    context |= _around(request, filters, saved)
    if request.htmx:
        return render(request, "respond/queue.html#live", context)
    return render(request, "respond/queue.html", context | _tools(request, filters))


def _around(request: Request, filters: QueueFilters, saved: list[SavedView]) -> dict[str, Any]:
    counts = queries.queue_counts(request.actor, now=now())
    groups = chips.view_groups(filters, counts=counts, saved=saved)
    is_plain = filters.as_values().keys() <= {"view", "order"}
    return {
        "groups": groups,
        "title": chips.title_of(filters, saved),
        "count": chips.count_words(counts[filters.view]) if is_plain else None,
        "due_soon": chips.count_words(counts["due_soon"]) if is_plain and counts["due_soon"] else "",
        "due_soon_href": chips.href(QueueFilters(view="due_soon")),
        "is_saved": any(view["is_current"] for view in groups[-1]["views"]),
        "is_filtered": not is_plain,
        "here": chips.href(filters),
        "all_href": chips.href(QueueFilters()),
        "unassigned_href": chips.href(QueueFilters(view="unassigned")),
    }


def _tools(request: Request, filters: QueueFilters) -> dict[str, Any]:
    around = chips.surroundings_of(request.actor)
    return {
        "menus": chips.menus(filters, around),
        "orders": chips.orders(filters),
        "order_pairs": list(chips.ORDER_NAMES.items()),
        **chips.without(filters),
        "export_href": chips.export_href(filters) if request.actor.can("measure.export") else "",
        "owner": _owner_name(request, filters),
        "people": _answering(request),
        "can_reply": request.actor.can("respond.reply"),
    }


def _owner_name(request: Request, filters: QueueFilters) -> str:
    if filters.assignee is None:
        return ""
    person = people.colleagues(request.actor).filter(pk=filters.assignee).first()
    return str(person) if person else str(filters.assignee)


def _answering(request: Request) -> list[User]:
    if not request.actor.can("respond.assign"):
        return []
    may_answer = people.colleagues(request.actor).filter(role__in=people.roles_that_may("respond.reply"))
    return list(may_answer.only("name", "username"))


@require_GET
def queue_export(request: Request) -> StreamingHttpResponse:
    """The cases of this view as a file, with what stands in the brands' own fields."""
    filters = chips.read_filters(request.GET)
    moment = now()
    actions.note_export(actor=request.actor, filters=filters, now=moment)
    table = queries.case_table(request.actor, filters, now=moment)
    # Made whole before it is sent: a few thousand lines, in the reader's language.
    lines = list(csv_lines(table.head, table.rows))
    response = StreamingHttpResponse(iter(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wenguo-cases-{moment:%Y-%m-%d}.csv"'
    return response


@require_POST
def take_next(request: Request) -> HttpResponse:
    """Give me the most pressing case that is mine to do, and lead me there."""
    case = actions.take_next(actor=request.actor, now=now())
    if case is None:
        messages.info(request, _("Nothing is waiting: every open case is in somebody's hands."))
        return redirect(chips.href(QueueFilters(view="mine")))
    return redirect("case", case.number)


@require_POST
def bulk_assign(request: Request) -> HttpResponse:
    """Give the chosen cases to one colleague; one that cannot be given does not stop the others."""
    request.actor.require("respond.assign")
    form = BulkAssignForm(request.POST, actor=request.actor)
    if not form.is_valid():
        messages.error(request, _("Choose cases and a colleague first."))
        return redirect(form.back())
    given, refused = 0, []
    for number in form.cleaned_data["numbers"]:
        try:
            case = queries.get_case(request.actor, number)
            actions.assign(actor=request.actor, case=case, assignee=form.cleaned_data["to"], now=now())
            given += 1
        except Refused as refusal:
            refused.append(f"{number}: {refusal.message}")
    if given:
        words = ngettext("%(n)d case given to %(name)s.", "%(n)d cases given to %(name)s.", given)
        messages.success(request, words % {"n": given, "name": form.cleaned_data["to"]})
    for words in refused[:3]:
        messages.error(request, words)
    return redirect(form.back())


@require_POST
def view_save(request: Request) -> HttpResponse:
    """Keep the filters of this address under a name."""
    request.actor.require("respond.read")
    filters = chips.read_filters(request.GET)
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            actions.save_view(actor=request.actor, name=form.cleaned_data["name"], filters=filters, now=now())
            messages.success(request, _("Kept as a view."))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
    else:
        messages.error(request, _("Give the view a name of at most 60 characters."))
    return redirect(chips.href(filters))


@require_POST
def view_delete(request: Request, view_id: int) -> HttpResponse:
    """Forget a view; the cases in it stay."""
    actions.delete_view(actor=request.actor, view_id=view_id, now=now())
    messages.success(request, _("The view is deleted; its cases are untouched."))
    return redirect("queue")


@require_GET
def queue_count(request: Request) -> HttpResponse:
    """How many open cases the reader holds, for the rail; empty for none."""
    request.actor.require("respond.read")
    count = queries.queue_counts(request.actor, now=now())["mine"]
    return HttpResponse(chips.count_words(count) if count else "", content_type="text/plain")
