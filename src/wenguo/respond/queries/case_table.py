"""Cases as rows of a file, with what stands in the brands' own fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenguo.listen import queries as own
from wenguo.people import queries as people
from wenguo.respond.queries.queue import queue_page
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import OwnField
    from wenguo.respond.models import Case
    from wenguo.respond.queries.types import QueueFilters

MOST_EXPORTED, EXPORT_BATCH = 5_000, 200


@dataclass(frozen=True, slots=True)
class CaseTable:
    """Cases for a file: column names, and rows that are read as they are written."""

    head: list[str]
    rows: Iterator[list[Any]]


def case_table(actor: Actor, filters: QueueFilters, *, now: datetime) -> CaseTable:
    """The cases of a view of the queue (at most 5,000) with what stands in the brands' own fields.

    Personal data in own fields is masked.
    """
    brands = [brand for brand in people.visible_brands(actor) if filters.brand in {"", brand.slug}]
    fields = [row for brand in brands for row in own.own_fields(brand.pk, with_archived=True)]
    return CaseTable([*_plain_head(), *(str(row) for row in fields)], _rows(actor, filters, fields, now=now))


def _plain_head() -> list[str]:
    return [
        _("Case"),
        _("Brand"),
        _("Title"),
        _("Category"),
        _("Channel"),
        _("Priority"),
        _("Stage"),
        _("Team"),
        _("Owner"),
        _("Opened at"),
    ]


def _rows(
    actor: Actor, filters: QueueFilters, fields: list[OwnField], *, now: datetime
) -> Iterator[list[Any]]:
    cursor, written = None, 0
    while written < MOST_EXPORTED:
        page = queue_page(actor, filters, cursor=cursor, size=EXPORT_BATCH, now=now)
        for case in page.rows:
            own_words = [
                own.masked_words(row, case.fields.get(row.code)) if row.brand_id == case.brand_id else ""
                for row in fields
            ]
            yield [*_plain_row(case), *own_words]
        written += len(page.rows)
        cursor = page.next_cursor
        if cursor is None:
            return


def _plain_row(case: Case) -> list[Any]:
    return [
        case.number,
        str(case.brand),
        case.title,
        understanding.name_of("category", case.category),
        own.channel_name(case.channel),
        case.priority,
        case.get_stage_display(),
        str(case.team or ""),
        str(case.assignee or ""),
        f"{localtime(case.opened_at):%Y-%m-%d %H:%M}",
    ]
