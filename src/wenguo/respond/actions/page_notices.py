"""Letters to customers about what changed on their page: gathered, not too often, never about their own deeds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.wording import moment_words
from wenguo.customers import queries as customers
from wenguo.governance.actions import record
from wenguo.listen import actions as listen, queries as heard
from wenguo.respond.domain.page_notices import DEFAULT_MINUTES, due_at
from wenguo.respond.models import Case, CaseEvent, PageNotice, TrackingSetting
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.respond.queries.coming import next_of
from wenguo.respond.queries.letter_words import language_of
from wenguo.respond.queries.page_notices import NOTICED, change_words, untold_changes
from wenguo.respond.queries.tracking import case_of_link, feedback_of_link
from wenguo.respond.queries.tracking_lock import is_shut

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback

BATCH = 100
MOST_LINES = 10


def mark_changed(actor: Actor, case: Case, kind: str, *, now: datetime) -> None:
    """Something that a customer sees has happened: a letter about it is due. Part of the deed's own transaction."""
    if kind not in NOTICED or actor.kind == "customer":
        return
    row, _is_new = PageNotice.objects.get_or_create(case=case)
    if row.due_at is None and not row.is_off:
        setting = TrackingSetting.objects.filter(brand=case.brand_id).first()
        if setting is not None and not setting.is_noticed:
            return
        minutes = setting.notice_minutes if setting else DEFAULT_MINUTES
        row.due_at = due_at(now, last_sent_at=row.last_sent_at, minutes=minutes)
        row.save(update_fields=["due_at"])


def send_page_notices(*, now: datetime, brand_id: int | None = None) -> int:
    """The letters that are due; gives how many went. Repeating it, or stopping in the middle, sends nothing twice.

    ``brand_id`` writes those of one brand only.
    """
    ours = Q() if brand_id is None else Q(case__brand_id=brand_id)
    sent = 0
    while True:
        with transaction.atomic():
            rows = PageNotice.objects.select_for_update(skip_locked=True, of=("self",))
            due = list(
                rows.filter(ours, due_at__lte=now)
                .select_related("case__brand", "case__customer", "case__assignee")
                .order_by("due_at")[:BATCH]
            )
            sent += sum(_send(row, now) for row in due)
        if len(due) < BATCH:
            return sent


def _send(row: PageNotice, now: datetime) -> bool:
    events = untold_changes(row.case, after=row.last_event)
    recipient = customers.contact_of(row.case.customer, "email")
    is_sent = bool(events and recipient and not row.is_off)
    if is_sent:
        _write(row.case, events, recipient, now)
        row.last_sent_at = now
    if events:
        row.last_event = events[-1].pk
    row.due_at = None
    row.save(update_fields=["due_at", "last_event", "last_sent_at"])
    return is_sent


def _write(case: Case, events: list[CaseEvent], recipient: str, now: datetime) -> None:
    feedback = feedback_of_case(case)[0]
    language = language_of(feedback)
    with translation.override(language):
        subject = _("News of %(number)s") % {"number": case.number}
        body = _letter(case, feedback, events, now)
    listen.send(
        brand=case.brand,
        customer=case.customer,
        key=f"page-{case.pk}-{events[-1].pk}",
        recipient=recipient,
        subject=subject,
        body=body,
        language=language,
        now=now,
    )


def _letter(case: Case, feedback: Feedback, events: list[CaseEvent], now: datetime) -> str:
    # Whoever reads the mail is not yet known to hold the phone: what the page hides, the letter does not tell.
    is_hidden = is_shut(feedback, case, tail_pass="")
    lines = list(dict.fromkeys(change_words(event, is_hidden=is_hidden) for event in events))
    coming = next_of(case, now)
    ahead = [coming.words] if coming.words and not (is_hidden and coming.kind == "promise") else []
    if ahead and coming.by and not coming.is_late:
        by = moment_words(coming.by, now=now)
        ahead = [_("%(what)s By %(moment)s.") % {"what": ahead[0], "moment": by}]
    url = heard.tracking_url(feedback)
    return "\n\n".join(
        [
            "\n".join([_("This has changed:"), *(f"· {line}" for line in lines[-MOST_LINES:])]),
            *ahead,
            _("All of it, and a place to answer: %(url)s") % {"url": url},
            _("No such letters any more: %(url)s") % {"url": f"{url}/notices"},
            str(case.brand),
        ]
    )


@transaction.atomic
def set_page_notices(*, link: str, is_on: bool, now: datetime) -> bool:
    """The customer wants letters about changes, or none; gives what holds now. Raises NotFound.

    What changed while there were none is not told afterwards.
    """
    feedback = feedback_of_link(link)
    case = case_of_link(feedback)
    if case is None:
        return is_on
    row, _is_new = PageNotice.objects.select_for_update().get_or_create(case=case)
    if row.is_off == is_on:
        row.is_off, row.due_at = not is_on, None
        row.last_event = (
            CaseEvent.objects.filter(case=case).order_by("-id").values_list("id", flat=True).first() or 0
        )
        row.save(update_fields=["is_off", "due_at", "last_event"])
        actor = Actor(kind="customer", name=feedback.customer.name if feedback.customer else "")
        record(actor, "tracking.notices_on" if is_on else "tracking.notices_off", case, at=now)
    return is_on
