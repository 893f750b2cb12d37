"""What a customer is told about an offer, in their language."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.wording import money_words
from wenguo.people import queries as people
from wenguo.respond.actions.conversation import say
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.respond.queries.letter_words import language_of


def tell_offer(actor: Actor, case: Case, row: Compensation, *, now: datetime) -> None:
    """The offer goes out in the name of whoever made it, from a case that is held."""
    writer = people.actor_of(row.made_by) if row.made_by is not None else actor
    with translation.override(language_of(feedback_of_case(case)[0])):
        body = _("To make amends we offer you: %(what)s") % {"what": offer_words(row)}
        ending = _("Please tell us on your page whether you accept it. Nothing is settled without you.")
    _message, fields = say(writer, case, f"{body}\n{ending}", now=now, is_approved=True)
    case.save(update_fields=fields)


def offer_words(row: Compensation) -> str:
    """What is given, with what it is worth where it costs money."""
    if row.amount <= 0:
        return row.text
    return _("%(what)s (%(amount)s)") % {"what": row.text, "amount": money_words(row.amount, row.currency)}
