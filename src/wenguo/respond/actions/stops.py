"""The only things that an answer is stopped for: other people's data, and more than one may promise or give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Refused
from wenguo.respond.queries.wording import personal_in

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.respond.models import Case


class PersonalDataInReply(Refused):
    """An answer would tell the customer another person's data, or a full identity or bank number."""

    code = "personal_data_in_reply"
    status = 422
    message = _(
        "This answer holds another person's data or a full identity or bank number. Take it out, then send it."
    )


def stop(actor: Actor, case: Case, body: str) -> None:
    """Raise what forbids an answer to leave. Limits of authority have their place here: one line each."""
    if personal_in(body):
        raise PersonalDataInReply
