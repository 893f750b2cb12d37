"""What a language model said of a feedback; always asked through the feedback an actor may see."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from wenguo.understand.domain.opinions import SPOKEN_OF
from wenguo.understand.models import Opinion
from wenguo.understand.queries.labels import TABLES, all_categories, is_code

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback


def has_language_model() -> bool:
    """Whether an endpoint is set up and the optional package is there."""
    return bool(settings.WENGUO_LLM_URL and settings.WENGUO_LLM_MODEL) and _has_package()


@cache
def _has_package() -> bool:
    return importlib.util.find_spec("openai") is not None


def opinions_of(feedback: Feedback, *, language: str) -> list[Opinion]:
    """What was asked about it in the reader's language; the second opinion has no language."""
    rows = Opinion.objects.filter(feedback=feedback, language__in=("", language)).order_by("id")
    return list(rows)


def taxonomy_codes() -> dict[str, list[str]]:
    """Every code that a label may have in this installation; categories are those of the lowest level."""
    return {
        label: [code for code in all_categories() if is_code("category", code)]
        if label == "categories"
        else list(TABLES[label])
        for label in SPOKEN_OF
    }
