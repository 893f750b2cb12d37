"""The drawer: the sentences behind a number, with the words that caused the label underlined."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.measure.pages.conditions import crumbs
from wenguo.measure.queries import metrics, names
from wenguo.measure.queries.filters import Filters, read_filters
from wenguo.measure.queries.lines import lines_of

PAGE = 30


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the mood bar."""

    mood: int
    label: str
    count: int
    percent: int


@require_GET
def sentences(request: Request) -> HttpResponse:
    """One page of sentences; the drawer asks for the part, a browser without scripts for the page."""
    filters = read_filters(request.actor, request.GET, now=now())
    behind = request.GET.get("behind", "")
    behind = behind if behind in metrics.BEHIND else ""
    rows = metrics.sentences(filters.part, behind)
    page = page_of(rows, order=metrics.ORDER, cursor=request.GET.get("cursor"), size=PAGE)
    mix = metrics.mix(filters.part, behind)
    total = sum(mix.moods.values())
    different = metrics.distinct(rows, total=total)
    context = {
        "title": title_of(filters, behind),
        "distinct_words": _("%(n)d different") % {"n": different} if different not in {None, total} else "",
        "total_words": ngettext("%(n)d sentence", "%(n)d sentences", total) % {"n": total},
        "people_words": ngettext("from %(n)d customer", "from %(n)d customers", mix.customers)
        % {"n": mix.customers},
        "mix": mix_parts(mix.moods),
        "crumbs": [filters.period, *(one["label"] for one in crumbs(filters, ""))],
        "lines": lines_of(request.actor, page.rows),
        "page": page,
        "total": total,
        "shown": len(page.rows),
        **_links(request, filters, behind),
    }
    part = "#lines" if request.GET.get("part") == "lines" else "#drawer" if request.htmx else ""
    return render(request, f"measure/sentences.html{part}", context)


def _amount(total: int, customers: int) -> str:
    said = ngettext("%(n)d sentence", "%(n)d sentences", total) % {"n": total}
    if not customers:
        return said
    people = ngettext("from %(n)d customer", "from %(n)d customers", customers) % {"n": customers}
    return _("%(sentences)s, %(people)s") % {"sentences": said, "people": people}


def _links(request: Request, filters: Filters, behind: str) -> dict[str, Any]:
    category = filters.values.get("category", "")
    improve = ""
    if category and request.actor.can("improve.edit"):
        improve = f"{reverse('improvement-new')}?category={category}"
    export = request.actor.can("measure.export")
    return {
        "export_href": filters.address(reverse("sentences-export"), behind=behind) if export else "",
        "improve_href": improve,
        "dashboard_href": filters.address(reverse("dashboard")),
    }


def title_of(filters: Filters, behind: str) -> str:
    """What the sentences have in common."""
    titles = {
        "judged": _("All that has been read"),
        "negative": _("Negative feedback"),
        "csat": _("Rated by the customer"),
        "csat_low": _("Rated 1 or 2"),
        "replied": _("Replied to"),
        "first_reply": _("First reply"),
        "first_reply_late": _("First reply too late"),
        "solution": _("Solution"),
        "solution_late": _("Solved too late"),
        "follow_up": _("Followed up"),
        "follow_up_late": _("Followed up too late"),
        "reopened": _("Reopened"),
    }
    if behind:
        return titles[behind]
    if "category" in filters.values:
        return names.full_name(filters.values["category"])
    if "word" in filters.values:
        return _("“%(word)s”") % {"word": filters.values["word"]}
    return _("Negative feedback") if filters.values.get("polarity") == "negative" else _("All feedback")


def mix_parts(moods: dict[int, int]) -> list[Part]:
    """The mood bar: how many at each step of the scale, those with none left out."""
    labels = {
        1: _("Very negative"),
        2: _("Negative"),
        3: _("Neutral or mixed"),
        4: _("Positive"),
        5: _("Very positive"),
        0: _("Not yet read"),
    }
    total = sum(moods.values()) or 1
    order = [step for step in (1, 2, 3, 4, 5, 0) if moods.get(step)]
    return [Part(step, labels[step], moods[step], max(1, round(moods[step] * 100 / total))) for step in order]
