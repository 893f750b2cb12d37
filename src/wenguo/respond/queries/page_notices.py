"""What of a case's life its customer is written to about, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from wenguo.customers import queries as customers
from wenguo.respond.models import Case, CaseEvent, Message, PageNotice

# Answers go out as letters of their own; what the customer did they know; that we file it away is our own affair.
# The second text hides what was said.
_SAID: Mapping[str, tuple[str | Lazy, str | Lazy]] = {
    "promise_kept": (gettext_lazy("Done as promised: %(text)s"), gettext_lazy("A promise is kept")),
    "promise_made_good": (
        gettext_lazy("Done, but late: %(text)s"),
        gettext_lazy("A promise is kept, but late"),
    ),
    "promise_broken": (
        gettext_lazy("We did not keep this in time, and we are sorry: %(text)s"),
        gettext_lazy("We did not keep a promise in time, and we are sorry"),
    ),
    "offered": (gettext_lazy("We offer you: %(text)s"), gettext_lazy("We offer you something")),
    "offer_paid": (gettext_lazy("We gave you: %(text)s"), gettext_lazy("We gave you what you accepted")),
    "resolved": (gettext_lazy("We consider it settled"), gettext_lazy("We consider it settled")),
    "reopened": (gettext_lazy("Taken up again"), gettext_lazy("Taken up again")),
    "appeal_given": (
        gettext_lazy("Somebody who was not involved looks at it anew"),
        gettext_lazy("Somebody who was not involved looks at it anew"),
    ),
}
NOTICED = frozenset(_SAID)


def change_words(event: CaseEvent, *, is_hidden: bool) -> str:
    """A change as its customer reads it; ``is_hidden`` where the page asks for digits first."""
    pattern = str(_SAID[event.kind][is_hidden])
    return pattern % {"text": event.data.get("text", "")}


def untold_changes(case: Case, *, after: int) -> list[CaseEvent]:
    """What changed after this event, in order; not what the customer did, nor what a letter of ours has just said."""
    written = Message.objects.filter(case=case, direction="out").values("created_at")
    rows = CaseEvent.objects.filter(case=case, id__gt=after, kind__in=NOTICED)
    return list(rows.exclude(actor_kind="customer").exclude(at__in=written).order_by("id"))


def notices_to(case: Case | None) -> Literal["", "on", "off"]:
    """Whether the customer gets letters about changes; "" where there is no address to write to."""
    if case is None or not customers.contact_of(case.customer, "email"):
        return ""
    return "off" if PageNotice.objects.filter(case=case, is_off=True).exists() else "on"
