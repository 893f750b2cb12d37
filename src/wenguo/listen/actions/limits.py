"""Not more often than is sensible."""

from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Refused
from wenguo.listen.domain.rates import Rate


class TooOften(Refused):
    """The caller is faster than anybody needs to be; ``fields["retry_after"]`` says how many seconds to
    wait.
    """

    code = "too_often"
    status = 429
    message = _(
        "This was sent too often. Please wait a moment and send it again; nothing of it was lost on your side."
    )

    def __init__(self, wait: timedelta) -> None:
        super().__init__(retry_after=max(1, ceil(wait.total_seconds())))


def let_in(rate: Rate, caller: str, *, now: datetime) -> None:
    """Count one call; raises TooOften."""
    wait = rate.wait_for(caller, now=now)
    if wait:
        raise TooOften(wait)
