"""What the pages say about a compensation: the picture of the range, its reasons, the state of each offer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _, ngettext

from wenguo.base.wording import money_words
from wenguo.kernel.clock import now
from wenguo.respond import queries
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries import Advice

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

TONES = {
    "asking": "warn",
    "refused": "quiet",
    "offered": "brand",
    "accepted": "good",
    "declined": "warn",
    "paid": "good",
    "withdrawn": "quiet",
}
# What can be done with a compensation in each state: address, words, icon.
DEEDS = {
    "asking": ("withdraw",),
    "offered": ("answer", "withdraw"),
    "accepted": ("pay",),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """The line of the design: band, middle of like cases, one's authority and this offer, as percent of its width."""

    places: str
    has_band: bool
    middle: str
    cap: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One compensation as a card shows it."""

    row: Compensation
    tone: str
    worth: str
    deeds: tuple[str, ...]
    waits_for: str


def picture_of(known: Advice, amount: Decimal | None = None) -> Picture | None:
    """Where everything lies on one line; None where there is nothing to draw."""
    marks = {"cap": known.limit.amount, "mid": known.band.median, "at": amount or None}
    if known.proposal is not None:
        marks |= {"lo": known.proposal.low, "hi": known.proposal.high}
    values = [value for value in marks.values() if value is not None]
    most = max(values, default=Decimal(0))
    if most <= 0:
        return None
    places = ";".join(
        f"{name}:{min(98, round(value / most * 92))}" for name, value in marks.items() if value is not None
    )
    return Picture(
        places=places,
        has_band=known.proposal is not None,
        middle=_money(known.band.median, known.currency),
        cap=_money(known.limit.amount, known.currency),
        at=_money(amount or None, known.currency),
        words=_picture_words(known, amount),
    )


def _money(value: Decimal | None, currency: str) -> str:
    return "" if value is None else money_words(value, currency)


def range_words(known: Advice) -> str:
    """The proposed range in words; empty where none can be proposed."""
    if known.proposal is None:
        return ""
    low, high = (money_words(value, known.currency) for value in (known.proposal.low, known.proposal.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _picture_words(known: Advice, amount: Decimal | None) -> str:
    parts = [
        _("Proposed: %(range)s.") % {"range": range_words(known)} if known.proposal else "",
        band_words(known),
        _("Your authority: %(cap)s.") % {"cap": _money(known.limit.amount, known.currency)},
        _("This offer: %(amount)s.") % {"amount": _money(amount, known.currency)} if amount else "",
    ]
    return " ".join(part for part in parts if part)


def reasons_words(known: Advice) -> str:
    """Why this range, in one line."""
    if known.proposal is None:
        return _("No range can be proposed: give a price, or set one for this currency.")
    return _(", ").join(queries.reason_words(reason) for reason in known.proposal.reasons)


def band_words(known: Advice) -> str:
    """What like cases got, or that there are too few to say."""
    band = known.band
    if band.median is None or band.q1 is None or band.q3 is None:
        return ngettext(
            "Like cases: %(n)d, too few to say.", "Like cases: %(n)d, too few to say.", band.n
        ) % {"n": band.n}
    facts = {
        "n": band.n,
        "median": money_words(band.median, known.currency),
        "q1": money_words(band.q1, known.currency),
        "q3": money_words(band.q3, known.currency),
    }
    return _("%(n)d like cases: the middle got %(median)s, half of them between %(q1)s and %(q3)s.") % facts


def earlier_words(known: Advice) -> str:
    """What the customer was given before."""
    earlier = known.earlier
    if not earlier.count:
        return _("This customer was given nothing in the last year.")
    facts = {"n": earlier.count, "total": money_words(earlier.total, known.currency)}
    return (
        ngettext(
            "This customer was given something once in the last year, %(total)s in all.",
            "This customer was given something %(n)d times in the last year, %(total)s in all.",
            earlier.count,
        )
        % facts
    )


def budget_words(known: Advice) -> str:
    """How the month's budget stands."""
    budget = known.budget
    spent = money_words(budget.spent, known.currency)
    if budget.amount is None or budget.left is None:
        return _("No budget is set; %(spent)s given this month.") % {"spent": spent}
    facts = {
        "amount": money_words(budget.amount, known.currency),
        "spent": spent,
        "left": money_words(budget.left, known.currency),
    }
    return _("Budget of the month %(amount)s: %(spent)s given, %(left)s left.") % facts


def advice_view(known: Advice, amount: Decimal | None = None) -> dict[str, Any]:
    """Everything that stands beside the form, in words."""
    return {
        "picture": picture_of(known, amount),
        "range_words": range_words(known),
        "reasons_words": reasons_words(known),
        "band_words": band_words(known),
        "earlier_words": earlier_words(known),
        "is_often": known.earlier.is_often,
        "budget_words": budget_words(known),
        "room": money_words(known.room, known.currency),
        "laws": known.laws,
        "is_outlier": bool(amount) and known.band.is_outlier(amount or Decimal(0)),
        "is_beyond": bool(amount) and (amount or Decimal(0)) > known.room,
    }


def rows_of(actor: Actor, case: Case) -> list[Row]:
    """The compensations of a case for its card."""
    may = actor.can("respond.compensate")
    return [row_view(row, may=may) for row in queries.compensations_of(case)]


def row_view(row: Compensation, *, may: bool) -> Row:
    """One of them, with what the reader may do with it."""
    waiting = next((one for one in row.approvals.all() if one.decision == "waiting"), None)
    return Row(
        row=row,
        tone=TONES.get(row.state, "quiet"),
        worth=money_words(row.amount, row.currency) if row.amount > 0 else "",
        deeds=DEEDS.get(row.state, ()) if may else (),
        waits_for=waiting.role if waiting else "",
    )


def amends_card(actor: Actor, case: Case) -> dict[str, Any]:
    """The card at the right of a case; empty where the reader has nothing to do with it."""
    rows = rows_of(actor, case)
    may = actor.can("respond.compensate")
    if not rows and not may:
        return {"amends": None}
    known = queries.advice(actor, case, now=now(), price=next((one.row.price for one in rows), None))
    live = next((one.row for one in rows if one.row.state not in ("refused", "withdrawn", "declined")), None)
    return {
        "amends": {
            "rows": rows,
            "may_offer": may and case.closed_at is None,
            **advice_view(known, live.amount if live else None),
        }
    }
