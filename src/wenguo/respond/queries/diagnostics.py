"""Diagnostics links: those of a case, and the one behind an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.respond.models import Case, DiagnosticsLink
from wenguo.respond.queries.cases import visible_cases


@dataclass(frozen=True, slots=True)
class DiagnosticsDoor:
    """What a customer finds behind the link; ``state`` is open, used, expired or revoked."""

    link: str
    state: str
    asked: str
    brand_slug: str
    brand_name: str
    number: str
    expires_at: datetime


def diagnostics_of(case: Case) -> list[DiagnosticsLink]:
    """The links of a case that the reader may see, newest first."""
    return list(DiagnosticsLink.objects.filter(case=case).order_by("-id"))


def get_diagnostics(actor: Actor, link_id: int) -> DiagnosticsLink:
    """One link; raises NotFound, also for another brand's."""
    cases = visible_cases(actor).order_by().values("id")
    row = DiagnosticsLink.objects.filter(pk=link_id, case__in=cases).select_related("case__brand").first()
    if row is None:
        raise NotFound
    return row


def diagnostics_door(link: str, *, now: datetime) -> DiagnosticsDoor:
    """The door behind an unguessable link. Raises NotFound."""
    row = DiagnosticsLink.objects.filter(link=link[:32]).select_related("case__brand").first()
    if row is None:
        raise NotFound
    return DiagnosticsDoor(
        link=row.link,
        state=diagnostics_state(row, now=now),
        asked=row.asked,
        brand_slug=row.case.brand.slug,
        brand_name=str(row.case.brand),
        number=row.case.number,
        expires_at=row.expires_at,
    )


def diagnostics_state(row: DiagnosticsLink, *, now: datetime) -> str:
    """open, used, expired or revoked."""
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    return "open" if now < row.expires_at else "expired"


def diagnostics_url(row: DiagnosticsLink) -> str:
    """The whole address for the customer."""
    return f"{settings.BASE_URL}/d/{row.link}"
