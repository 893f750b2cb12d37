"""Which words from customers become a case."""

from collections.abc import Mapping
from typing import Any, Literal

URGENT = 3
Answer = Literal["case", "thanks", "receipt"]


def answer_to(*, kind: str, urgency: int, settings: Mapping[str, Any]) -> Answer:
    """``case`` for complaints, urgent words, and questions or suggestions where the brand wants them handled;
    ``thanks`` for praise; otherwise a ``receipt``.
    """
    if kind == "complaint" or urgency >= URGENT:
        return "case"
    if kind == "question" and settings.get("cases_for_questions"):
        return "case"
    if kind == "suggestion" and settings.get("cases_for_suggestions"):
        return "case"
    return "thanks" if kind == "praise" else "receipt"
