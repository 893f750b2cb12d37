"""Whether like customers are treated alike: who got something, and how much, by tier, place, channel and address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.customers import queries as customers
from wenguo.kernel.intervals import Interval, wilson
from wenguo.listen import queries as listen
from wenguo.respond.domain.amends import FEW, ZERO, Band, band_of
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries.authority import COMMITTED
from wenguo.respond.queries.cases import visible_cases
from wenguo.respond.queries.shares import InPercent

if TYPE_CHECKING:
    from wenguo.people.models import Brand

# How the customer asked to be addressed; never guessed from a given name.
MADAM, SIR = ("女士", "小姐", "太太"), ("先生",)
DIMENSIONS = ("tier", "place", "channel", "address")


@dataclass(frozen=True, slots=True)
class ParityRow(InPercent):
    """One group of one dimension: its settled complaints, how many of them got something, and the amounts.

    ``is_apart`` says that the share's 95 % interval does not touch that of all others together: worth a look, no proof.
    ``total`` is to the cent; ``cases`` below five say nothing about shares.
    """

    dimension: str
    group: str
    cases: int
    compensated: int
    interval: Interval
    band: Band
    total: Decimal
    is_apart: bool

    @property
    def share(self) -> float | None:
        """Share with something given, None where there are too few to say."""
        return self.compensated / self.cases if self.cases >= FEW else None


@dataclass(frozen=True, slots=True)
class Parity:
    """A month's report. ``total`` is the sum over all cases, and so the sum of each dimension's rows."""

    month: date
    currency: str
    cases: int
    compensated: int
    total: Decimal
    rows: list[ParityRow]


@dataclass(frozen=True, slots=True)
class _Settled:
    groups: tuple[str, ...]
    amount: Decimal


def parity(actor: Actor, brand: Brand, *, month: date, currency: str = "CNY") -> Parity:
    """Complaints of the brand that were settled in the month, as far as the actor may see them."""
    actor.require("measure.read")
    settled = list(_settled(actor, brand, month, currency))
    total = sum((one.amount for one in settled), ZERO)
    rows = [row for place, name in enumerate(DIMENSIONS) for row in _rows(name, place, settled)]
    given = sum(1 for one in settled if one.amount > 0)
    return Parity(month, currency, len(settled), given, total, rows)


def dimension_name(dimension: str) -> str:
    """A dimension in the reader's language."""
    return {
        "tier": _("Tier"),
        "place": _("Place"),
        "channel": _("Channel"),
        "address": _("Form of address"),
    }.get(dimension, dimension)


def parity_head() -> list[str]:
    """Column names of the file."""
    return [
        _("Month"),
        _("By"),
        _("Group"),
        _("Settled complaints"),
        _("Got something"),
        _("Share"),
        _("95 % from"),
        _("95 % to"),
        _("Median"),
        _("Sum"),
        _("Currency"),
        _("Stands apart"),
    ]


def parity_lines(report: Parity) -> Iterator[list[object]]:
    """The rows of the file; amounts as exact decimals."""
    for row in report.rows:
        share = "" if row.share is None else round(row.share, 4)
        bounds = ["", ""] if row.share is None else [round(row.interval.low, 4), round(row.interval.high, 4)]
        yield [
            f"{report.month:%Y-%m}",
            dimension_name(row.dimension),
            row.group,
            row.cases,
            row.compensated,
            share,
            *bounds,
            row.band.median if row.band.median is not None else "",
            row.total,
            report.currency,
            row.is_apart,
        ]


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """First moment of the month and of the next, in the installation's zone."""
    zone = get_current_timezone()
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    first, last = (datetime.combine(day, time(), zone) for day in (month.replace(day=1), after))
    return first, last


def _settled(actor: Actor, brand: Brand, month: date, currency: str) -> Iterator[_Settled]:
    since, until = month_bounds(month)
    cases = visible_cases(actor).filter(
        brand=brand, kind="complaint", resolved_at__gte=since, resolved_at__lt=until
    )
    sums = dict(
        Compensation.objects.filter(
            case__in=cases.order_by().values("id"), currency=currency, state__in=COMMITTED
        )
        .order_by()
        .values_list("case_id")
        .annotate(total=Sum("amount"))
    )
    for case in cases.order_by("id").iterator(chunk_size=500):
        yield _Settled(_groups(case), sums.get(case.pk, ZERO))


def _groups(case: Case) -> tuple[str, ...]:
    tier = customers.tier_name(case.customer.tier) if case.customer else _("unknown")
    place = str(case.place) if case.place else _("no place")
    name = case.customer.name if case.customer else ""
    return tier, place, listen.channel_name(case.channel), _address(name)


def _address(name: str) -> str:
    lowered = name.lower()
    if name.endswith(MADAM) or lowered.startswith(("ms ", "ms. ", "mrs ", "mrs. ", "miss ")):
        return _("Madam")
    if name.endswith(SIR) or lowered.startswith(("mr ", "mr. ")):
        return _("Sir")
    return _("unknown")


def _rows(dimension: str, place: int, settled: Iterable[_Settled]) -> list[ParityRow]:
    by_group: dict[str, list[Decimal]] = defaultdict(list)
    for one in settled:
        by_group[one.groups[place]].append(one.amount)
    everything = [amount for amounts in by_group.values() for amount in amounts]
    found = [_row(dimension, group, amounts, everything) for group, amounts in by_group.items()]
    return sorted(found, key=lambda row: (-row.cases, row.group))


def _row(dimension: str, group: str, amounts: list[Decimal], everything: list[Decimal]) -> ParityRow:
    given = [amount for amount in amounts if amount > 0]
    rest = len(everything) - len(amounts)
    given_to_rest = sum(1 for amount in everything if amount > 0) - len(given)
    own, others = wilson(len(given), len(amounts)), wilson(given_to_rest, rest)
    enough = len(amounts) >= FEW and rest >= FEW
    return ParityRow(
        dimension=dimension,
        group=group,
        cases=len(amounts),
        compensated=len(given),
        interval=own,
        band=band_of(given),
        total=sum(given, ZERO),
        is_apart=enough and (own.low > others.high or own.high < others.low),
    )
