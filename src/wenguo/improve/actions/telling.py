"""Those who told us are told: each customer once, with consent, in their language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.actor import SYSTEM
from wenguo.base.bilingual import in_language
from wenguo.customers import actions as timeline, queries as customers
from wenguo.improve.models import Improvement, ImprovementCase, Notice
from wenguo.listen import actions as listen
from wenguo.respond import queries as respond

if TYPE_CHECKING:
    from wenguo.customers.models import Customer
    from wenguo.respond.queries import Behind


def tell_customers(improvement_id: int, *, now: datetime) -> int:
    """Tell the customers behind a finished improvement; returns how many were told by this call.

    Safe to repeat and to interrupt anywhere: each customer has a transaction, a unique notice and a unique key of
    the message. Whoever takes consent back before their turn is not told.
    """
    improvement = Improvement.objects.select_related("brand").filter(pk=improvement_id).first()
    if improvement is None or improvement.state != Improvement.State.DONE:
        return 0
    case_ids = ImprovementCase.objects.filter(improvement=improvement).values_list("case_id", flat=True)
    told = set(Notice.objects.filter(improvement=improvement).values_list("customer_id", flat=True))
    count = 0
    for customer, behind in _customers(respond.behind_cases(case_ids)):
        if customer.pk not in told and _tell(improvement, customer, behind, now=now):
            told.add(customer.pk)
            count += 1
    return count


def _customers(everybody: Iterable[Behind]) -> Iterator[tuple[Customer, Behind]]:
    """Each person once, with the newest case of theirs; a merged customer is the one it became."""
    newest = {one.customer_id: one for one in everybody if one.customer_id is not None}
    rows = {row.pk: row for row in customers.visible_customers(SYSTEM).filter(pk__in=newest)}
    for customer_id, behind in newest.items():
        yield rows.get(customer_id) or customers.get_customer(SYSTEM, customer_id), behind


@transaction.atomic
def _tell(improvement: Improvement, customer: Customer, behind: Behind, *, now: datetime) -> bool:
    recipient = customers.contact_of(customer, "email")
    if not customer.may_contact or not recipient or customer.brand_id != improvement.brand_id:
        return False
    _notice, is_new = Notice.objects.get_or_create(
        improvement=improvement, customer=customer, defaults={"case_id": behind.case_id, "created_at": now}
    )
    if not is_new:
        return False
    subject, body = letter(improvement, customer, link=behind.link)
    listen.send(
        brand=improvement.brand,
        customer=customer,
        key=f"improvement-{improvement.pk}-customer-{customer.pk}",
        recipient=recipient,
        subject=subject,
        body=body,
        language=customer.language,
        now=now,
    )
    timeline.note(
        customer=customer,
        kind="told_of_improvement",
        ref=str(improvement.pk),
        at=now,
        data={"title": improvement.title, "case": behind.case_number},
    )
    return True


def letter(improvement: Improvement, customer: Customer, *, link: str) -> tuple[str, str]:
    """Subject and body, in the customer's language: what they said, what we did, where to look, how to stop."""
    with translation.override(customer.language or settings.LANGUAGE_CODE):
        brand = {"brand": improvement.brand}
        lines = [
            _("Dear %(name)s,") % {"name": customer.name} if customer.name else _("Hello,"),
            _("You told us: %(said)s") % {"said": in_language(improvement.you_said)},
            _("This is what we changed: %(did)s") % {"did": in_language(improvement.we_did)},
            _("Your words started this. Your case: %(url)s") % {"url": f"{settings.BASE_URL}/t/{link}"},
            _("What else has changed: %(url)s") % {"url": f"{settings.BASE_URL}/y/{improvement.brand.slug}"},
            _("You receive this once, because you agreed to hear what became of it."),
            str(improvement.brand),
        ]
        return _("%(brand)s: you said it, we changed it") % brand, "\n\n".join(lines)
