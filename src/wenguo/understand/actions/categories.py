"""Categories of one's own: a second level in both languages, learned from a few examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid, Refused
from wenguo.governance.actions import record
from wenguo.understand.models import Category
from wenguo.understand.queries import forget_names

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

CODE = re.compile(r"[a-z][a-z0-9_]{1,30}")
FEWEST, MOST, LONGEST = 5, 500, 2000


class NotOurs(Refused):
    """A category of the release, or one that does not exist."""

    code = "not_ours"
    message = _("Only categories of your own can be changed.")


@transaction.atomic
def add_category(
    *, actor: Actor, parent: str, code: str, name: dict[str, str], examples: Sequence[str], now: datetime
) -> Category:
    """A new second-level category, learned from at least five example texts. Raises Invalid."""
    actor.require("understand.taxonomy")
    above = Category.objects.filter(code=parent, parent__isnull=True, is_active=True).exclude(code="other")
    upper = above.first()
    if upper is None:
        raise Invalid(_("Choose a category of the first level."), parent=parent[:60])
    whole = f"{parent}.{code}"
    if not CODE.fullmatch(code) or Category.objects.filter(code=whole).exists():
        raise Invalid(_("Use a short name of small letters that is not taken yet."), code=code[:60])
    row = Category.objects.create(
        code=whole,
        parent=upper,
        name=_named(name),
        examples=_cleaned(examples),
        position=(Category.objects.filter(parent=upper).count() + 1) * 10 + upper.position,
        is_own=True,
        changed_at=now,
    )
    record(actor, "category.added", row, at=now, code=whole)
    forget_names()
    return row


@transaction.atomic
def edit_category(
    *,
    actor: Actor,
    code: str,
    name: dict[str, str],
    examples: Sequence[str],
    is_active: bool,
    now: datetime,
) -> Category:
    """Other names or examples, or an end to it: what was filed under it keeps its name. Raises NotOurs, Invalid."""
    actor.require("understand.taxonomy")
    row = Category.objects.select_for_update().filter(code=code, is_own=True).first()
    if row is None:
        raise NotOurs
    texts = _cleaned(examples)
    if texts != row.examples or is_active != row.is_active:
        row.changed_at = now
    row.name, row.examples, row.is_active = _named(name), texts, is_active
    row.save()
    record(actor, "category.edited", row, at=now, code=code, is_active=is_active)
    forget_names()
    return row


def _named(name: dict[str, str]) -> dict[str, str]:
    found = {language: str(name.get(language, "")).strip()[:60] for language in ("zh", "en")}
    if not any(found.values()):
        raise Invalid(_("Write the text in at least one language."), name="")
    return found


def _cleaned(examples: Sequence[str]) -> list[str]:
    texts = list(dict.fromkeys(text.strip()[:LONGEST] for text in examples if text.strip()))
    if not FEWEST <= len(texts) <= MOST:
        raise Invalid(
            _("Give between five and five hundred different example texts."), examples=str(len(texts))
        )
    return texts
