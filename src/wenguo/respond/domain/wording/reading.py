"""What the checks say about an answer."""

from dataclasses import asdict, dataclass
from typing import Any

from wenguo.respond.domain.commitments import Found
from wenguo.respond.domain.wording.rules import Place

#: The parts of an apology, in the order in which they are best said; forgiveness last.
APOLOGY = ("regret", "explanation", "responsibility", "repentance", "repair", "forgiveness")
#: Checks whose findings are places in the text that could be said better.
WORDS = (
    "negative_wording",
    "blame",
    "jargon",
    "officialese",
    "over_promise",
    "legal_admission",
    "tone",
    "own",
)


@dataclass(frozen=True, slots=True)
class Apology:
    """Which parts of an apology an answer has (Lewicki, Polin and Lount 2016)."""

    regret: bool = False
    explanation: bool = False
    responsibility: bool = False
    repentance: bool = False
    repair: bool = False
    forgiveness: bool = False


@dataclass(frozen=True, slots=True)
class Ease:
    """How an answer reads as a whole. ``sentence`` is the mean length of one, in characters (zh) or words (en)."""

    length: int
    sentence: float
    is_too_short: bool
    is_too_long: bool
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything the checks found in one answer. Nothing in it sends, blocks or rewrites by itself."""

    lang: str
    apology: Apology
    empathy: bool
    specific: bool
    places: tuple[Place, ...]
    promises: tuple[Found, ...]
    personal: tuple[Place, ...]
    blame: bool
    unanswered: tuple[str, ...]
    is_answered: bool
    is_other_language: bool
    ease: Ease
    quality: int

    def words(self, check: str) -> list[str]:
        """The words that one check found, each once."""
        return list(dict.fromkeys(place.text for place in self.places if place.check == check))

    def as_row(self, row_id: Any) -> dict[str, Any]:
        """The row of ``wenguo check-replies``."""
        return {
            "id": row_id,
            "apology": asdict(self.apology),
            "empathy": self.empathy,
            "specific": self.specific,
            "negative_wording": self.words("negative_wording"),
            "jargon": self.words("jargon"),
            "over_promise": self.words("over_promise"),
            "promises": [
                {"text": found.text, "due": found.due_at.isoformat() if found.due_at else None}
                for found in self.promises
            ],
            "pii": [place.text for place in self.personal],
            "blame": self.blame,
            "all_issues_answered": self.is_answered,
            "quality": self.quality,
        }
