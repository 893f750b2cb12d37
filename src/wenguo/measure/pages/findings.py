"""The sentence on top of a dashboard: what is proven, what is not, and never a cause."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import get_language, gettext as _, ngettext

from wenguo.base.bilingual import short_language
from wenguo.base.wording import number_words
from wenguo.measure.queries import metrics, names
from wenguo.measure.queries.filters import Filters
from wenguo.measure.queries.words import percent_words, range_words, with_links

# From this part of an increase on, one heading is named as where it comes from.
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence (pieces with the address each leads to, or none), what backs it up, and where to read on."""

    head: list[tuple[str, str]]
    body: str = ""
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Counts:
    now: int
    last: int
    change: metrics.Change
    top: metrics.Tally | None


def finding_of(
    filters: Filters, *, days: list[metrics.DayCount], cells: metrics.Cells, total: int, path: str
) -> Finding:
    """What the period says about negative feedback, compared with the period of the same length before."""
    now, last = cells.total, sum(counts[1] for counts in cells.counts.values())
    behind = filters.address(path, polarity="negative")
    if now + last < metrics.FEW_EVENTS:
        words = {"period": filters.period, "n": number_words(total), "negative": number_words(now)}
        few = (
            _("%(period)s: %(n)s pieces of feedback, [%(negative)s of them negative]. Too few to say more.")
            % words
        )
        return Finding(with_links(few, behind))
    change = metrics.compare_counts(last, now, days_before=filters.part.days, days_after=filters.part.days)
    counts = _Counts(now, last, change, _top(cells, is_rise=now > last and change.verdict == "proven"))
    about = filters.address(path, category=counts.top.code, polarity="negative") if counts.top else ""
    body = [_amount(filters, counts), _outside(days)]
    return Finding(
        with_links(_head(filters, counts), behind, about),
        # Chinese sentences follow each other without a space.
        ("" if short_language(get_language()) == "zh" else " ").join(filter(None, body)),
        (_reading(counts.top), about) if counts.top else None,
    )


def _top(cells: metrics.Cells, *, is_rise: bool) -> metrics.Tally | None:
    tallies = [one for one in metrics.category_pareto(cells) if one.code]
    if not tallies:
        return None
    return max(tallies, key=lambda one: one.count - one.last) if is_rise else tallies[0]


def _head(filters: Filters, counts: _Counts) -> str:
    words = {"period": filters.period, "size": percent_words(counts.change.difference)}
    # Square brackets mark what is a link; a name must not open one.
    words["name"] = names.full_name(counts.top.code).replace("[", "(").replace("]", ")") if counts.top else ""
    if counts.change.verdict == "proven" and counts.now > counts.last:
        if counts.top and counts.top.count - counts.top.last >= MOST * (counts.now - counts.last):
            return _("%(period)s: [negative feedback up %(size)s], most of it under [“%(name)s”].") % words
        return _("%(period)s: [negative feedback up %(size)s], spread over several categories.") % words
    if not counts.top:
        return _("%(period)s: [no proven change in negative feedback].") % words
    if counts.change.verdict == "proven":
        return (
            _("%(period)s: [negative feedback down %(size)s]; most of what is left is about [“%(name)s”].")
            % words
        )
    return (
        _("%(period)s: [no proven change in negative feedback]; most often it is about [“%(name)s”].") % words
    )


def _reading(top: metrics.Tally) -> str:
    return ngettext("Read the sentence", "Read the %(n)d sentences", top.count) % {"n": top.count}


def _amount(filters: Filters, counts: _Counts) -> str:
    words = {
        "n": number_words(counts.now),
        "more": number_words(abs(counts.now - counts.last)),
        "before": filters.before,
    }
    if counts.now > counts.last:
        return _("%(n)s negative, %(more)s more than in %(before)s.") % words
    if counts.now < counts.last:
        return _("%(n)s negative, %(more)s fewer than in %(before)s.") % words
    return _("%(n)s negative, as many as in %(before)s.") % words


def _outside(days: list[metrics.DayCount]) -> str:
    above = [day.day for day in days if day.expected is not None and day.negative > day.expected.high]
    if not above:
        return _("No day was above its expected range.") if any(day.expected for day in days) else ""
    runs = [[above[0]]]
    for earlier, later in pairwise(above):
        if (later - earlier).days == 1:
            runs[-1].append(later)
        else:
            runs.append([later])
    words = {"n": len(above), "days": _(", ").join(range_words(run[0], run[-1]) for run in runs[-3:])}
    return (
        ngettext(
            "Above the expected range on %(days)s.",
            "%(n)d days above the expected range, lately %(days)s.",
            len(above),
        )
        % words
    )
