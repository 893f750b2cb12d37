"""Times, durations, numbers and money in the reader's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext as _, override, pgettext, pgettext_lazy

from wenguo.base.bilingual import short_language

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


_WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What every clock and moment says in one language: looked up once, said hundreds of times a page."""

    weekdays: tuple[str, ...]
    days: str
    hours: str
    minutes: str
    left: str
    over: str


def _words() -> _Words:
    return _words_of(get_language())


@lru_cache(maxsize=8)
def _words_of(language: str | None) -> _Words:
    with override(language):
        return _Words(
            weekdays=tuple(map(str, _WEEKDAYS)),
            days=pgettext("unit", "%(n)d d"),
            hours=pgettext("unit", "%(n)d h"),
            minutes=pgettext("unit", "%(n)d min"),
            left=_("%(duration)s left"),
            over=_("%(duration)s over"),
        )


def _weekday(day: datetime) -> str:
    return _words().weekdays[day.weekday()]


def duration_words(length: timedelta) -> str:
    """A length of time in its two largest units: 1 天 2 小时, 1 小时 38 分, 6 分; at least one minute."""
    minutes = max(1, int(abs(length) / MINUTE))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    words = _words()
    pairs = (
        [(days, words.days), (hours, words.hours)]
        if days
        else [(hours, words.hours), (minutes, words.minutes)]
    )
    return " ".join(unit % {"n": n} for n, unit in pairs if n)


def due_words(due_at: datetime, *, now: datetime) -> str:
    """How long is left, or by how much it is over: 还剩 12 分, 已超 6 分."""
    pattern = _words().left if due_at > now else _words().over
    return pattern % {"duration": duration_words(due_at - now)}


def moment_words(moment: datetime, *, now: datetime) -> str:
    """11月20日 周五 18:00 or Fri 20 Nov 18:00; with the year when it is not this one."""
    local = localtime(moment)
    words = {"weekday": _weekday(local), "time": f"{local:%H:%M}", "month": local.month, "day": local.day}
    other_year = local.year != localtime(now).year
    if short_language(get_language()) == "zh":
        year = f"{local.year}年" if other_year else ""
        return f"{year}{local.month}月{local.day}日 {words['weekday']} {words['time']}"
    year = f" {local.year}" if other_year else ""
    return f"{words['weekday']} {local.day} {formats.date_format(local, 'M')}{year} {words['time']}"


def full_moment(moment: datetime) -> str:
    """The exact time, for hovering: 2026年11月20日 周五 18:00:05."""
    local = localtime(moment)
    if short_language(get_language()) == "zh":
        return f"{local.year}年{local.month}月{local.day}日 {_weekday(local)} {local:%H:%M:%S}"
    return f"{_weekday(local)} {local.day} {formats.date_format(local, 'F Y')} {local:%H:%M:%S}"


def ago_words(moment: datetime, *, now: datetime) -> str:
    """Relative up to a day (12 分钟前, 还有 3 小时), then the date and time."""
    length = now - moment
    if abs(length) >= DAY:
        return moment_words(moment, now=now)
    if abs(length) < MINUTE:
        return _("just now")
    count = int(abs(length) / (MINUTE if abs(length) < HOUR else HOUR))
    if abs(length) < HOUR:
        pattern = _("%(n)d min ago") if length > timedelta(0) else _("in %(n)d min")
    else:
        pattern = _("%(n)d h ago") if length > timedelta(0) else _("in %(n)d h")
    return pattern % {"n": count}


def number_words(value: float | Decimal | int, places: int = 0) -> str:
    """1,376 or 25.4, with a real minus sign."""
    return f"{value:,.{places}f}".replace("-", "\u2212")


def money_words(value: float | Decimal | int, currency: str = "CNY") -> str:
    """1,376 元 or CNY 1,376; cents only where there are some. ``value`` in whole units of the currency."""
    amount = number_words(value, 0 if value == int(value) else 2)
    if currency == "CNY":
        return pgettext("money", "CNY %(amount)s") % {"amount": amount}
    return f"{currency} {amount}"
