"""What happened about a compensation, and why a range is proposed, as sentences in the reader's language."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.wording import money_words
from wenguo.customers import queries as customers
from wenguo.respond.domain.amends import Reason
from wenguo.respond.models import Compensation, OfferStep

Data = dict[str, Any]

_SAID: Mapping[str, str | Promise] = {
    "offered": gettext_lazy("Offered: %(what)s"),
    "approval_asked": gettext_lazy("Approval asked for: %(what)s"),
    "approval_supported": gettext_lazy("Supported, and passed to the next in the chain: %(what)s"),
    "approval_overdue": gettext_lazy("An approval was not decided in time and is passed on"),
    "approved": gettext_lazy("Approved and offered: %(what)s"),
    "not_approved": gettext_lazy("Not approved: %(what)s"),
    "offer_withdrawn": gettext_lazy("Withdrawn: %(what)s"),
    "offer_accepted": gettext_lazy("The customer accepts: %(what)s"),
    "offer_declined": gettext_lazy("The customer declines: %(what)s"),
    "offer_paid": gettext_lazy("Given, with proof: %(what)s"),
}


def _told(kind: str) -> Callable[[Data], str]:
    def tell(data: Data) -> str:
        words = str(_SAID[kind]) % {"what": _what(data)}
        reason = data.get("reason") or data.get("reference")
        return _("%(what)s: %(why)s") % {"what": words, "why": reason} if reason else words

    return tell


def _what(data: Data) -> str:
    text = str(data.get("text", ""))
    try:
        amount = Decimal(str(data.get("amount", "0")))
    except InvalidOperation:
        amount = Decimal(0)
    if amount <= 0:
        return text
    money = money_words(amount, str(data.get("currency", "CNY")))
    return _("%(what)s (%(amount)s)") % {"what": text, "amount": money} if text else money


def _offer_step(data: Data) -> str:
    steps = dict(OfferStep.Step.choices)
    parts = [
        str(label) % {"words": data[name]}
        for name, label in (
            ("asked", _("asked: %(words)s")),
            ("offered", _("offered: %(words)s")),
            ("agreed", _("agreed: %(words)s")),
        )
        if data.get(name)
    ]
    step = steps.get(str(data.get("step", "")), "")
    return _("%(what)s: %(why)s") % {"what": step, "why": _("; ").join(parts)}


AMENDS: Mapping[str, Callable[[Data], str]] = {
    **{kind: _told(kind) for kind in _SAID},
    "offer_step": _offer_step,
}


def reason_words(reason: Reason) -> str:
    """One reason of a proposed range."""
    match reason.code:
        case "harm":
            return str(dict(Compensation.Harm.choices).get(reason.value, ""))
        case "fault":
            return str(dict(Compensation.Fault.choices).get(reason.value, ""))
        case "tier":
            return customers.tier_name(reason.value)
        case "price":
            return _("%(share)s %% of the price") % {"share": reason.value}
        case "lift":
            return _("upper end +%(share)s %% for the tier") % {"share": reason.value}
    return _("fixed range: no price is given")


def obstacle_words(code: str) -> str:
    """Beyond what an amount is."""
    return {
        "amount": _("more than one may give for a case"),
        "case": _("more than one may give for a case, with what was given before in it"),
        "split": _("more than one may give, with what this customer got in the last seven days"),
        "customer": _("more than one may give to one customer in the period"),
        "budget": _("more than is left of the month's budget"),
    }.get(code, code)
