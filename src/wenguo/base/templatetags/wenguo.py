"""The small parts that stand many times on a page: tags, not includes, since a queue of 50 rows draws 400 of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wenguo.base import evidence, wording
from wenguo.base.clockface import Face, face_of
from wenguo.base.script_words import words_for_scripts
from wenguo.kernel.clock import now

register = template.Library()
Panel = dict[str, Any]

CHIPS = {
    "category": "cat",
    "demand": "dem",
    "risk": "risk",
    "harm": "harm",
    "theme": "theme",
    "guess": "guess",
    "good": "good",
    "more": "more num",
}
NAMED = 'role="img" aria-label="{0}" title="{0}"'
HARMS = {"safety", "health"}
TONES = {"quiet", "brand", "good", "warn", "red", "note"}


@register.simple_tag
def icon(name: str, *, label: str = "", css: str = "") -> SafeString:
    """One Tabler icon; with ``label`` it has a name of its own, otherwise it is silent beside its word."""
    return _icon(name, str(label), css)


@lru_cache(maxsize=1024)
def _icon(name: str, label: str, css: str) -> SafeString:
    return format_html(
        '<svg class="i{}" {}><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        format_html('role="img" aria-label="{}"', label)
        if label
        else format_html('aria-hidden="{}"', "true"),
        static("wenguo/icons.svg"),
        name,
    )


@register.simple_tag
def avatar(person: Any, *, size: str = "", presence: str = "", silent: bool = False) -> SafeString:
    """The first letter of a name on a quiet colour; dashed where nobody is (yet) responsible."""
    classes = f" {size}" if size else ""
    if not person:
        label = format_html(NAMED, _("Unassigned"))
        return format_html('<span class="av none{}" {}>{}</span>', classes, label, _icon("user-plus", "", ""))
    return _avatar(str(getattr(person, "name", "") or person), classes, dot=presence, silent=silent)


@lru_cache(maxsize=1024)
def _avatar(name: str, classes: str, *, dot: str, silent: bool) -> SafeString:
    tone = crc32(name.encode()) % 4 + 1
    label = format_html('aria-hidden="true"{}', "") if silent else format_html(NAMED, name)
    mark = format_html('<i class="presence {}"></i>', dot) if dot else ""
    return format_html('<span class="av t{}{}" {}>{}{}</span>', tone, classes, label, name[:1].upper(), mark)


@register.simple_tag
def chip(
    kind: str,
    label: Any,
    *,
    icon: str = "",
    p: float | None = None,
    key: str = "",
    href: str = "",
    title: str = "",
) -> SafeString:
    """A label by its form: category filled, demand outlined, risk strong, harm red, theme #word, guess dashed."""
    words = (
        f"#{label}"
        if kind == "theme"
        else _("%(label)s?") % {"label": label}
        if kind == "guess"
        else str(label)
    )
    inside = format_html(
        "{}<span>{}</span>{}",
        _icon(icon, "", "") if icon else "",
        words,
        format_html(' <span class="p num">{}%</span>', round(p * 100)) if p is not None else "",
    )
    css, hint = CHIPS[kind], format_html(' title="{}"', title) if title else ""
    lights = format_html(' data-for="{}"', key) if key else ""
    if href:
        return format_html('<a class="chip {}" href="{}"{}{}>{}</a>', css, href, lights, hint, inside)
    if key:
        return format_html('<button type="button" class="chip {}"{}{}>{}</button>', css, lights, hint, inside)
    return format_html('<span class="chip {}"{}>{}</span>', css, hint, inside)


@register.filter
def risk_form(code: str) -> str:
    """``harm`` for risks to body and health, ``risk`` for all others: only harm may be red."""
    return "harm" if code in HARMS else "risk"


@register.simple_tag
def mood(value: Any, label: str = "") -> SafeString:
    """The dot of the one mood scale (1–5 or its word), always with a word beside it."""
    return format_html('<span class="mood m{}"></span>{}', evidence.mood_number(value), label)


@register.simple_tag
def badge(label: Any, *, tone: str = "quiet", icon: str = "") -> SafeString:
    """A state in a word: quiet, brand, good, warn, red (harm or breach only) or note."""
    css = tone if tone in TONES else "quiet"
    return format_html('<span class="tag {}">{}{}</span>', css, _icon(icon, "", "") if icon else "", label)


@register.simple_tag
def tier(code: str, label: Any, *, icon: str = "") -> SafeString:
    """A customer's tier beside the name."""
    return format_html('<span class="tier {}">{}{}</span>', code, _icon(icon, "", "") if icon else "", label)


