"""What customers are told by e-mail, in their language: receipt, thanks, answers. Each once, by its key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.bilingual import in_language
from wenguo.base.wording import moment_words
from wenguo.customers import queries as customers
from wenguo.listen import actions as listen
from wenguo.respond.models import Case, Deadline, Message
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.respond.queries.letter_words import language_of, letter_closing, letter_subject
from wenguo.respond.queries.story import delivery_key

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback


def send_receipt(feedback: Feedback, *, case: Case | None, now: datetime) -> bool:
    """Received, who, by when: once for each feedback, if there is an address; says whether there was."""
    recipient = customers.contact_of(feedback.customer, "email")
    if not recipient:
        return False
    with translation.override(language_of(feedback)):
        subject, lines = _receipt(feedback, case, now)
        body = "\n\n".join([*lines, letter_closing(feedback)])
    _send(feedback, key=f"receipt-{feedback.pk}", recipient=recipient, subject=subject, body=body, now=now)
    return True


def send_thanks(feedback: Feedback, *, now: datetime, link: str, words: str = "") -> bool:
    """Thanks for praise, in the given or the brand's own words; once, if there is an address.

    ``link`` leads to where the customer may let us show their words, and take that back.
    """
    recipient = customers.contact_of(feedback.customer, "email")
    if not recipient:
        return False
    with translation.override(language_of(feedback)):
        thanks = in_language(feedback.brand.thanks) or _(
            "Thank you for taking the time. Your words are passed on to the people they are about."
        )
        asked = _("May we show your words to others, with your name shortened? You decide here: %(url)s") % {
            "url": f"{settings.BASE_URL}/p/{link}"
        }
        lines = [words or f"{_greeting(feedback)}\n\n{thanks}", asked, letter_closing(feedback)]
        body = "\n\n".join(lines)
        subject = _("Thank you from %(brand)s") % {"brand": feedback.brand}
    _send(feedback, key=f"receipt-{feedback.pk}", recipient=recipient, subject=subject, body=body, now=now)
    return True


def send_message(case: Case, message: Message, *, to: str, now: datetime) -> None:
    """An answer to the customer, by e-mail to this address; it stands on the tracking page in any case."""
    feedback = feedback_of_case(case)[0]
    with translation.override(language_of(feedback)):
        body = "\n\n".join([message.body, letter_closing(feedback)])
        subject = letter_subject(case)
    _send(feedback, key=delivery_key(message.pk), recipient=to, subject=subject, body=body, now=now)


def _send(feedback: Feedback, *, key: str, recipient: str, subject: str, body: str, now: datetime) -> None:
    listen.send(
        brand=feedback.brand,
        customer=feedback.customer,
        key=key,
        recipient=recipient,
        subject=subject,
        body=body,
        language=language_of(feedback),
        now=now,
    )


def _receipt(feedback: Feedback, case: Case | None, now: datetime) -> tuple[str, list[str]]:
    brand = {"brand": feedback.brand}
    if case is None:
        line = _("Your words have arrived and will be read by a person.")
        return _("%(brand)s received your words") % brand, [_greeting(feedback), line]
    facts = {"number": case.number, "brand": feedback.brand}
    lines = [_greeting(feedback), _("Your words have arrived. Your number is %(number)s.") % facts]
    due_at = Deadline.objects.filter(case=case, name="first_reply", state="running").values_list(
        "due_at", flat=True
    )
    if due := due_at.first():
        who = case.assignee.name if case.assignee else _("A colleague")
        by = moment_words(due, now=now)
        lines.append(_("%(who)s answers you by %(by)s.") % {"who": who, "by": by})
    return _("%(brand)s received your words: %(number)s") % facts, lines


def _greeting(feedback: Feedback) -> str:
    name = feedback.customer.name if feedback.customer else ""
    return _("Dear %(name)s,") % {"name": name} if name else _("Hello,")
