"""Text that people type into settings, in both languages, shown in the reader's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

LANGUAGES = ("zh", "en")


def short_language(code: str | None) -> str:
    """``zh`` for every Chinese locale, ``en`` otherwise."""
    return "zh" if (code or "zh").lower().startswith("zh") else "en"


def in_language(value: dict[str, Any] | None, language: str | None = None) -> str:
    """The text in the wanted language (the active one by default), falling back to the other."""
    if not value:
        return ""
    wanted = short_language(language or get_language())
    other = "en" if wanted == "zh" else "zh"
    return str(value.get(wanted) or value.get(other) or "")


def validate_bilingual(value: Any) -> None:
    """Refuse anything but ``{"zh": str, "en": str}`` with at least one of them filled."""
    if not isinstance(value, dict) or set(value) - set(LANGUAGES) or not any(value.values()):
        raise ValidationError(_("Write the text in at least one language."))


class BilingualText(models.JSONField):
    """A JSON column ``{"zh": …, "en": …}``; read it with ``in_language``."""

    default_validators = [validate_bilingual]
