"""The right words: an answer is read before it leaves. Rules are data (zh.toml, en.toml) with examples."""

from wenguo.respond.domain.wording.checking import PLAIN, House, OwnWord, check_reply, language_of
from wenguo.respond.domain.wording.issues import content_words
from wenguo.respond.domain.wording.personal import Finder, find_personal
from wenguo.respond.domain.wording.reading import APOLOGY, WORDS, Apology, Checked, Ease
from wenguo.respond.domain.wording.rules import LANGUAGES, Place, Rule, Text, rules_of

__all__ = [
    "APOLOGY",
    "LANGUAGES",
    "PLAIN",
    "WORDS",
    "Apology",
    "Checked",
    "Ease",
    "Finder",
    "House",
    "OwnWord",
    "Place",
    "Rule",
    "Text",
    "check_reply",
    "content_words",
    "find_personal",
    "language_of",
    "rules_of",
]
