"""The last digits of a phone as a second key to the customer's page: how many guesses anybody has."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

DIGITS = 4
# Ten thousand tails: five guesses in a quarter of an hour and fifteen a day leave a guesser one chance in 660 a day.
AT_ONCE = (5, timedelta(minutes=15))
A_DAY = (15, timedelta(days=1))


def tail_of(text: str) -> str:
    """The digits somebody typed, full-width ones and spaces allowed; empty when these are not four digits."""
    digits = "".join(unicodedata.normalize("NFKC", text).split())
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def wait_for_guess(wrong: Sequence[datetime], *, now: datetime) -> timedelta:
    """How long until the next guess is allowed, given the moments of the wrong ones; zero when now."""
    waits = [timedelta(0)]
    for most, period in (AT_ONCE, A_DAY):
        recent = sorted(at for at in wrong if at > now - period)
        if len(recent) >= most:
            waits.append(recent[-most] + period - now)
    return max(waits)
