"""Versions of a pack that an installation writes itself: read, told line by line, and laid beside another."""

import difflib
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from wenguo.kernel.deadlines.lines import Language, fact_words
from wenguo.kernel.deadlines.packs import BadPack, Extension, Pack, Retention, Step, read_pack

# What a version is, not what it says.
LEFT_OUT = ("id", "version", "steps", "effective_from", "name")
# Packs are short; a text that is not is no pack.
MOST_CHARACTERS = 20_000


@lru_cache(maxsize=256)
def own_version(text: str, *, version: str, starts: date | None = None) -> Pack:
    """A version that an installation wrote, under the name and from the day that it was given. Raises BadPack."""
    pack = read_pack(text)
    starts = starts or pack.effective_from
    if pack.effective_to is not None and pack.effective_to < starts:
        raise BadPack(f"{pack.id}: it ends before it begins")
    return replace(pack, version=version, effective_from=starts)


def told(pack: Pack, language: Language) -> list[str]:
    """Everything a pack says, a line each."""
    lines = _lines(pack, "", language)
    for step in pack.steps:
        lines += _lines(step, f"{step.name}.", language)
    return lines


def changes_between(before: Pack, after: Pack, *, language: Language) -> list[tuple[Literal["-", "+"], str]]:
    """What a new version takes away and adds, in the order of the pack."""
    lines = difflib.ndiff(told(before, language), told(after, language))
    return [("-" if one[0] == "-" else "+", one[2:]) for one in lines if one[0] in "-+"]


def _lines(thing: Pack | Step | Extension | Retention, before: str, language: Language) -> list[str]:
    lines = []
    for field in fields(thing):
        value: Any = getattr(thing, field.name)
        if field.name in LEFT_OUT or value in ("", None, (), {}):
            continue
        if isinstance(value, Extension | Retention):
            lines += _lines(value, f"{before}{field.name}.", language)
        else:
            lines.append(f"{before}{field.name} = {fact_words(value, language)}")
    return lines
