"""Two records turn out to be one person, or turn out not to be."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Refused
from wenguo.customers.actions.customers import refresh_search
from wenguo.customers.models import Customer, Identity, TimelineNote
from wenguo.governance.actions import record

MERGED = "merged"


class CannotMerge(Refused):
    """The two are the same already, belong to different brands, or one is merged elsewhere."""

    code = "cannot_merge"
    message = _("These two customers cannot be merged.")


class NotMerged(Refused):
    """There is no merge to take back."""

    code = "not_merged"
    message = _("This customer is not merged into another.")


@transaction.atomic
def merge(*, actor: Actor, kept: Customer, absorbed: Customer, now: datetime) -> Customer:
    """From now on both are ``kept``: identities move over, the story is read together. Can be taken back."""
    actor.require("customers.edit", kept)
    actor.require("customers.edit", absorbed)
    rows = {row.pk: row for row in _locked(kept.pk, absorbed.pk)}
    if (
        len(rows) != 2
        or kept.brand_id != absorbed.brand_id
        or any(row.merged_into_id for row in rows.values())
    ):
        raise CannotMerge
    keeper, other = rows[kept.pk], rows[absorbed.pk]
    moved = list(Identity.objects.filter(customer=other).values_list("id", flat=True))
    Identity.objects.filter(id__in=moved).update(customer=keeper)
    Customer.objects.filter(merged_into=other).update(merged_into=keeper)
    other.merged_into = keeper
    other.save(update_fields=["merged_into"])
    _tidy(keeper)
    TimelineNote.objects.update_or_create(
        customer=other, kind=MERGED, ref=str(keeper.pk), defaults={"at": now, "data": {"identities": moved}}
    )
    record(actor, "customer.merged", keeper, at=now, absorbed=other.pk, identities=moved)
    return keeper


@transaction.atomic
def unmerge(*, actor: Actor, absorbed: Customer, now: datetime) -> Customer:
    """Take a merge back: the identities that came with it return. Raises NotMerged."""
    actor.require("customers.edit", absorbed)
    other = _locked(absorbed.pk).first()
    if other is None or other.merged_into_id is None:
        raise NotMerged
    keeper = _locked(other.merged_into_id).get()
    trace = TimelineNote.objects.filter(customer=other, kind=MERGED).order_by("-at", "-id").first()
    moved = trace.data["identities"] if trace else []
    Identity.objects.filter(id__in=moved, customer=keeper).update(customer=other)
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    _tidy(keeper)
    _tidy(other)
    TimelineNote.objects.filter(customer=other, kind=MERGED).delete()
    record(actor, "customer.unmerged", other, at=now, kept=keeper.pk)
    return other


def _locked(*ids: int) -> QuerySet[Customer]:
    return Customer.objects.select_for_update().filter(pk__in=ids).order_by("pk")


def _tidy(customer: Customer) -> None:
    refresh_search(customer)
    customer.save(update_fields=["search"])
