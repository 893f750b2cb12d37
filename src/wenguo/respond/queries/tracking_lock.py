"""The second key to a customer's page: when the link alone is not enough, and what stays hidden then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from django.core import signing
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.customers import queries as customers
from wenguo.respond.models import Case, TailWaiver, TrackingSetting
from wenguo.respond.queries.types import Tracking

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.people.models import Brand

Lock = Literal["open", "asks", "unknown"]
# These risks make every page ask, whatever the brand has chosen.
PERSONAL_RISKS = frozenset({"privacy"})
PASS_LASTS = timedelta(hours=12)
SALT = "wenguo.tracking.pass"


def lock_of(feedback: Feedback, case: Case | None) -> Lock:
    """Whether the page opens by its link alone (``open``), asks for the phone's digits, or knows no phone to ask for.

    A brand may choose to ask wherever a phone is known; a case with personal data at risk always asks.
    """
    if case is None:
        return "open"
    is_risky = bool(PERSONAL_RISKS & set(case.risks))
    if not is_risky and not TrackingSetting.objects.filter(brand=case.brand_id, asks_tail=True).exists():
        return "open"
    if is_tail_waived(case):
        return "open"
    if customers.has_phone(feedback.customer):
        return "asks"
    return "unknown" if is_risky else "open"


def is_tail_waived(case: Case) -> bool:
    """Whether staff let this page open by its link alone."""
    return TailWaiver.objects.filter(case=case).exists()


def tracking_setting_of(actor: Actor, brand: Brand) -> TrackingSetting:
    """How the brand's customers see their pages."""
    actor.require("respond.read")
    return TrackingSetting.objects.filter(brand=brand).first() or TrackingSetting(brand=brand)


def new_pass(feedback: Feedback) -> str:
    """What a browser keeps after the right digits, for this page alone."""
    return signing.dumps(feedback.pk, salt=SALT)


def fits_pass(feedback: Feedback, given: str) -> bool:
    """Whether the browser brings what was given to it for this page, not long ago."""
    try:
        return bool(signing.loads(given, salt=SALT, max_age=PASS_LASTS) == feedback.pk)
    except signing.BadSignature:
        return False


def is_shut(feedback: Feedback, case: Case | None, *, tail_pass: str) -> bool:
    """Whether the sensitive parts stay hidden from whoever brings this pass (or none)."""
    return lock_of(feedback, case) != "open" and not fits_pass(feedback, tail_pass)


def without_sensitive(page: Tracking, lock: Lock) -> Tracking:
    """Where it stands and by when; no letter, no file, no amount, nothing that was said."""
    steps = tuple(replace(step, text="", attachments=()) for step in page.steps if not step.is_private)
    return replace(
        page,
        lock=lock,
        title=page.number,
        place="",
        feedback_text="",
        wants="",
        steps=steps,
        offers=(),
        documents=(),
        promises=tuple(replace(one, text=_("A promise to you")) for one in page.promises),
        next_words=_("What we promised you.") if page.next_kind == "promise" else page.next_words,
        rating_comment="",
        appeal=replace(page.appeal, words="") if page.appeal else None,
        has_statement=False,
    )
