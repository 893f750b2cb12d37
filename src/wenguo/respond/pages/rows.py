"""What a row of the queue shows of a case: three chips at most, the rest behind +n."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import get_language, gettext as _

from wenguo.base.templatetags.wenguo import bars, chip, risk_form
from wenguo.listen.queries import channel_names
from wenguo.respond.models import Case
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from wenguo.respond.queries import QueueRow, RowClock

MOST_CHIPS = 3
# In half-widths: how far into the text a row is sure to show, and how much stands before the evidence after a cut.
SEEN_WIDTH = 36
LEAD_WIDTH = 12
CHANNEL_ICONS = {
    "web": "world",
    "qr": "qrcode",
    "email": "mail",
    "phone": "phone",
    "chat": "headset",
    "wechat": "brand-wechat",
    "social": "speakerphone",
    "review": "star",
    "survey": "clipboard-list",
    "app": "device-mobile",
    "api": "plug",
    "page": "link",
}
TIER_ICONS = {"diamond": "diamond", "gold": "crown", "silver": "award"}
HARM_ICON = "shield-exclamation"


@dataclass(frozen=True, slots=True)
class Chip:
    """A label by its form (category, demand, risk, harm, good), its word and its icon."""

    form: str
    label: str
    icon: str

    @property
    def html(self) -> SafeString:
        """The chip as it is drawn; a page of rows draws the same few chips two hundred times."""
        return _drawn(self.form, self.label, self.icon)


@dataclass(frozen=True, slots=True)
class Row:
    """A case as one row: who, what, when, owner. ``href`` leads to the case, ``select_words`` and ``assign_words`` name
    the two controls.
    """

    case: Case | QueueRow
    href: str
    chips: list[Chip]
    more: list[str]
    level: int
    level_words: str
    select_words: str
    assign_words: str
    is_harm: bool
    is_quiet: bool
    clock: RowClock | None

    @property
    def who(self) -> str:
        """The customer's name, or that nobody is known."""
        return str(self.case.customer or _("Anonymous"))

    @property
    def short_number(self) -> str:
        """20481 of WG-20481: the prefix is the same in every row."""
        return self.case.number.rpartition("-")[2]

    @property
    def bars(self) -> SafeString:
        """The priority as it is drawn."""
        return _bars(self.level, self.level_words)

    @property
    def channel_icon(self) -> str:
        """The icon of where it came from."""
        return channel_icon(self.case.channel)

    @property
    def channel_name(self) -> str:
        """Where it came from, in words."""
        return channel_name(self.case.channel)

    @property
    def words(self) -> tuple[str, list[Any]]:
        """The first words with their evidence, begun late enough that the first evidence is in sight."""
        return in_sight(self.case.excerpt, self.case.evidence)

    @property
    def tier_icon(self) -> str:
        """The icon of the customer's tier; empty for the many without one."""
        return TIER_ICONS.get(self.case.customer.tier, "") if self.case.customer else ""


@lru_cache(maxsize=4096)
def _drawn(form: str, label: str, icon: str) -> SafeString:
    return chip(form, label, icon=icon)


@lru_cache(maxsize=64)
def _bars(level: int, words: str) -> SafeString:
    return bars(level, words)


def _address(number: str) -> str:
    # Fifty rows: resolving the address once and putting the number in costs a tenth.
    return f"{_queue_address()}/{quote(number)}"


@cache
def _queue_address() -> str:
    return reverse("queue")


def rows_of(cases: Iterable[QueueRow]) -> list[Row]:
    """Cases of a queue page as rows, in their order."""
    return [row_of(case, clock=case.shown_clock) for case in cases]


def row_of(case: Case | QueueRow, *, clock: RowClock | None = None) -> Row:
    """One case as a row, with the clock that it shows."""
    chips = chips_of(case)
    level = level_of(case.priority)
    select, assign, nobody = _patterns(get_language())
    owner = case.assignee.name if case.assignee else nobody
    return Row(
        case=case,
        href=_address(case.number),
        chips=chips[:MOST_CHIPS],
        more=[one.label for one in chips[MOST_CHIPS:]],
        level=level,
        level_words=_priority(level, get_language()),
        select_words=select % {"number": case.number},
        assign_words=assign % {"number": case.number, "name": owner},
        is_harm=any(one.form == "harm" for one in chips),
        is_quiet=case.status != Case.Status.OPEN,
        clock=clock,
    )


@lru_cache(maxsize=8)
def _patterns(_language: str | None) -> tuple[str, str, str]:
    # Fifty rows say the same in the same language.
    return _("Select %(number)s"), _("Assign %(number)s, now with %(name)s"), _("nobody")


@lru_cache(maxsize=32)
def _priority(level: int, _language: str | None) -> str:
    return _("Priority: %(level)s") % {"level": level_words(level)}


def in_sight(text: str, evidence: list[Any]) -> tuple[str, list[Any]]:
    """The text from a little before its first evidence, when that would lie beyond what a row shows."""
    starts = [
        span[0] for span in evidence if isinstance(span, list) and len(span) > 1 and isinstance(span[0], int)
    ]
    first = min(starts, default=0)
    if 2 * first <= SEEN_WIDTH or _width(text[:first]) <= SEEN_WIDTH:
        return text, evidence
    start = first
    while start and _width(text[start:first]) < LEAD_WIDTH:
        start -= 1
    moved = [[span[0] - start + 1, span[1] - start + 1, *span[2:]] for span in evidence if span[0] >= start]
    return f"…{text[start:]}", moved


def _width(text: str) -> int:
    # Han characters are twice as wide as Latin ones.
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)


def chips_of(case: Case | QueueRow) -> list[Chip]:
    """Harm first, then what it is about, what is wanted, and the other risks."""
    risks = [
        Chip(risk_form(code), understanding.name_of("risks", code), _risk_icon(code)) for code in case.risks
    ]
    harms = [one for one in risks if one.form == "harm"]
    about = [_about(case)] if case.category or case.kind == "praise" else []
    wanted = [
        Chip("demand", understanding.name_of("demands", code), understanding.icon_of("demands", code))
        for code in case.demands
        if code != "none"
    ]
    others = [one for one in risks if one.form != "harm"]
    # A risk must not be pushed behind +n by a second demand.
    return [*harms, *about, *wanted[:1], *others, *wanted[1:]]


def _about(case: Case | QueueRow) -> Chip:
    if case.kind == "praise":
        return Chip("good", understanding.name_of("kind", "praise"), "heart")
    name = understanding.name_of("category", case.category)
    return Chip("category", name, understanding.icon_of("category", case.category))


def _risk_icon(code: str) -> str:
    return HARM_ICON if risk_form(code) == "harm" else understanding.icon_of("risks", code)


def level_of(priority: int) -> int:
    """Priority 0–100 as bars: 3 from 75, 2 from 50, 1 from 25, else none."""
    return min(3, priority // 25)


def level_words(level: int) -> str:
    """The same in a word."""
    return (_("low"), _("normal"), _("high"), _("highest"))[level]


def channel_icon(channel: str) -> str:
    """The icon of a channel; a plain bubble for one that is not known."""
    return CHANNEL_ICONS.get(channel, "message-2")


def channel_name(channel: str) -> str:
    """The name of a channel in the reader's language."""
    return _channel_name(channel, get_language() or "")


@lru_cache(maxsize=128)
def _channel_name(channel: str, _language: str) -> str:
    if channel == "page":
        return _("Tracking page")
    return str(dict(channel_names()).get(channel, channel))
