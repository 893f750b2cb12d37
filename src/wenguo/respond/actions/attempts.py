"""A refused attempt at giving money changes nothing but leaves a line in the audit record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.governance.actions import record

# PostgreSQL's advisory locks: this number is ours, the second is the brand's.
MONEY_LOCK = 7302


@contextmanager
def remembered(actor: Actor, deed: str, thing: Model, *, now: datetime, **details: Any) -> Iterator[None]:
    """One transaction for what is tried inside. If a rule refuses it, all of it is undone and the attempt is recorded.

    A slip of the pen (Invalid) and what does not exist for the actor leave no line.
    """
    try:
        with transaction.atomic():
            yield
    except (Invalid, NotFound):
        raise
    except Refused as refusal:
        with transaction.atomic():
            record(actor, f"{deed}.attempted", thing, at=now, refused=refusal.code, **details)
        raise


def one_at_a_time(brand_id: int) -> None:
    """Whoever gives something in this brand waits for the others until the end of the transaction: sums stay true."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [MONEY_LOCK, brand_id])
