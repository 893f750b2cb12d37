"""What we accept as a feedback: length, shape, time. Nothing is cut silently; too much is refused with
the reason.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

MAX_TEXT = 20_000
MAX_ORDER_NUMBER = 64
MAX_WANTS = 500
MAX_EXTERNAL_ID = 128
MAX_KEY = 200
RATINGS = range(11)
MAX_AHEAD = timedelta(days=1)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

# Control characters, halves of surrogate pairs and marks that reverse the direction of the text around them.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-]{4,30}[0-9A-Za-z]")
MOST_NUMBERS = 20
SHORTEST_TAIL = 4
FEWEST_DIGITS = 6


class IntakeProblem(Exception):
    """A part that cannot be taken: which ``field``, and a ``code`` for why."""

    def __init__(self, field: str, code: str) -> None:
        self.field, self.code = field, code
        super().__init__(f"{field}: {code}")


@dataclass(frozen=True, slots=True)
class Intake:
    """One thing one customer said, before it is stored. ``occurred_at`` None means just now."""

    text: str
    rating: int | None = None
    order_number: str = ""
    wants: str = ""
    external_id: str = ""
    occurred_at: datetime | None = None


def plain(text: str) -> str:
    """Text without control characters, line ends as ``\\n``, no blank edges."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """Like ``plain``, on one line."""
    return " ".join(plain(text).split())


def checked(intake: Intake, *, has_files: bool, now: datetime) -> Intake:
    """The intake, cleaned; raises IntakeProblem for the first part that is too long, senseless or missing."""
    clean = replace(
        intake,
        text=plain(intake.text),
        order_number=one_line(intake.order_number),
        wants=one_line(intake.wants),
        external_id=one_line(intake.external_id),
    )
    for field, limit in _LIMITS.items():
        if len(getattr(clean, field)) > limit:
            raise IntakeProblem(field, "too_long")
    if clean.rating is not None and clean.rating not in RATINGS:
        raise IntakeProblem("rating", "rating")
    if not clean.text and clean.rating is None and not has_files:
        raise IntakeProblem("text", "empty")
    if clean.occurred_at is not None:
        if clean.occurred_at.utcoffset() is None:
            raise IntakeProblem("occurred_at", "zone")
        if not EARLIEST <= clean.occurred_at <= now + MAX_AHEAD:
            raise IntakeProblem("occurred_at", "time")
    return clean


_LIMITS = {
    "text": MAX_TEXT,
    "order_number": MAX_ORDER_NUMBER,
    "wants": MAX_WANTS,
    "external_id": MAX_EXTERNAL_ID,
}


def number_tails(*texts: str) -> list[str]:
    """Endings, from four characters on, of the phone and order numbers in the texts: people search by
    what they hear.
    """
    found: list[str] = []
    for number in _numbers(*texts):
        found += [number[-length:] for length in range(SHORTEST_TAIL, len(number))]
    return found


def _numbers(*texts: str) -> list[str]:
    found = (match.replace("-", "") for text in texts for match in _NUMBER.findall(text))
    numbers = (one for one in found if sum(letter.isdigit() for letter in one) >= FEWEST_DIGITS)
    return list(dict.fromkeys(numbers))[:MOST_NUMBERS]
