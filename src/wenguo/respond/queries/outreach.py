"""Outreaches: who they reach, where they stand, what came of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.customers import queries as customers
from wenguo.listen import queries as listen
from wenguo.respond.domain.outreach import Audience
from wenguo.respond.models import Case, Incident, Outreach, OutreachRecipient

if TYPE_CHECKING:
    from wenguo.customers.models import Customer
    from wenguo.people.models import Brand


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: meant, put on their way, answered, and cases opened by the answers."""

    recipients: int
    queued: int
    answered: int
    cases: int


def visible_outreaches(actor: Actor) -> QuerySet[Outreach]:
    """Outreaches of the actor's brands, newest first."""
    rows = Outreach.objects.select_related("brand", "incident").order_by("-id")
    if not actor.can("respond.read"):
        return rows.none()
    return rows if actor.brand_ids is None else rows.filter(brand_id__in=sorted(actor.brand_ids))


def get_outreach(actor: Actor, outreach_id: int) -> Outreach:
    """One outreach; raises NotFound, also for another brand's."""
    row = visible_outreaches(actor).filter(pk=outreach_id).first()
    if row is None:
        raise NotFound
    return row


def audience_of(row: Outreach) -> Audience:
    """The conditions as they were written."""
    facts: dict[str, Any] = dict(row.audience)
    for name in ("since", "until"):
        facts[name] = date.fromisoformat(facts[name]) if facts.get(name) else None
    return Audience(**facts)


def audience_facts(audience: Audience) -> dict[str, Any]:
    """The conditions as they are stored."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(audience).items()
    }


def meant_by(
    actor: Actor, brand: Brand, audience: Audience, *, incident: Incident | None, asks_wish: bool = False
) -> QuerySet[Customer]:
    """The customers that meet every condition and can be written to by e-mail.

    ``asks_wish`` leaves out whoever does not want to be contacted; a warning of harm goes to them all the same.
    """
    rows = customers.visible_customers(actor).filter(brand=brand, identities__kind="email")
    if asks_wish:
        rows = rows.filter(do_not_contact=False)
    if audience.tier:
        rows = rows.filter(tier=audience.tier)
    if incident is not None or audience.category:
        cases = Case.objects.filter(brand=brand)
        if incident is not None:
            cases = cases.filter(incident_link__incident=incident)
        if audience.category:
            code = audience.category
            cases = cases.filter(Q(category=code) | Q(category__startswith=f"{code}."))
        rows = rows.filter(pk__in=cases.order_by().values("customer_id"))
    if said := _said(audience):
        feedback = listen.visible_feedback(actor).filter(said, brand=brand).order_by()
        rows = rows.filter(pk__in=feedback.values("customer_id"))
    return rows.order_by("pk").distinct()


def _said(audience: Audience) -> Q:
    found = Q()
    if audience.place_id is not None:
        found &= Q(place_id=audience.place_id)
    if audience.order_from:
        found &= Q(order_number__gte=audience.order_from)
    if audience.order_to:
        found &= Q(order_number__lte=audience.order_to) & ~Q(order_number="")
    if audience.since:
        found &= Q(occurred_at__date__gte=audience.since)
    if audience.until:
        found &= Q(occurred_at__date__lt=audience.until + timedelta(days=1))
    return found


def result_of(row: Outreach) -> Result:
    """What came of it so far."""
    counts = OutreachRecipient.objects.filter(outreach=row).aggregate(
        recipients=Count("id"),
        queued=Count("id", filter=Q(queued_at__isnull=False)),
        answered=Count("id", filter=Q(answered_at__isnull=False)),
        cases=Count("case", distinct=True),
    )
    return Result(**counts)


def recipient_of_link(link: str) -> OutreachRecipient:
    """Whom a link in an outreach belongs to; raises NotFound. A link that was never sent opens nothing."""
    rows = OutreachRecipient.objects.select_related(
        "outreach__brand", "outreach__incident", "customer", "case"
    )
    row = rows.filter(link=link[:32], queued_at__isnull=False).first()
    if row is None:
        raise NotFound
    return row
