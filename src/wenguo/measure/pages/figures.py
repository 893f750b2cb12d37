"""The five figures on top: value, interval, n, twelve weeks behind them, and an honest word about the change."""

from typing import Any

from django.utils.translation import gettext as _

from wenguo.base.wording import number_words
from wenguo.measure.pages.charts import percent
from wenguo.measure.queries import metrics
from wenguo.measure.queries.filters import Filters
from wenguo.measure.queries.words import change_words

Figure = dict[str, Any]


def figure_row(
    filters: Filters,
    figures: metrics.Figures,
    *,
    before: metrics.Figures,
    weeks: list[metrics.Week],
    path: str,
) -> list[Figure]:
    """Negative share, satisfaction, first reply, solutions in time, reopened cases."""
    up, down = _("up %(n)s points"), _("down %(n)s points")
    shares = [
        ("negative", _("Negative share"), figures.negative, before.negative, "judged", False),
        ("csat", _("Satisfaction (CSAT)"), figures.csat, before.csat, "csat", True),
        (
            "solution_in_time",
            _("Solved in time"),
            figures.solution_in_time,
            before.solution_in_time,
            "solution",
            True,
        ),
        ("reopened", _("Reopened"), figures.reopened, before.reopened, "reopened", False),
    ]
    row = []
    for name, label, now, last, behind, is_more_good in shares:
        change = change_words(metrics.compare_shares(last, now), scale=100, up=up, down=down)
        values = [getattr(week, name) for week in weeks]
        figure = _share(label, now, last, values)
        row.append(
            figure | _common(filters, change, path=path, behind=behind, n=now.n, is_more_good=is_more_good)
        )
    row.insert(2, _first_reply(filters, figures.first_reply, last=before.first_reply, weeks=weeks, path=path))
    return row


def _common(
    filters: Filters, change: dict[str, Any] | None, *, path: str, behind: str, n: int, is_more_good: bool
) -> Figure:
    if change is not None:
        change["is_good"] = (change["direction"] == "up") is is_more_good
    href = filters.address(path, behind=behind) if n else ""
    return {"change": change, "n": n, "href": href, "period": _("last 12 weeks")}


def _share(label: str, now: metrics.Share, last: metrics.Share, values: list[float | None]) -> Figure:
    if now.is_few or now.value is None:
        return {"label": label, "value": None, "unit": "", "spark": None}
    low, high = percent(now.interval)
    return {
        "label": label,
        "value": number_words(now.value * 100, 1),
        "unit": "%",
        "low": number_words(low, 1),
        "high": number_words(high, 1),
        "spark": {
            "values": [None if value is None else round(value * 100, 2) for value in values],
            "low": round(low, 2),
            "high": round(high, 2),
            "base": None if last.value is None else round(last.value * 100, 2),
        },
    }


def _first_reply(
    filters: Filters, now: metrics.Middle, *, last: metrics.Middle, weeks: list[metrics.Week], path: str
) -> Figure:
    up, down = _("%(n)s min slower"), _("%(n)s min faster")
    change = change_words(metrics.compare_middles(last, now), scale=1, up=up, down=down)
    common = _common(filters, change, path=path, behind="replied", n=now.n, is_more_good=False)
    figure: Figure = {"label": _("First reply, median"), "value": None, "unit": "", "spark": None}
    if now.value is not None and now.interval is not None:
        figure |= {
            "value": number_words(now.value, 1),
            "unit": _("min"),
            "low": number_words(now.interval.low, 1),
            "high": number_words(now.interval.high, 1),
            "spark": {
                "values": [week.first_reply for week in weeks],
                "low": now.interval.low,
                "high": now.interval.high,
                "base": last.value,
            },
        }
    return figure | common
