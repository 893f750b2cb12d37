from django.db.models import Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.governance.models import AuditEntry


def is_recorded(deed: str) -> bool:
    """Whether this was ever done to anything; for the inside of the house."""
    return AuditEntry.objects.filter(deed=deed).exists()


def visible_audit(actor: Actor) -> QuerySet[AuditEntry]:
    """The record of the actor's brands; entries of no brand are for those who see every brand."""
    actor.require("governance.read")
    entries = AuditEntry.objects.all()
    if actor.brand_ids is None:
        return entries
    return entries.filter(Q(brand_id__in=actor.brand_ids))
