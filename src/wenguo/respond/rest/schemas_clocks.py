"""What goes in and out about legal deadlines, calendars and alarms."""

from datetime import date, datetime, time

from ninja import Field, Schema

from wenguo.base.schemas import Words


class TrialRowOut(Schema):
    """A case whose clock would have been due at another time."""

    number: str
    title: str
    due_before: datetime
    due_after: datetime
    was_late: bool
    would_be_late: bool


class TrialOut(Schema):
    """What a policy would have done to the clocks of the last 31 days."""

    tried: int
    changed: int
    late_before: int
    late_after: int
    newly_late: int
    no_longer_late: int
    is_capped: bool
    rows: list[TrialRowOut]


class LegalStartIn(Schema):
    """One step of a pack, and when it was received, forwarded or accepted by whoever must act."""

    pack: Words
    step: Words
    received_at: datetime


class ExtensionIn(Schema):
    """Why, which message told the customer, and perhaps which longer step is meant."""

    reason: Words = ""
    notice: int | None = None
    to: Words = ""


class HoldIn(Schema):
    """The reason that the rule itself names."""

    reason: Words


class EndingIn(Schema):
    """Done, or no longer needed; and why."""

    is_done: bool
    reason: Words


class PackStepOut(Schema):
    """One deadline of a pack. ``limit`` null: the instrument names no number."""

    name: str
    label: dict[str, str]
    limit: int | None
    unit: str
    anchor: str
    roll: str
    audience: str
    extends: str
    is_variant: bool
    is_enabled: bool
    confidence: str
    reason: dict[str, str]


class PackOut(Schema):
    """A pack of legal deadlines in the version that holds last."""

    id: str
    version: str
    jurisdiction: str
    title: dict[str, str]
    instrument: dict[str, str]
    article: str
    effective_from: date
    effective_to: date | None
    audience: str
    clock_start: str
    source: str
    confidence: str
    is_enabled: bool
    reason: dict[str, str]
    reviewed_by: str
    steps: list[PackStepOut]


class PackVersionIn(Schema):
    """A new version of a pack: its TOML, from which day it holds, and why it was changed."""

    pack: Words = Field(max_length=60)
    content: str = Field(max_length=20_000)
    starts_date: date
    note: Words = Field(max_length=300)


class PackTrialOut(Schema):
    """A version as it would be; ``changes`` are lines that it takes away (``-``) and adds (``+``)."""

    pack: PackOut
    changes: list[str]


class PackVersionOut(Schema):
    """One version of a pack. ``made_at`` null: it came with the release."""

    pack: PackOut
    text: str
    note: str
    made_by: str
    made_at: datetime | None


class PackChoiceIn(Schema):
    """Switch a pack on for a brand, or for one category of it."""

    brand: Words
    pack: Words
    category: Words = ""
    steps: list[Words] = Field(default_factory=list, max_length=20)
    reason: Words = ""


class PackChoiceOut(Schema):
    """A pack that is switched on."""

    pack: str
    category: str
    steps: list[str]
    reason: str


class CalendarIn(Schema):
    """When a brand, a team (by key) or a place (by id) works. ``weekdays``: 0 is Monday."""

    brand: Words
    key: Words
    name: dict[str, str]
    hours: Words = "09:00-18:00"
    country: Words = "cn"
    zone: Words = "Asia/Shanghai"
    weekdays: Words = "01234"
    team: Words = ""
    place: int | None = None


class CalendarOut(Schema):
    """A calendar of working times."""

    key: str
    name: dict[str, str]
    hours: str
    country: str
    zone: str
    weekdays: str
    team: str | None = Field(None, alias="team.key")
    place: int | None = Field(None, alias="place_id")


class BusinessDayIn(Schema):
    """A day that breaks the weekly rule, for everybody or on one calendar (by key)."""

    day: date
    is_working: bool
    name: Words = ""
    hours: Words = ""
    calendar: Words = ""


class BusinessDayOut(Schema):
    """A special day."""

    id: int
    day: date
    is_working: bool
    name: str
    hours: str
    calendar: str | None = Field(None, alias="calendar.key")


class YearIn(Schema):
    """The published table of a year: CSV with the heading ``day,working,name``, or JSON."""

    table: str = Field(max_length=200_000)
    source: Words = ""


class YearOut(Schema):
    """A year that is no longer provisional."""

    year: int
    days: int


class AlarmOut(Schema):
    """A deadline that waits on the caller's bell: ``level`` percent gone, 100 when it is over."""

    case: str = Field(alias="deadline.case.number")
    clock: str = Field(alias="deadline.name")
    level: int
    at: datetime
    due_at: datetime = Field(alias="deadline.due_at")


class PolicyIn(Schema):
    """How long something may take. What is empty (or zero) holds for every case; the most exact policy counts."""

    brand: Words
    name: Words
    channel: Words = ""
    category: Words = ""
    urgency_from: int = 0
    tier: Words = ""
    minutes: int
    calendar: Words = "always"
    opens_at: time = time(9)
    closes_at: time = time(18)


class PolicyOut(Schema):
    """A policy in force."""

    name: str
    channel: str
    category: str
    urgency_from: int
    tier: str
    minutes: int
    calendar: str
    opens_at: time
    closes_at: time
