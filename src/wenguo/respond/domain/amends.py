"""What may be fair to give: kinds, the matrix that proposes a range, and what like cases got. Amounts are Decimals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("9999999.99")
# Currencies that count in hundredths: what is added up stays exact.
CURRENCIES: Final = ("CNY", "HKD", "USD", "EUR", "GBP")
# Kind → group. Material things need a proof of payment; the others need to have happened.
KINDS: Final[Mapping[str, str]] = {
    "refund": "material",
    "replacement": "material",
    "discount": "material",
    "gift": "material",
    "points": "material",
    "cash": "material",
    "apology_letter": "emotional",
    "manager_call": "emotional",
    "upgrade": "service",
    "priority": "service",
    "extra_help": "service",
}
HARMS: Final = ("trouble", "moderate", "serious", "grave")
FAULTS: Final = ("ours", "shared", "outside")
# From what caused a case to whose fault it was; people correct it in the form.
FAULT_OF_CAUSE: Final[Mapping[str, str]] = {
    "product": "ours",
    "process": "ours",
    "person": "ours",
    "system": "ours",
    "information": "ours",
    "supplier": "shared",
    "customer": "outside",
    "outside": "outside",
}
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: a fixed range, and the share of the price (percent) where a price is known."""

    harm: str
    fault: str
    tier: str
    currency: str
    low: Decimal
    high: Decimal
    share_low: int
    share_high: int


def _cell(harm: str, fault: str, fixed: tuple[int, int], shares: tuple[int, int]) -> Cell:
    low, high = (Decimal(value).quantize(CENT) for value in fixed)
    return Cell(harm, fault, "", "CNY", low, high, *shares)


# What holds until a brand sets its own; figures of this product, not of any law.
DEFAULT_CELLS: Final = (
    _cell("trouble", "ours", (0, 50), (0, 10)),
    _cell("moderate", "ours", (50, 300), (50, 75)),
    _cell("serious", "ours", (200, 1500), (75, 100)),
    _cell("grave", "ours", (1000, 10000), (100, 150)),
    _cell("trouble", "shared", (0, 30), (0, 5)),
    _cell("moderate", "shared", (30, 150), (20, 40)),
    _cell("serious", "shared", (100, 800), (40, 70)),
    _cell("grave", "shared", (500, 5000), (70, 100)),
    _cell("trouble", "outside", (0, 20), (0, 5)),
    _cell("moderate", "outside", (0, 80), (10, 20)),
    _cell("serious", "outside", (50, 300), (20, 40)),
    _cell("grave", "outside", (200, 2000), (40, 60)),
)
# A tier lifts the upper end only: nobody gets less than what the harm asks for.
TIER_LIFT: Final[Mapping[str, int]] = {"diamond": 20, "gold": 10}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the range is what it is: ``code`` is harm, fault, tier, price, fixed or lift."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """From ``low`` to ``high``, both included, with the reasons. It proposes; a person decides."""

    low: Decimal
    high: Decimal
    currency: str
    reasons: tuple[Reason, ...]

    def holds(self, amount: Decimal) -> bool:
        """Whether the amount lies within the range."""
        return self.low <= amount <= self.high


@dataclass(frozen=True, slots=True)
class Band:
    """What like cases got: how many, and their quartiles; ``None`` below five, which is too few to say."""

    n: int
    q1: Decimal | None = None
    median: Decimal | None = None
    q3: Decimal | None = None

    def is_outlier(self, amount: Decimal) -> bool:
        """Beyond Tukey's fences, one and a half times the middle half away from it; never where there are too few."""
        if self.q1 is None or self.q3 is None:
            return False
        reach = (self.q3 - self.q1) * Decimal("1.5")
        return not self.q1 - reach <= amount <= self.q3 + reach


def propose(
    *,
    harm: str,
    fault: str,
    tier: str,
    price: Decimal | None,
    currency: str = "CNY",
    cells: Iterable[Cell] = (),
) -> Proposal | None:
    """The range for this harm, cause and tier: a share of the price where one is known, else a fixed range.

    A brand's own cell goes before the built-in one, a cell for the tier before one for all tiers. None where nothing is
    known, as for a fixed range in another currency.
    """
    cell = _chosen(harm, fault, tier, currency=currency, cells=cells)
    if cell is None:
        return None
    by_price = price is not None and price > 0 and cell.share_high > 0
    if not by_price and cell.currency != currency:
        return None
    lift = 0 if cell.tier else TIER_LIFT.get(tier, 0)
    if by_price and price is not None:
        low, high = (price * share / 100 for share in (cell.share_low, cell.share_high))
        how = Reason("price", f"{cell.share_low}–{cell.share_high}")
    else:
        low, high = cell.low, cell.high
        how = Reason("fixed", "")
    reasons = [Reason("harm", harm), Reason("fault", fault), Reason("tier", tier), how]
    if lift:
        reasons.append(Reason("lift", str(lift)))
    return Proposal(cents(low), cents(high * (100 + lift) / 100), currency, tuple(reasons))


def _chosen(harm: str, fault: str, tier: str, *, currency: str, cells: Iterable[Cell]) -> Cell | None:
    fitting = [
        cell
        for cell in cells
        if (cell.harm, cell.fault) == (harm, fault) and cell.tier in ("", tier) and cell.currency == currency
    ]
    if fitting:
        return max(fitting, key=lambda cell: cell.tier != "")
    return next((cell for cell in DEFAULT_CELLS if (cell.harm, cell.fault) == (harm, fault)), None)


def band_of(amounts: Iterable[Decimal]) -> Band:
    """Quartiles by linear interpolation, to the cent; only the number of cases where there are fewer than five."""
    values = sorted(amounts)
    if len(values) < FEW:
        return Band(len(values))
    return Band(len(values), *(cents(_quantile(values, part)) for part in ("0.25", "0.5", "0.75")))


def _quantile(values: Sequence[Decimal], part: str) -> Decimal:
    place = (len(values) - 1) * Decimal(part)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def cents(amount: Decimal) -> Decimal:
    """To the cent, halves away from zero, as people round money."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def needs_reason(amount: Decimal, *, proposal: Proposal | None, band: Band) -> bool:
    """Whether an amount is unusual enough that whoever gives it says why."""
    return band.is_outlier(amount) or (proposal is not None and not proposal.holds(amount))
