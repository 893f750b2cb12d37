"""Times named in English: by Friday, within 3 working days, by noon, tomorrow, end of day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from wenguo.respond.domain.commitments.dues import CLOSE, LAST, Desk, When, clock_of, end_of_part

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "twenty-four": 24, "thirty": 30,
    "forty-eight": 48, "sixty": 60, "seventy-two": 72, "half an": 0.5, "the": 1, "a couple of": 2, "couple of": 2,
}  # fmt: skip
_NUMBER = r"\d{1,4}|" + "|".join(sorted((word.replace(" ", r"\s") for word in _WORDS), key=len, reverse=True))
_UNITS = {
    "hour": "hour",
    "hr": "hour",
    "minute": "minute",
    "min": "minute",
    "day": "day",
    "week": "week",
    "month": "month",
}
_STRETCH = re.compile(
    rf"\b(?P<lead>within(?:\s(?:the\s)?next)?|in(?:\s(?:the\s)?(?:next|coming|following))?(?:\sunder|\sless\sthan)?"
    r"|inside|over\sthe\snext|no\s(?:later|more)\sthan|at\s(?:the\slatest|most)|up\sto|takes?|take\sabout|allow)"
    rf"\s(?:about\s|around\s|approximately\s|at\smost\s)?(?P<low>{_NUMBER})"
    rf"(?:\s?(?:-|–|to|or)\s?(?P<high>{_NUMBER}))?\s?\(?\d{{0,2}}\)?\s?"
    r"(?P<kind>working|business|calendar|full)?[\s-]?(?P<unit>hour|hr|minute|min|day|week|month)s?\b(?P<of>['’]?\s(?:of|from|after)\b)?",
    re.I,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NAMED = "|".join(_WEEKDAYS)
_DAY = (
    rf"(?:(?:{_NAMED}),?\s(?=(?:the\s)?\d|[a-z]{{3,9}}\.?\s\d))?"
    rf"(?:(?P<next>next\s|this\s(?:coming\s)?|the\scoming\s|coming\s)?(?P<weekday>{_NAMED})"
    rf"|(?:the\s)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<mo1>{_MONTH})(?:,?\s(?P<y1>20\d\d))?"
    rf"|(?P<mo2>{_MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<y2>20\d\d))?"
    r"|(?P<iso>20\d\d-\d\d-\d\d)|the\s(?P<only>\d{1,2})(?:st|nd|rd|th)\b"
    r"|(?P<rel>(?:the\s)?day\safter\stomorrow|tomorrow|later\stoday|today|tonight)"
    r"|(?P<period>(?:the\s)?(?:end\sof\s)?(?:this|next|the)\s(?:working\s|business\s|calendar\s)?(?:week|month|weekend)(?!\s?[-'’])))"
)
_PART = r"(?:in\sthe\s|this\s)?(?P<part{n}>morning|midday|noon|lunchtime|afternoon|evening|night)\b"
# A bare hour counts where it can be no number of things: four o'clock, at 11, by 9 tonight, 8 to 10 am.
_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_BARE = (
    rf"\b(?P<bare{{n}}>1[0-2]|[1-9]|{'|'.join(_HOURS)})(?:\.(?P<past{{n}}>[0-5]\d))?"
    r"(?:\s?(?P<oclock{n}>o['’]?clock)\b|(?=\s?(?:tonight|tomorrow|today|this\s(?:morning|afternoon|evening)"
    r"|in\sthe\s(?:morning|afternoon|evening)|on\s\w{{3,6}}day|(?:and|to|-|–)\s?\d{{1,2}}(?:[:.]\d\d)?\s?[ap]m)\b)"
    r"|(?=\s?(?:[.,;!?)]|$|(?:sharp|with|at\sthe)\b)))"
)
_HOUR_FOLLOWS = re.compile(r"\b(?:at|by|before|around|about)\s$", re.I)
_CLOCK = (
    r"(?:between\s|from\s|at\s|around\s|about\s|by\s|before\s)?"
    r"(?:(?P<h{n}>\d{{1,2}})(?:[:.](?P<m{n}>[0-5]\d))?\s?(?P<half{n}>am|pm)\b\x00*"
    r"|(?P<h24{n}>[01]?\d|2[0-3]):(?P<m24{n}>[0-5]\d)(?:\so['’]?clock)?"
    rf"|{_BARE})"
)
_END = r"(?:the\s)?(?P<close{n}>(?:end|close)\sof\s(?:the\s)?(?:working\s|business\s)?(?:play|day|business)|eod|cob)\b"
_LEAD = (
    r"(?P<lead>\b(?:by|before|no\slater\sthan|not\slater\sthan|until|on|at|for|between|first\sthing)\s"
    r"(?:the\slatest\s(?:by\s)?)?)?"
)
_POINT = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:(?:{_CLOCK.format(n=1)})(?:\s?(?:-|–|to|and)\s?(?:{_CLOCK.format(n=2)}))?|{_END.format(n=1)}|{_PART.format(n=1)})"
    rf"(?:,?\s(?:on\s|of\s)?(?P<day>{_DAY})(?:\s{_PART.format(n=4)})?|\s{_PART.format(n=6)})?"
    rf"|\b(?P<aday>{_DAY.replace('?P<', '?P<a')})"
    rf"(?:,?\s(?:{_PART.format(n=2)}))?(?:,?\s(?:(?:{_CLOCK.format(n=3)})(?:\s?(?:-|–|to|and)\s?(?:{_CLOCK.format(n=5)}))?|(?:at\sthe\s|by\s(?:the\s)?)?{_END.format(n=2)}|(?:at|by|before)\s{_PART.format(n=3)}))?"
    r")",
    re.I,
)
_PARTS = {
    "morning": "am",
    "midday": "noon",
    "noon": "noon",
    "lunchtime": "noon",
    "afternoon": "pm",
    "evening": "night",
    "night": "night",
}
_LIMITS = ("by", "before", "no later", "not later", "until")


def find_english(text: str, desk: Desk) -> Iterator[When]:
    """Every time that something may be due at, stretches first."""
    for match in _STRETCH.finditer(text):
        yield _stretch(match, desk)
    for match in _POINT.finditer(text):
        when = _point(match, desk)
        if when is not None:
            yield when


def _count(written: str) -> float:
    return float(written) if written.isdigit() else _WORDS[re.sub(r"\s", " ", written.lower())]


def _stretch(match: re.Match[str], desk: Desk) -> When:
    unit = (
        "working"
        if (match["kind"] or "").lower() in {"working", "business"}
        else _UNITS[match["unit"].lower()]
    )
    due = desk.after(_count(match["high"] or match["low"]), unit)
    return When(match.start(), match.end(), due, is_stretch=True, is_limit=True)


def _point(match: re.Match[str], desk: Desk) -> When | None:
    values = {
        name.removeprefix("a") if name.startswith("a") else name: value
        for name, value in match.groupdict().items()
        if value
    }
    is_limit = (match["lead"] or "").lower().startswith(_LIMITS)
    if not _is_hour(match):
        return None
    named = next((values[name] for name in values if name.startswith("part")), "")
    part = _PARTS.get(named.lower(), "night" if values.get("rel", "").lower() == "tonight" else "")
    has_day = any(values.get(name) for name in ("weekday", "d1", "mo2", "iso", "only", "rel", "period"))
    has_clock = any(
        values.get(name)
        for name in ("h1", "h241", "bare1", "h3", "h243", "bare3", "h5", "h245", "bare5", "close1", "close2")
    )
    said = match[0].lower()
    # A morning alone is no time, unless it is this one or something ends with it.
    if not has_day and not has_clock and not is_limit and not said.startswith(("this", "first")):
        return None
    if not has_day and has_clock and not match["lead"]:
        return None
    clock = _clock(values, part or ("am" if said.startswith("first") else ""))
    due = _due(values, desk, clock)
    if due is None:
        return None
    # A weekday or a bare "the 3rd" may as well be the last one.
    is_next = ("weekday" not in values or "next" in values) and "only" not in values
    is_sure = due.date() > desk.today and has_day and is_next
    return When(match.start(), match.end(), due, is_limit=is_limit, is_sure=is_sure)


def _is_hour(match: re.Match[str]) -> bool:
    """Whether every bare number in a time is an hour: said so, before a day, or after at or by."""
    for place in ("1", "2", "3", "5"):
        start = match.start("bare" + place)
        if start < 0 or match["oclock" + place] or match["past" + place]:
            continue
        behind = match.string[match.end("bare" + place) :]
        if not _HOUR_FOLLOWS.search(match.string[max(0, start - 8) : start]) and not re.match(
            r"\s?[\w–-]", behind
        ):
            return False
    return True


def _clock(values: dict[str, str], part: str) -> time | None:
    if values.get("close1") or values.get("close2"):
        return CLOSE
    for place in ("2", "5", "3", "1"):
        if values.get("h" + place):
            half = values["half" + place].lower()
            hour = int(values["h" + place])
            # Noon is 12 pm; midnight, 12 am, closes the day.
            hour = 0 if hour == 12 and half == "am" else hour
            return clock_of(hour, int(values.get("m" + place) or 0), part=half)
        if values.get("h24" + place):
            return clock_of(int(values["h24" + place]), int(values["m24" + place]), part=part or "am")
        if values.get("bare" + place):
            written = values["bare" + place].lower()
            hour = _HOURS.get(written) or int(written)
            return clock_of(hour, int(values.get("past" + place) or 0), part=part)
    return end_of_part(part) if part else None


def _due(values: dict[str, str], desk: Desk, clock: time | None) -> datetime | None:
    if "period" in values:
        return _period(values["period"].lower(), desk, clock)
    day = _day(values, desk)
    if day is None:
        return None
    due = desk.at(day, clock or LAST)
    if due > desk.now:
        return due
    if "weekday" in values and "next" not in values:
        return desk.at(desk.weekday(_WEEKDAYS.index(values["weekday"].lower()), weeks=1), clock or LAST)
    if "weekday" not in values and not {"d1", "mo2", "iso", "only", "rel"} & set(values):
        return desk.at(desk.coming(1), clock or LAST)
    return due


def _day(values: dict[str, str], desk: Desk) -> date | None:
    if "weekday" in values:
        weeks = 1 if values.get("next", "").lower().startswith("next") else None
        return desk.weekday(_WEEKDAYS.index(values["weekday"].lower()), weeks=weeks)
    for place in ("1", "2"):
        if "mo" + place in values:
            name = values["mo" + place].lower()[:3]
            month = next(number for number, whole in enumerate(_MONTHS, 1) if whole.startswith(name))
            year = values.get("y" + place)
            return desk.date_of(year=int(year) if year else None, month=month, day=int(values["d" + place]))
    if "iso" in values:
        written = [int(part) for part in values["iso"].split("-")]
        return desk.date_of(year=written[0], month=written[1], day=written[2])
    if "only" in values:
        return desk.coming_day(min(31, max(1, int(values["only"]))))
    words = values.get("rel", "").lower()
    return desk.coming(2 if "after" in words else 1 if "tomorrow" in words else 0)


def _period(written: str, desk: Desk, clock: time | None) -> datetime:
    ahead = 1 if "next" in written else 0
    if "weekend" in written:
        return desk.at(desk.weekday(6, weeks=ahead), clock or LAST)
    if "month" in written:
        return desk.at(desk.month_day(31, months=ahead), clock or LAST)
    return desk.end_of_week(ahead)
