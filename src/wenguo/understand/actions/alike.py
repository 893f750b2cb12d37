"""What says the same finds each other as it comes in: one search for a batch, one statement for what was found."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import connection, transaction

from wenguo.base.actor import SYSTEM
from wenguo.base.bulk import copy_rows
from wenguo.listen import queries as listen
from wenguo.understand.domain.likeness import COPY, FEWEST, Said, is_alike, pairs_of, repeat_of, shared
from wenguo.understand.models import Analysis, Likeness

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback

# Searches of two workers must see each other's finds, so that one goes after the other.
LOCK = 7_340_151
# The newest are looked at first; whoever is like more than these is like one of these.
MOST = 80
EARLIER = 50
BATCH = 500
TABLE = Likeness._meta.db_table
COLUMNS = ("feedback_id", "brand_id", "group_id", "share", "repeat_of_id", "size", "bands")
# Of those with a band in common, of the same brand and a size at which they can be alike at all. The "+ 0" keeps the
# database from reading every earlier row by its key beside the few that have a band in common.
CANDIDATES = f"""
SELECT a.feedback_id, b.feedback_id, b.group_id
FROM {TABLE} a CROSS JOIN LATERAL (
    SELECT feedback_id, group_id FROM {TABLE}
    WHERE bands && a.bands AND brand_id = a.brand_id AND feedback_id + 0 < a.feedback_id
        AND size BETWEEN a.size * 0.4 AND a.size * 2.5
    LIMIT {MOST}
) b
WHERE a.feedback_id = ANY(%s)
"""  # noqa: S608 - our own names only
Pairs = frozenset[str]


def find_alike(feedback_ids: Iterable[int]) -> int:
    """Enter new feedback among what was said before. Returns how many say what was said already; may be repeated."""
    ids = sorted(set(feedback_ids))
    known = _entered(ids)
    rows = listen.visible_feedback(SYSTEM).filter(pk__in=[pk for pk in ids if pk not in known])
    new = list(rows.select_related(None).order_by("pk").values_list("pk", "brand_id", "text"))
    pairs = {pk: pairs_of(text) for pk, _brand_id, text in new}
    fresh = _entries({pk: brand_id for pk, brand_id, _text in new}, pairs)
    if not fresh:
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # Whoever held the lock before may have entered some of them.
        known = _entered(pairs)
        fresh = [one for one in fresh if one.pk not in known]
        copy_rows(Likeness, columns=COLUMNS, rows=([getattr(one, name) for name in COLUMNS] for one in fresh))
        _join_groups(fresh, pairs)
        _mark_repeats(fresh)
        changed = [one for one in fresh if one.group_id != one.pk or one.repeat_of_id]
        Likeness.objects.bulk_update(changed, ["group_id", "share", "bands", "repeat_of"], batch_size=500)
    return sum(one.group_id != one.pk for one in fresh)


def _entered(ids: Iterable[int]) -> set[int]:
    return set(Likeness.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def _entries(brands: Mapping[int, int], pairs: Mapping[int, Pairs]) -> list[Likeness]:
    signatures = importlib.import_module("wenguo.understand.analyzer.signatures")
    bands = signatures.bands_of([pairs[pk] if len(pairs[pk]) >= FEWEST else () for pk in brands])
    return [
        Likeness(feedback_id=pk, brand_id=brand_id, group_id=pk, size=len(pairs[pk]), bands=found)
        for (pk, brand_id), found in zip(brands.items(), bands, strict=True)
    ]


def put_with(part: Feedback, whole_id: int) -> None:
    """A part of a feedback says nothing that was not said: it stands in the group of the whole and is found by nobody.

    So that what says the same is counted once. Twice is once.
    """
    group = Likeness.objects.filter(pk=whole_id).values_list("group_id", flat=True).first()
    facts = {"brand_id": part.brand_id, "group_id": group or whole_id, "share": 1.0, "bands": []}
    Likeness.objects.get_or_create(pk=part.pk, defaults={**facts, "size": len(pairs_of(part.text))})


def find_missing_alike(*, most: int = 2000) -> int:
    """Enter what was never entered, 500 at a time, oldest first. Returns how many batches that took."""
    for batch in range(most):
        waiting = Analysis.objects.filter(is_current=True, feedback__likeness__isnull=True)
        ids = list(waiting.order_by("feedback_id").values_list("feedback_id", flat=True)[:BATCH])
        if not ids:
            return batch
        find_alike(ids)
    return most


def _join_groups(fresh: Sequence[Likeness], pairs: Mapping[int, Pairs]) -> None:
    found = _candidates([one.pk for one in fresh])
    others = {pk for candidates in found.values() for pk, _group in candidates} - set(pairs)
    texts = listen.visible_feedback(SYSTEM).filter(pk__in=others).select_related(None)
    known = dict(pairs) | {pk: pairs_of(text) for pk, text in texts.values_list("pk", "text")}
    groups: dict[int, int] = {}
    for one in fresh:
        fitting = [
            (shared(known[one.pk], known[pk]), groups.get(pk, group))
            for pk, group in found.get(one.pk, ())
            if pk in known and is_alike(known[one.pk], known[pk])
        ]
        if fitting:
            one.share, one.group_id = max(fitting, key=lambda pair: (pair[0], -pair[1]))
            if one.share >= COPY:
                one.bands = []
        groups[one.pk] = one.group_id


def _candidates(ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    with connection.cursor() as cursor:
        # Whatever the statistics say of a table that grows in bursts: the index is right.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(CANDIDATES, [ids])
        for pk, other, group in cursor.fetchall():
            found.setdefault(pk, []).append((other, group))
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found


def _mark_repeats(fresh: Sequence[Likeness]) -> None:
    """A customer's own earlier feedback about the same, once both are understood."""
    groups = {one.pk: one.group_id for one in fresh}
    owners = dict(
        listen.visible_feedback(SYSTEM)
        .filter(pk__in=groups, customer__isnull=False)
        .values_list("pk", "customer_id")
    )
    if not owners:
        return
    history = _history(set(owners.values()), groups)
    for one in fresh:
        mine = history.get(owners.get(one.pk, 0), [])
        said = next((item for item in mine if item.feedback_id == one.pk), None)
        if said is not None:
            one.repeat_of_id = repeat_of(said, mine)


def _history(customers: set[int], groups: Mapping[int, int]) -> dict[int, list[Said]]:
    fields = ("feedback__customer_id", "feedback_id", "kind", "category")
    more = ("feedback__order_number", "feedback__occurred_at", "feedback__likeness__group_id")
    rows = Analysis.objects.filter(is_current=True, feedback__customer_id__in=customers).order_by(
        "-feedback_id"
    )
    found: dict[int, list[Said]] = {}
    for values in rows.values_list(*fields, *more):
        customer_id, pk, kind, category, order_number, said_at, group = values
        mine = found.setdefault(customer_id, [])
        if len(mine) < EARLIER:
            mine.append(Said(pk, kind, category, order_number, said_at, groups.get(pk, group or pk)))
    return found
