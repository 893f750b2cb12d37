"""How well promises are kept, each number with the promises behind it."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.kernel.cells import csv_lines
from wenguo.kernel.clock import now
from wenguo.measure import actions
from wenguo.measure.pages.export import file_of
from wenguo.measure.queries import metrics
from wenguo.measure.queries.filters import Filters, read_filters

MOST = 500


@require_GET
def promise_keeping(request: Request) -> HttpResponse:
    """Person, team and category, in the period of the dashboard; the dashboard itself asks for the part."""
    moment = now()
    filters = read_filters(request.actor, request.GET, now=moment)
    tables = [
        (
            metrics.by_name(by),
            _rows(
                filters,
                by,
                metrics.promise_keeping(request.actor, filters.part, by=by, now=moment),
            ),
        )
        for by in metrics.BYS
    ]
    context = {
        "tables": [(name, rows) for name, rows in tables if rows],
        "filters": filters,
        "export_href": filters.address(reverse("promise-keeping-export")),
        "perms_export": request.actor.can("measure.export"),
    }
    part = "#tables" if request.htmx else ""
    return render(request, f"measure/promises.html{part}", context)


@require_GET
def promises_behind(request: Request) -> HttpResponse:
    """The promises behind one number, each with its case."""
    moment = now()
    filters = read_filters(request.actor, request.GET, now=moment)
    asked = request.GET.get("by", "")
    by: metrics.By = next((one for one in metrics.BYS if one == asked), metrics.BYS[0])
    state = request.GET.get("state", "")
    lines = metrics.promises_behind(
        request.actor, filters.part, by=by, key=request.GET.get("key", ""), state=state, now=moment
    )
    context = {"lines": lines[:MOST], "total": len(lines), "filters": filters, "state": state}
    part = "#drawer" if request.htmx else ""
    return render(request, f"measure/promises_behind.html{part}", context)


@require_GET
def promise_keeping_export(request: Request) -> StreamingHttpResponse:
    """The same as a file."""
    moment = now()
    part = read_filters(request.actor, request.GET, now=moment).part
    actions.note_export(actor=request.actor, part=part, what="promises", now=moment)
    rows = csv_lines(metrics.keeping_head(), metrics.keeping_lines(request.actor, part, now=moment))
    return file_of(request, rows, name=f"wenguo-promises-{part.to_day}.csv")


def _rows(filters: Filters, by: metrics.By, rows: list[Any]) -> list[dict[str, Any]]:
    path = reverse("promises-behind")

    def behind(key: str, state: str = "") -> str:
        return filters.address(path, by=by, key=key, state=state)

    return [
        {
            "row": row,
            "cells": [(getattr(row.keeping, state), behind(row.key, state)) for state in metrics.STATES],
            "all_href": behind(row.key),
        }
        for row in rows
    ]
