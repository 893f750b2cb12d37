"""What stands around an answer in a letter: its subject and its end, in the language that is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from wenguo.listen import queries as heard
from wenguo.respond.models import Case

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback


def language_of(feedback: Feedback) -> str:
    """The language the customer used with us."""
    return (
        feedback.language
        or (feedback.customer.language if feedback.customer else "")
        or settings.LANGUAGE_CODE
    )


def letter_subject(case: Case) -> str:
    """The subject of an answer by e-mail."""
    return f"[{case.number}] {case.title}"


def letter_closing(feedback: Feedback) -> str:
    """Where it stands and a place to answer, and who we are."""
    line = _("Where it stands, and a place to answer or add photos: %(url)s") % {
        "url": heard.tracking_url(feedback)
    }
    return f"{line}\n\n{feedback.brand}"
