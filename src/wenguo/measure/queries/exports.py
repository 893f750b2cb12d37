"""What stands in an exported file, row by row, so that a million rows need no more memory than ten."""

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.paging import page_of
from wenguo.measure.queries import metrics
from wenguo.measure.queries.lines import lines_of

BATCH = 500
Row = list[object]


def sentence_head() -> Row:
    """Column names of the sentences."""
    return [
        _("Feedback"),
        _("Said at"),
        _("Channel"),
        _("Place"),
        _("Category"),
        _("Polarity"),
        _("Mood 1–5"),
        _("Rating"),
        _("Case"),
        _("Text"),
    ]


def sentence_rows(actor: Actor, part: metrics.Slice, behind: str) -> Iterator[Row]:
    """The sentences behind a number, newest first."""
    cursor: str | None = None
    while True:
        page = page_of(metrics.sentences(part, behind), order=metrics.ORDER, cursor=cursor, size=BATCH)
        for line in lines_of(actor, page.rows):
            yield [
                line.feedback_id,
                f"{localtime(line.said_at):%Y-%m-%d %H:%M}",
                line.channel_name,
                line.place,
                line.category,
                line.polarity,
                line.mood,
                line.rating,
                line.case_number,
                line.text,
            ]
        cursor = page.next_cursor
        if cursor is None:
            return


def figure_head() -> Row:
    """Column names of the figures."""
    return [_("Figure"), _("Group"), _("Value"), _("Lower bound"), _("Upper bound"), _("n")]


def figure_rows(part: metrics.Slice) -> Iterator[Row]:
    """Every figure of a dashboard with interval and n; shares in percent, times in minutes."""
    figures = metrics.figures(part)
    yield [_("Feedback"), "", figures.total, "", "", figures.total]
    shares = {
        _("Negative share"): figures.negative,
        _("Satisfaction (CSAT)"): figures.csat,
        _("First reply in time"): figures.first_reply_in_time,
        _("Solved in time"): figures.solution_in_time,
        _("Followed up in time"): figures.follow_up_in_time,
        _("Reopened"): figures.reopened,
    }
    for name, share in shares.items():
        yield [name, "%", *_share(share), share.n]
    middle = figures.first_reply
    low, high = (middle.interval.low, middle.interval.high) if middle.interval else ("", "")
    yield [
        _("First reply, median"),
        _("min"),
        "" if middle.value is None else middle.value,
        low,
        high,
        middle.n,
    ]
    for day in metrics.volume_by_day(part):
        low, high = (round(day.expected.low, 1), round(day.expected.high, 1)) if day.expected else ("", "")
        yield [_("Negative feedback a day"), day.day.isoformat(), day.negative, low, high, day.total]
    cells = metrics.negative_cells(part)
    for one in metrics.category_pareto(cells):
        yield [_("Negative feedback by category"), one.code, one.count, "", "", cells.total]


def _share(share: metrics.Share) -> list[object]:
    if share.value is None:
        return ["", "", ""]
    return [round(part * 100, 2) for part in (share.value, share.interval.low, share.interval.high)]