@register.simple_tag
def kbd(key: str) -> SafeString:
    """A key to press; hidden from screen readers and phones, since the ``?`` sheet lists all of them."""
    return format_html('<span class="key" aria-hidden="true">{}</span>', key)


@register.simple_tag
def bars(level: int, label: str = "") -> SafeString:
    """Priority in three bars: level 1 low, 2 normal, 3 highest."""
    filled = [
        format_html("<i{}></i>", format_html(' class="{}"', "f") if n < level else "") for n in range(3)
    ]
    words = format_html(' role="img" aria-label="{0}" title="{0}"', label) if label else ""
    return format_html('<span class="pri-bars"{}>{}{}{}</span>', words, *filled)


@register.simple_tag
def clock(deadline: Any = None, **facts: Any) -> SafeString:
    """One deadline as words and a thin bar. From an object with state, started_at, due_at …, or from those by name."""
    face = face_of(deadline, facts, now=now())
    return _draw(face)


def _draw(face: Face) -> SafeString:
    # Plain f-strings, everything that is text escaped: a queue draws fifty of these.
    sign = _icon(face.icon, "", "") if face.icon else ""
    title = f' title="{escape(face.title)}"' if face.title else ""
    live = ""
    if face.due_at:
        warn = face.warn_at.isoformat() if face.warn_at else ""
        start = face.started_at.isoformat() if face.started_at else ""
        live = f' data-due="{face.due_at.isoformat()}" data-warn="{warn}" data-start="{start}"'
    drawn = (
        f'<span class="clock {face.look}"{title}{live}><span class="clock-words"><b>{sign}'
        f"<span>{escape(face.words)}</span></b><small>{escape(str(face.name))}</small></span>"
        f'<span class="clock-bar"><i class="v-{int(face.percent)}"></i></span></span>'
    )
    return mark_safe(drawn)  # noqa: S308 - every text above is escaped


@register.filter
def ago(moment: datetime | None) -> SafeString | str:
    """12 分钟前, then 11月20日 周五 18:00; the exact time on hovering."""
    if moment is None:
        return ""
    words, title = wording.ago_words(moment, now=now()), wording.full_moment(moment)
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), title, words)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """11月20日 周五 18:00, whatever the distance."""
    if value is None:
        return ""
    words, title = wording.moment_words(value, now=now()), wording.full_moment(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), title, words)


@register.filter
def due_words(due_at: datetime | None) -> str:
    """还剩 12 分, 已超 6 分."""
    return wording.due_words(due_at, now=now()) if due_at else ""


@register.filter
def duration(length: timedelta | None) -> str:
    """1 小时 38 分."""
    return wording.duration_words(length) if length is not None else ""


@register.filter
def money(value: Decimal | float | int | None, currency: str = "CNY") -> str:
    """1,376 元; whole units of the currency."""
    return "" if value is None else wording.money_words(value, currency)


@register.filter
def number(value: Decimal | float | int | None, places: int = 0) -> str:
    """1,376; ``|number:1`` for one decimal; a dash where there is none."""
    return "–" if value is None else wording.number_words(value, places)


@register.simple_tag
def highlight(text: str, spans: Any = None, *, mood: Any = 2) -> SafeString:
    """A stranger's text, escaped, its evidence underlined in the mood colour."""
    found = evidence.read_spans(spans, length=len(text), mood=evidence.mood_number(mood))
    return evidence.highlight(text, found)


@register.simple_tag
def excerpt(text: str, spans: Any = None, *, mood: Any = 2, length: int = 60) -> SafeString:
    """Like highlight, on one line and cut so that the evidence stays visible."""
    found = evidence.read_spans(spans, length=len(text), mood=evidence.mood_number(mood))
    return evidence.highlight(*evidence.excerpt(text, found, length=length))


@register.inclusion_tag("ui/chart.html")
def chart(
    name: str, kind: str, *, spec: Mapping[str, Any] | None, title: Any, sub: Any = "", tall: bool = False
) -> Panel:
    """A chart in its panel: ``name`` is unique on the page, ``title`` states the finding, no spec means too few."""
    spec_id = f"{name}-spec"
    return {
        "name": name,
        "kind": kind,
        "spec": spec,
        "spec_id": spec_id,
        "title": title,
        "sub": sub,
        "tall": tall,
    }


@register.inclusion_tag("ui/stat.html")
def stat(label: Any, value: Any, **facts: Any) -> Panel:
    """One figure with its interval and n; ``n`` opens the sentences behind it when ``href`` is given."""
    return {"label": label, "value": value, "spark_id": f"spark-{crc32(str(label).encode()):x}", **facts}


@register.simple_tag
def script_words() -> dict[str, str]:
    """What scripts say, in the reader's language (scripts themselves hold no sentence)."""
    return words_for_scripts()
