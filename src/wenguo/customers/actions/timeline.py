"""A customer's story, told by the rooms where it happened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wenguo.customers.models import Customer, TimelineNote


def note(
    *, customer: Customer, kind: str, ref: str, at: datetime, data: Mapping[str, Any] | None = None
) -> None:
    """Add a line such as ``case_opened`` ``WG-20481``. The same kind and reference again changes nothing."""
    TimelineNote.objects.bulk_create(
        [TimelineNote(customer=customer, at=at, kind=kind, ref=ref, data=dict(data or {}))],
        ignore_conflicts=True,
    )
