"""What left the house, or waits to."""

from datetime import datetime

from django.db.models import Count, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.listen.models import Outgoing


def visible_outgoing(actor: Actor) -> QuerySet[Outgoing]:
    """Messages of the actor's brands."""
    actor.require("base.operate")
    messages = Outgoing.objects.select_related("brand", "customer")
    return messages if actor.brand_ids is None else messages.filter(brand_id__in=actor.brand_ids)


def get_outgoing(actor: Actor, outgoing_id: int) -> Outgoing:
    """One message; raises NotFound."""
    found = visible_outgoing(actor).filter(pk=outgoing_id).first()
    if found is None:
        raise NotFound
    return found


def outgoing_counts(actor: Actor) -> dict[str, int]:
    """How many messages are in each state."""
    rows = visible_outgoing(actor).order_by().values_list("state").annotate(n=Count("id"))
    return dict(rows)


def outgoing_states(keys: list[str]) -> dict[str, str]:
    """State by idempotency key, for the rooms above that queued the messages."""
    return dict(Outgoing.objects.filter(key__in=keys).values_list("key", "state"))


def outgoing_sent_at(keys: list[str]) -> dict[str, datetime]:
    """When messages were sent, by idempotency key; those that were not are left out."""
    rows = Outgoing.objects.filter(key__in=keys, state=Outgoing.State.SENT, sent_at__isnull=False)
    return {key: sent_at for key, sent_at in rows.values_list("key", "sent_at") if sent_at is not None}
