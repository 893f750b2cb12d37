"""The customer's page: its second key, and how a brand wants its pages to be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.customers import queries as customers
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.respond.actions.deeds import finish, held, note_event
from wenguo.respond.domain.page_notices import LONGEST, SHORTEST
from wenguo.respond.domain.tails import tail_of, wait_for_guess
from wenguo.respond.models import Case, TailTry, TailWaiver, TrackingSetting
from wenguo.respond.queries.tracking import case_of_link, feedback_of_link
from wenguo.respond.queries.tracking_lock import is_shut, lock_of, new_pass

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.people.models import Brand

KEPT = timedelta(days=1)


class TrackingIsShut(Refused):
    """This part of the page asks for the last digits of the customer's phone first."""

    code = "tracking_is_shut"
    status = 403
    message = _("Type the last four digits of your phone number first.")


@transaction.atomic
def open_tracking(*, link: str, digits: str, now: datetime) -> str:
    """The digits open the sensitive parts of a page: gives the pass that a browser keeps, or "" when they do not fit.

    A page that asks for nothing gives its pass at once. Raises NotFound, Invalid for what are not four digits, TooOften
    after too many wrong ones.
    """
    feedback = feedback_of_link(link)
    case = case_of_link(feedback)
    if case is None or lock_of(feedback, case) == "open":
        return new_pass(feedback)
    tail = tail_of(digits)
    if not tail:
        raise Invalid(_("Type four digits."), digits="form")
    # One guess at a time: two at once could not count each other.
    held(SYSTEM, case)
    tries = TailTry.objects.filter(feedback=feedback)
    wait = wait_for_guess(list(tries.values_list("tried_at", flat=True)), now=now)
    if wait:
        raise listen.TooOften(wait)
    fits = customers.is_phone_tail(feedback.customer, tail)
    actor = Actor(kind="customer", name=feedback.customer.name if feedback.customer else "")
    record(actor, "tracking.opened" if fits else "tracking.wrong_digits", case, at=now)
    if fits:
        return new_pass(feedback)
    tries.filter(tried_at__lte=now - KEPT).delete()
    TailTry.objects.create(feedback=feedback, tried_at=now)
    return ""


def require_open(feedback: Feedback, case: Case | None, *, tail_pass: str) -> None:
    """Raises TrackingIsShut where the page asks for digits and this pass does not open it."""
    if is_shut(feedback, case, tail_pass=tail_pass):
        raise TrackingIsShut


@transaction.atomic
def waive_tail(*, actor: Actor, case: Case, is_waived: bool, now: datetime) -> None:
    """Staff made sure of the customer in another way: the link alone opens the page (or no longer does).

    Doing it twice changes nothing.
    """
    actor.require("respond.reply", case)
    case = held(actor, case)
    row = TailWaiver.objects.filter(case=case).first()
    if is_waived == (row is not None):
        return
    if row is not None:
        row.delete()
    else:
        TailWaiver.objects.create(case=case, waived_at=now, waived_by_name=actor.name[:150])
    kind = "tail_waived" if is_waived else "tail_asked"
    note_event(actor, case, kind, now=now)
    finish(actor, case, kind, now=now, fields=[])


@transaction.atomic
def set_tracking(
    *, actor: Actor, brand: Brand, asks_tail: bool, is_noticed: bool, notice_minutes: int, now: datetime
) -> TrackingSetting:
    """How a brand's customers see their pages, and how often they are written to. Raises Invalid, NotFound."""
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    if isinstance(notice_minutes, bool) or not SHORTEST <= notice_minutes <= LONGEST:
        raise Invalid(_("Choose between 15 minutes and a week."), notice_minutes="range")
    values = {"asks_tail": asks_tail, "is_noticed": is_noticed, "notice_minutes": notice_minutes}
    row, _is_new = TrackingSetting.objects.update_or_create(brand=brand, defaults=values)
    record(actor, "tracking_setting.set", row, at=now, **values)
    return row
