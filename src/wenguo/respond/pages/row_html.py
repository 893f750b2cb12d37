"""The row of a case as it stands in the queue. Python, not a template: a page draws fifty, and this costs a fifth."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from wenguo.base.templatetags.wenguo import avatar, clock, highlight, icon, tier

if TYPE_CHECKING:
    from wenguo.respond.pages.rows import Row

# The peek beside the list follows the row that the keyboard or the mouse stands on.
_PEEK = (
    'hx-target="#peek" hx-trigger="row:current delay:80ms, focusin delay:80ms, mouseenter delay:350ms" '
    'hx-sync="#peek:queue last"'
)


def row_html(row: Row, *, can_assign: bool, is_current: bool) -> SafeString:
    """One ``<li>``: priority, who, words, channel, number, chips, clock, owner. All that is text is escaped."""
    case, href, number = row.case, escape(row.href), escape(row.case.number)
    who, text = escape(row.who), row.words
    css = f"row-case{' harm' if row.is_harm else ''}{' read' if row.is_quiet else ''}"
    drawn = (
        f'<li class="{css}" id="row-{number}" data-row{_CURRENT if is_current else ""} hx-get="{href}/peek" {_PEEK}>'
        f'<span class="pri">{_select(row, number) if can_assign else ""}{row.bars}</span>'
        f'<span class="who"><span class="cut" title="{who}">{who}</span></span>'
        f'<a class="text cut" href="{href}" data-open>{highlight(text[0], text[1], mood=case.intensity)}</a>'
        f'<span class="ref">{icon(row.channel_icon, label=row.channel_name)}'
        f'<span class="num">{escape(row.short_number)}</span>{_tier(row)}</span>'
        f'<span class="chips">{"".join(one.html for one in row.chips)}{_more(row)}</span>'
        f"{_clock(row)}{_owner(row, href, can_assign=can_assign)}</li>\n"
    )
    return mark_safe(drawn)  # noqa: S308 - every text above is escaped


_CURRENT = ' aria-current="true"'


def _select(row: Row, number: str) -> str:
    return (
        f'<input class="form-check-input" type="checkbox" name="number" value="{number}" form="bulk" data-select '
        f'aria-label="{escape(row.select_words)}">'
    )


def _tier(row: Row) -> str:
    customer = row.case.customer
    if customer is None or not row.tier_icon:
        return ""
    return tier(customer.tier, customer.get_tier_display(), icon=row.tier_icon)


def _more(row: Row) -> str:
    if not row.more:
        return ""
    return f'<span class="chip more num" title="{escape(" · ".join(row.more))}">+{len(row.more)}</span>'


def _clock(row: Row) -> str:
    if row.clock:
        return clock(row.clock)
    words = escape(str(row.case.get_status_display()))
    inside = f'<span class="clock-words"><b>{words}</b></span><span class="clock-bar"></span>'
    return f'<span class="clock done">{inside}</span>'


def _owner(row: Row, href: str, *, can_assign: bool) -> str:
    owner = row.case.assignee
    if not can_assign or row.case.closed_at:
        return f'<span class="own">{avatar(owner)}</span>'
    words = escape(row.assign_words)
    return (
        f'<a class="own" href="{href}/assign" data-drawer data-key="a" aria-label="{words}">'
        f"{avatar(owner, silent=True)}</a>"
    )
