"""What tells a commitment of ours from the customer's duty, an opening hour, a validity or the past."""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

CUES = Path(__file__).with_name("cues.toml")
# In English these are whole words; the others say themselves where they stand.
_WORDS = frozenset({"commits", "bare", "may_commit", "future", "past", "not_ours", "in_general", "condition"})


@dataclass(frozen=True, slots=True)
class Cues:
    """The signs of one language, each a pattern."""

    # We will do something, or something will happen for the customer.
    commits: re.Pattern[str]
    # Something is done, in the present tense: enough for a day that is certainly to come.
    bare: re.Pattern[str]
    # Words that carry a commitment when nothing clearer stands near: 最迟周五, Refund: by Friday.
    may_commit: re.Pattern[str]
    # A clause that goes on with the doer of the one before.
    goes_on: re.Pattern[str]
    # A condition that the time itself stands in.
    opens_condition: re.Pattern[str]
    # It lies ahead, in so many words: undoes ``past``.
    future: re.Pattern[str]
    past: re.Pattern[str]
    # The whole clause speaks of something else.
    not_ours: re.Pattern[str]
    # What is said of every time to come, not of this case: 今后停诊,十分钟内短信告知.
    in_general: re.Pattern[str]
    # Right in front of the time, and right behind it.
    before: re.Pattern[str]
    after: re.Pattern[str]
    # The stretch starts when something happens that has not happened yet.
    starts_later: re.Pattern[str]
    # A condition in the same sentence.
    condition: re.Pattern[str]


@lru_cache(maxsize=2)
def cues_of(lang: str) -> Cues:
    """The signs of a language, zh or en, as data beside this file has them."""
    stored = tomllib.loads(CUES.read_text(encoding="utf-8"))[lang]
    patterns = {}
    for field in fields(Cues):
        pattern = "|".join(stored[field.name])
        whole = lang == "en" and field.name in _WORDS
        patterns[field.name] = re.compile(rf"\b(?:{pattern})\b" if whole else pattern, re.I)
    return Cues(**patterns)
