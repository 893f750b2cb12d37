"""What the checks are called, and what each advises; in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class CheckName:
    """The name of a check, and one sentence: what to add, or why the words hurt."""

    name: Promise
    advice: Promise


SIGNS = {
    "regret": CheckName(_("Regret"), _("Say that you are sorry for what happened, not for what they feel.")),
    "explanation": CheckName(_("Explanation"), _("Say why it happened, in one sentence, without excuses.")),
    "responsibility": CheckName(_("Responsibility"), _("Where it was our fault, say so.")),
    "repentance": CheckName(_("Change"), _("Say what changes so that it does not happen again.")),
    "repair": CheckName(_("Remedy"), _("Name what this customer gets: what, how much, by when.")),
    "empathy": CheckName(_("Empathy"), _("Name what they felt or had to bear.")),
    "specific": CheckName(
        _("Their own facts"), _("Mention a fact of theirs: the room, the day, the amount.")
    ),
    "answered": CheckName(_("Everything answered"), _("Take up every point they raised.")),
}
WORDS = {
    "negative_wording": CheckName(_("Refusing words"), _("It shuts a door. Say what is possible instead.")),
    "blame": CheckName(_("Blame"), _("It puts it on the customer. Describe what happened instead.")),
    "jargon": CheckName(_("Jargon"), _("A word of our trade. Use one that the customer uses.")),
    "officialese": CheckName(_("Office language"), _("It sounds like a form. Write as you would speak.")),
    "over_promise": CheckName(_("Too much promised"), _("Nobody can keep an absolute promise.")),
    "legal_admission": CheckName(_("Legal admission"), _("It may bind the company. Ask before you send it.")),
    "tone": CheckName(_("Too light"), _("The customer is upset: this tone may hurt.")),
    "own": CheckName(_("House word"), _("Your brand writes this differently.")),
    "ease": CheckName(_("Length and ease"), _("Shorter sentences are read to the end.")),
    "language": CheckName(_("Language"), _("The customer writes in another language.")),
}
