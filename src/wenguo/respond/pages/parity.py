"""The monthly report on whether like customers are treated alike, as a page and as a file."""

from datetime import date
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.kernel.cells import csv_lines
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import queries
from wenguo.respond.domain.amends import CURRENCIES
from wenguo.respond.queries import Parity
from wenguo.respond.queries.authority import month_of


@require_GET
def parity(request: Request) -> HttpResponse:
    """A brand's month."""
    request.actor.require("measure.read")
    report, brand = _report(request)
    dimensions: dict[str, list[Any]] = {}
    for row in report.rows if report else []:
        dimensions.setdefault(queries.dimension_name(row.dimension), []).append(row)
    context = {
        "report": report,
        "brand": brand,
        "brands": people.visible_brands(request.actor),
        "dimensions": dimensions,
        "month": report.month if report else month_of(now()),
        "earlier": _month_before(report.month if report else month_of(now())),
        "budget": queries.budget_of(brand, currency=report.currency, now=now()) if report and brand else None,
        "may_export": request.actor.can("measure.export"),
    }
    return render(request, "respond/parity.html", context)


@require_GET
def parity_export(request: Request) -> StreamingHttpResponse:
    """The same as a file; amounts to the cent."""
    request.actor.require("measure.export")
    report, _brand = _report(request)
    # Made whole before it is sent: a few dozen lines, in the reader's language.
    lines = list(csv_lines(queries.parity_head(), queries.parity_lines(report) if report else []))
    response = StreamingHttpResponse(iter(lines), content_type="text/csv; charset=utf-8")
    month = report.month if report else month_of(now())
    response["Content-Disposition"] = f'attachment; filename="wenguo-parity-{month:%Y-%m}.csv"'
    return response


def _report(request: Request) -> tuple[Parity | None, Any]:
    brands = list(people.visible_brands(request.actor))
    brand = next(
        (one for one in brands if one.slug == request.GET.get("brand")), brands[0] if brands else None
    )
    if brand is None:
        return None, None
    currency = request.GET.get("currency", "CNY")
    return (
        queries.parity(
            request.actor,
            brand,
            month=_month(request.GET.get("month", "")),
            currency=currency if currency in CURRENCIES else "CNY",
        ),
        brand,
    )


def _month(text: str) -> date:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return month_of(now())
    return first if 2000 <= first.year <= 2200 else month_of(now())


def _month_before(month: date) -> date:
    return date(month.year - 1, 12, 1) if month.month == 1 else month.replace(month=month.month - 1)
