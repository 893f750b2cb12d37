"""Figures and the sentences behind them, by API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from wenguo.base.actor import Actor
from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.measure.queries import metrics
from wenguo.measure.queries.filters import read_filters
from wenguo.measure.queries.lines import Line, lines_of
from wenguo.respond import queries as respond

router = Router(tags=["measure"])

Behind = Literal[
    "",
    "judged",
    "negative",
    "csat",
    "csat_low",
    "replied",
    "first_reply",
    "first_reply_late",
    "solution",
    "solution_late",
    "follow_up",
    "follow_up_late",
    "reopened",
]


# An address carries text, and a literal takes nothing but itself.
Days = Annotated[Literal[7, 30, 90], BeforeValidator(int)]


class SliceIn(Schema):
    """Which feedback is counted. Days are those of the installation's zone, both included; without them ``days``."""

    days: Days = 30
    from_day: date | None = Field(None, alias="from")
    to_day: date | None = Field(None, alias="to")
    brand: str = Field("", max_length=40)
    channel: str = Field("", max_length=10)
    place: int | None = Field(None, ge=1, lt=2**63)
    category: str = Field("", max_length=60)
    polarity: str = Field("", max_length=10)
    kind: str = Field("", max_length=12)
    word: str = Field("", max_length=40)


class ShareOut(Schema):
    """A share 0–1 with Wilson's 95 % interval; ``value`` is null where nothing was counted."""

    hits: int
    n: int
    value: float | None
    low: float
    high: float


class MiddleOut(Schema):
    """A median in minutes with its exact 95 % interval; null for fewer than six values."""

    n: int
    value: float | None
    low: float | None
    high: float | None


class DayOut(Schema):
    """One day; ``expected_low`` and ``expected_high`` are the 95 % range for the negative ones, where known."""

    day: date
    total: int
    negative: int
    positive: int
    expected_low: float | None
    expected_high: float | None


class TallyOut(Schema):
    """How often; ``last`` in the period before, ``is_more`` when clearly more than usual."""

    code: str
    count: int
    last: int
    is_more: bool


class MetricsOut(Schema):
    """The figures of a slice."""

    from_day: date
    to_day: date
    total: int
    negative: ShareOut
    csat: ShareOut
    first_reply_minutes: MiddleOut
    first_reply_in_time: ShareOut
    solution_in_time: ShareOut
    follow_up_in_time: ShareOut
    reopened: ShareOut
    days: list[DayOut]
    categories: list[TallyOut]
    channels: list[TallyOut]
    keywords: list[TallyOut]


class SentenceOut(Schema):
    """One sentence behind a number. ``spans`` are [start, end) of the words that caused the label."""

    feedback_id: int
    text: str
    said_at: datetime
    channel: str
    place: str
    category: str
    polarity: str
    mood: int
    rating: int | None
    case_number: str
    alike: int
    spans: list[list[int]]


class SentencesOut(Schema):
    """One page of sentences. ``distinct`` counts those that say the same once (null for very many)."""

    items: list[SentenceOut]
    next: str | None
    total: int
    distinct: int | None


def _slice(actor: Actor, wanted: SliceIn) -> metrics.Slice:
    values = wanted.dict(exclude_none=True)
    values |= {"from": values.pop("from_day", ""), "to": values.pop("to_day", "")}
    return read_filters(actor, values, now=now()).part


@router.get("/metrics", response=MetricsOut)
def get_metrics(request: Request, wanted: Query[SliceIn]) -> MetricsOut:
    """Every figure of a dashboard, with interval and n."""
    part = _slice(request.actor, wanted)
    figures, cells = metrics.figures(part), metrics.negative_cells(part)
    middle = figures.first_reply
    return MetricsOut(
        from_day=part.from_day,
        to_day=part.to_day,
        total=figures.total,
        negative=_share(figures.negative),
        csat=_share(figures.csat),
        first_reply_minutes=MiddleOut(
            n=middle.n,
            value=middle.value,
            low=middle.interval.low if middle.interval else None,
            high=middle.interval.high if middle.interval else None,
        ),
        first_reply_in_time=_share(figures.first_reply_in_time),
        solution_in_time=_share(figures.solution_in_time),
        follow_up_in_time=_share(figures.follow_up_in_time),
        reopened=_share(figures.reopened),
        days=[_day(day) for day in metrics.volume_by_day(part)],
        categories=[_tally(one) for one in metrics.category_pareto(cells)],
        channels=[_tally(one) for one in metrics.channel_tallies(cells)],
        keywords=[_tally(one) for one in metrics.keywords(part)],
    )


@router.get("/metrics/sentences", response=SentencesOut)
def get_sentences(
    request: Request,
    *,
    wanted: Query[SliceIn],
    behind: Behind = "",
    cursor: str | None = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SentencesOut:
    """The sentences behind a number, newest first."""
    actor = request.actor
    rows = metrics.sentences(_slice(actor, wanted), behind)
    page = page_of(rows, order=metrics.ORDER, cursor=cursor, size=size)
    items = [SentenceOut(**_sentence(line)) for line in lines_of(actor, page.rows)]
    total = rows.count()
    return SentencesOut(
        items=items, next=page.next_cursor, total=total, distinct=metrics.distinct(rows, total=total)
    )


def _share(share: metrics.Share) -> ShareOut:
    low, high = share.interval.low, share.interval.high
    return ShareOut(hits=share.hits, n=share.n, value=share.value, low=low, high=high)


def _day(day: metrics.DayCount) -> DayOut:
    return DayOut(
        day=day.day,
        total=day.total,
        negative=day.negative,
        positive=day.positive,
        expected_low=day.expected.low if day.expected else None,
        expected_high=day.expected.high if day.expected else None,
    )


def _tally(one: metrics.Tally) -> TallyOut:
    return TallyOut(code=one.code, count=one.count, last=one.last, is_more=one.is_more)


def _sentence(line: Line) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in SentenceOut.model_fields if name != "spans"}
    return {**values, "spans": [list(span[:2]) for span in line.spans]}


class KeepingOut(Schema):
    """How one person, team or category keeps promises; ``share`` is null below five that fell due."""

    key: str
    name: str
    due: int = Field(alias="keeping.due")
    kept: int = Field(alias="keeping.kept")
    moved: int = Field(alias="keeping.moved")
    broken: int = Field(alias="keeping.broken")
    share: float | None
    low: float = Field(alias="interval.low")
    high: float = Field(alias="interval.high")


class PromiseLineOut(Schema):
    """One promise behind a number; ``state`` is kept, moved or broken."""

    id: int
    case_number: str
    text: str
    owner: str
    due_at: datetime
    state: str
    kept_at: datetime | None


@router.get("/metrics/promises", response=list[KeepingOut])
def promise_keeping(
    request: Request, asked: Query[SliceIn], by: metrics.By = "person"
) -> list[respond.KeepingRow]:
    """Of the promises that fell due, how many were kept or moved in time."""
    part = _slice(request.actor, asked)
    return metrics.promise_keeping(request.actor, part, by=by, now=now())


@router.get("/metrics/promises/behind", response=list[PromiseLineOut])
def promises_behind(
    request: Request,
    *,
    asked: Query[SliceIn],
    by: metrics.By = "person",
    key: Annotated[str, Field(max_length=60)] = "",
    state: Literal["", "kept", "moved", "broken"] = "",
) -> list[metrics.PromiseLine]:
    """The promises behind one of these numbers."""
    part = _slice(request.actor, asked)
    return metrics.promises_behind(request.actor, part, by=by, key=key, state=state, now=now())
