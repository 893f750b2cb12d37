"""The dashboard: one sentence, five figures, and charts that narrow everything when a mark is pressed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.measure.pages import charts
from wenguo.measure.pages.conditions import conditions, crumbs
from wenguo.measure.pages.figures import figure_row
from wenguo.measure.pages.findings import finding_of
from wenguo.measure.pages.tables import as_table
from wenguo.measure.queries import metrics, names
from wenguo.measure.queries.filters import Filters, read_filters

# A week alone does not show what is usual: the line always covers five weeks at least.
SHOWN_DAYS = 35


@require_GET
def dashboard(request: Request) -> HttpResponse:
    """Everything about one slice of feedback."""
    filters = read_filters(request.actor, request.GET, now=now())
    path, behind = reverse("dashboard"), reverse("sentences")
    context = {
        "conditions": conditions(filters, path),
        "crumbs": crumbs(filters, path),
        "all_href": filters.address(behind),
        "clear_href": path,
        "export_href": filters.address(reverse("sentences-export")),
        "figures_href": filters.address(reverse("figures-export")),
        "improve_href": _improve(request, filters),
        "promises_href": filters.address(reverse("promise-keeping")),
        "promises_csv_href": filters.address(reverse("promise-keeping-export")),
        "perms_export": request.actor.can("measure.export"),
        "filters": filters,
    }
    insight = _insight(filters, path, behind)
    charts_shown = [insight[name] for name in ("volume", "pareto", "heat", "words", "attainment", "polarity")]
    context |= insight | {"tables": [as_table(spec) for spec in charts_shown if spec]}
    return render(request, "measure/dashboard.html", context)


def _insight(filters: Filters, path: str, behind: str) -> dict[str, Any]:
    part = filters.part
    figures, before, weeks = _figures(part), _figures(part.before()), _weeks(part)
    shown = part.since(min(part.from_day, part.to_day - timedelta(SHOWN_DAYS - 1)))
    days = metrics.volume_by_day(shown)
    own = days[-part.days :]
    cells, tallies = metrics.negative_cells(part), metrics.keywords(part)
    pareto = metrics.category_pareto(cells)
    return {
        "total": figures.total,
        "finding": finding_of(filters, days=own, cells=cells, total=figures.total, path=behind),
        "figures": figure_row(filters, figures, before=before, weeks=weeks, path=behind),
        "volume": charts.volume(filters, days, path=path),
        "volume_title": _volume_title(own),
        "polarity": charts.polarity_columns(filters, days, path=path),
        "words": charts.words(filters, tallies, path=path),
        "words_title": _words_title(tallies),
        "heat": charts.heat(filters, cells, path=path),
        "heat_title": _heat_title(cells),
        "pareto": charts.pareto(filters, pareto, path=path),
        "pareto_title": _pareto_title(pareto),
        "pareto_sub": _("Main categories, with the running share on the right; n %(n)d") % {"n": cells.total},
        "attainment": charts.attainment(filters, figures, path=behind),
        "attainment_title": _attainment_title(figures),
    }


def _figures(part: metrics.Slice) -> metrics.Figures:
    figures = metrics.figures(part)
    if not part.polarity:
        return figures
    # Of negative feedback all is negative: the share is always that of everything said.
    return replace(figures, negative=metrics.figures(part.but(polarity="")).negative)


def _weeks(part: metrics.Slice) -> list[metrics.Week]:
    weeks = metrics.weekly(part)
    if not part.polarity:
        return weeks
    whole = metrics.weekly(part.but(polarity=""))
    return [replace(week, negative=every.negative) for week, every in zip(weeks, whole, strict=True)]


def _improve(request: Request, filters: Filters) -> str:
    category = filters.values.get("category", "")
    if not category or not request.actor.can("improve.edit"):
        return ""
    brand = f"&brand={filters.values['brand']}" if "brand" in filters.values else ""
    return f"{reverse('improvement-new')}?category={category}{brand}"


def _volume_title(days: list[metrics.DayCount]) -> str:
    above = sum(1 for day in days if day.expected is not None and day.negative > day.expected.high)
    if above:
        words = ngettext(
            "%(n)d day above what was to be expected", "%(n)d days above what was to be expected", above
        )
        return words % {"n": above}
    if any(day.expected is not None for day in days):
        return _("Negative feedback stays within its expected range")
    return _("Negative feedback a day")


def _words_title(tallies: list[metrics.Tally]) -> str:
    more = [_("“%(word)s”") % {"word": one.code} for one in tallies if one.is_more][:2]
    if not more:
        return _("No word is clearly more frequent than before")
    words = ngettext("%(words)s is clearly more frequent", "%(words)s are clearly more frequent", len(more))
    return words % {"words": _(" and ").join(more)}


def _heat_title(cells: metrics.Cells) -> str:
    more = [(key, one.count) for key, one in metrics.heat_cells(cells).items() if one.is_more and one.code]
    if not more:
        return _("No channel stands out in any category")
    (channel, domain), _n = max(more, key=lambda pair: pair[1])
    words = {"channel": names.channel_name(channel), "category": charts.category(domain)}
    return _("%(category)s by %(channel)s is above what is usual") % words


def _pareto_title(tallies: list[metrics.Tally]) -> str:
    half = charts.half_of(tallies)
    words = ngettext("%(n)d category makes up half", "%(n)d categories make up half", half)
    return words % {"n": half} if tallies else _("Categories")


def _attainment_title(figures: metrics.Figures) -> str:
    shares = {
        _("first reply"): figures.first_reply_in_time,
        _("solution"): figures.solution_in_time,
        _("follow-up"): figures.follow_up_in_time,
    }
    known = {
        name: share.value for name, share in shares.items() if not share.is_few and share.value is not None
    }
    if not known:
        return _("How often the clocks were met")
    worst = min(known, key=lambda name: known[name])
    return _("The clock missed most often is the %(clock)s") % {"clock": worst}
