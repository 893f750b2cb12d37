"""Cases that became one, and cases that know of each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from wenguo.base.actor import Actor
from wenguo.respond.models import Case, CaseLink
from wenguo.respond.queries.cases import case_rows, visible_cases


@dataclass(frozen=True, slots=True)
class Linked:
    """The other case of a link, and how the two have to do with each other in words."""

    case: Case
    words: str


def absorbed_by(case: Case) -> list[Case]:
    """Cases that are carried on under this number."""
    return list(case_rows().filter(merged_into=case).order_by("id"))


def linked_cases(actor: Actor, case: Case) -> list[Linked]:
    """Cases linked with this one that the actor may see."""
    links = list(CaseLink.objects.filter(Q(first=case) | Q(second=case)).order_by("id"))
    others = {link.pk: link.second_id if link.first_id == case.pk else link.first_id for link in links}
    rows = visible_cases(actor).in_bulk(list(others.values()))
    return [
        Linked(rows[others[link.pk]], str(link.get_kind_display()))
        for link in links
        if others[link.pk] in rows
    ]


def merge_candidates(actor: Actor, case: Case) -> list[Case]:
    """Open cases of the same customer that this one could be carried on under, newest first."""
    if case.customer_id is None:
        return []
    rows = visible_cases(actor).filter(
        customer_id=case.customer_id, brand_id=case.brand_id, closed_at__isnull=True
    )
    return list(rows.exclude(pk=case.pk).order_by("-id")[:20])
