"""Deadline packs: what an instrument demands of whom by when, as versioned data with its source and our confidence.

Most Chinese numbers bind the regulator, not the firm: ``audience`` says whom. Rows that nobody could verify (M) are
shipped switched off, with their reason.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal, cast, get_args

from wenguo.kernel import day_tables
from wenguo.kernel.deadlines.rules import MOST, NoRule, Roll, Rule, Shifts, Unit, parse_hours

Text = Mapping[str, str]
Audience = Literal["firm", "regulator", "platform", "customer"]
Confidence = Literal["V1", "V2", "M"]
SCHEMA = 1
PACKAGE = "wenguo.kernel.deadlines.law"


class BadPack(Exception):
    """The data of a pack contradict the schema; the text says where."""


class NoPack(Exception):
    """There is no pack of this name."""


@dataclass(frozen=True, slots=True)
class Extension:
    """How often a step may be extended, who approves it, and whether the notice must be sent before the first date.

    ``steps`` are the longer limits that it may reach, in order.
    """

    times: int
    approver: Text
    is_notice_before: bool
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One deadline of a pack. ``limit`` None: the instrument names no number. ``extends``: reached by extension only.

    ``pauses`` are the only reasons for which the clock may stop; a ticket's status is never one of them.
    """

    name: str
    label: Text
    limit: int | None
    unit: Unit
    anchor: str
    roll: Roll
    audience: Audience
    article: str
    pauses: tuple[str, ...]
    extension: Extension | None
    extends: str
    is_variant: bool
    hours: Shifts | None
    deliverable: Text
    content: tuple[Text, ...]
    confidence: Confidence
    is_enabled: bool
    reason: Text

    @property
    def rule(self) -> Rule | None:
        """The bare arithmetic of this step."""
        return None if self.limit is None else Rule(self.limit, self.unit, self.roll)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the records of a case are kept. ``years`` None: the number is not known."""

    years: int | None
    from_event: str
    note: Text


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one instrument, in force from ``effective_from`` to ``effective_to`` (None: open)."""

    id: str
    version: str
    jurisdiction: str
    calendar: str
    sector: Text
    title: Text
    instrument: Text
    article: str
    effective_from: date
    effective_to: date | None
    audience: Audience
    trigger: Text
    clock_start: str
    steps: tuple[Step, ...]
    retention: Retention | None
    source: str
    confidence: Confidence
    is_enabled: bool
    reason: Text
    reviewed_by: str
    reviewed_at: date | None

    def step(self, name: str) -> Step:
        """The step of this name; raises NoPack."""
        for one in self.steps:
            if one.name == name:
                return one
        raise NoPack(f"{self.id} has no step “{name}”; known: {', '.join(one.name for one in self.steps)}")

    def is_in_force(self, day: date) -> bool:
        """Whether this version holds for what was received on that day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@cache
def shipped() -> tuple[Pack, ...]:
    """Every version of every pack that comes with this release, by id and date."""
    files = [path for path in resources.files(PACKAGE).iterdir() if path.name.endswith(".toml")]
    return tuple(sorted((read_pack(path.read_text("utf-8")) for path in files), key=_order))


def shipped_text(pack: Pack) -> str:
    """The TOML that a shipped version was read from, to begin a new version with. Raises NoPack."""
    files = [path for path in resources.files(PACKAGE).iterdir() if path.name.startswith(pack.id)]
    for path in files:
        if read_pack(text := path.read_text("utf-8")) == pack:
            return text
    raise NoPack(f"{pack.id} {pack.version} is none of this release")


def pack_ids(packs: Iterable[Pack]) -> list[str]:
    """The names of the packs, each once."""
    return list(dict.fromkeys(pack.id for pack in packs))


def choose(pack_id: str, *, on: date, packs: Iterable[Pack]) -> Pack:
    """The version in force when it was received; the first one where that was earlier than all. Raises NoPack."""
    known = list(packs)
    versions = sorted((pack for pack in known if pack.id == pack_id), key=_order)
    if not versions:
        raise NoPack(f"there is no pack “{pack_id}”; known: {', '.join(pack_ids(known))}")
    begun = [pack for pack in versions if pack.effective_from <= on]
    return begun[-1] if begun else versions[0]


def read_pack(text: str) -> Pack:
    """A pack from its TOML text; raises BadPack with the place of the fault."""
    try:
        return pack_of(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise BadPack(f"this is no TOML: {fault}") from None


def pack_of(values: Mapping[str, Any]) -> Pack:
    """A pack from its values, checked; raises BadPack."""
    name = str(values.get("id", "?"))
    try:
        pack = _pack(values)
        _check(pack)
    except KeyError as missing:
        raise BadPack(f"{name}: {missing.args[0]} is missing") from None
    except (TypeError, ValueError, AttributeError, NoRule) as fault:
        raise BadPack(f"{name}: {fault}") from None
    return pack


def _order(pack: Pack) -> tuple[str, date]:
    return pack.id, pack.effective_from


def _pack(values: Mapping[str, Any]) -> Pack:
    kept = values.get("retention")
    return Pack(
        id=values["id"],
        version=str(values["version"]),
        jurisdiction=values["jurisdiction"],
        calendar=values.get("calendar", values["jurisdiction"]),
        sector=_text(values["sector"]),
        title=_text(values["title"]),
        instrument=_text(values["instrument"]),
        article=values.get("article", ""),
        effective_from=values["effective_from"],
        effective_to=values.get("effective_to"),
        audience=_one_of(values["audience"], Audience),
        trigger=_text(values["trigger"]),
        clock_start=values["clock_start"],
        steps=tuple(_step(step, values) for step in values["steps"]),
        retention=Retention(kept.get("years"), kept["from"], _text(kept.get("note", ""))) if kept else None,
        source=values["source"],
        confidence=_one_of(values["confidence"], Confidence),
        is_enabled=bool(values.get("enabled", True)),
        reason=_text(values.get("reason", "")),
        reviewed_by=values.get("reviewed_by", ""),
        reviewed_at=values.get("reviewed_at"),
    )


def _step(step: Mapping[str, Any], pack: Mapping[str, Any]) -> Step:
    hours = step.get("hours")
    return Step(
        name=step["name"],
        label=_text(step["label"]),
        limit=step.get("limit"),
        unit=_one_of(step["unit"], Unit),
        anchor=step.get("anchor", pack["clock_start"]),
        roll=_one_of(step.get("roll", "none"), Roll),
        audience=_one_of(step.get("audience", pack["audience"]), Audience),
        article=step.get("article", pack.get("article", "")),
        pauses=tuple(step.get("pauses", ())),
        extension=_extension(step.get("extension")),
        extends=step.get("extends", ""),
        is_variant=bool(step.get("variant", False)),
        hours=parse_hours(hours) if hours else None,
        deliverable=_text(step.get("deliverable", "")),
        content=tuple(_text(part) for part in step.get("content", ())),
        confidence=_one_of(step.get("confidence", pack["confidence"]), Confidence),
        is_enabled=bool(step.get("enabled", True)),
        reason=_text(step.get("reason", "")),
    )


def _extension(values: Mapping[str, Any] | None) -> Extension | None:
    if values is None:
        return None
    return Extension(
        times=values["times"],
        approver=_text(values["approver"]),
        is_notice_before=values.get("notice", "before") == "before",
        steps=tuple(values["to"]),
    )


def _check(pack: Pack) -> None:
    names = [step.name for step in pack.steps]
    if not names or len(set(names)) != len(names):
        raise ValueError("steps need names, each once")
    if pack.calendar not in (*day_tables.CODES, "none", "always"):
        raise ValueError(f"there is no calendar {pack.calendar}")
    if pack.effective_to is not None and pack.effective_to < pack.effective_from:
        raise ValueError("it ends before it begins")
    if not pack.is_enabled and not pack.reason:
        raise ValueError("a pack that is switched off says why")
    for step in pack.steps:
        _check_step(step, pack, names)


def _check_step(step: Step, pack: Pack, names: list[str]) -> None:
    if step.limit is not None and not 0 < step.limit <= MOST[step.unit]:
        raise ValueError(f"{step.name}: the limit must lie between 1 and {MOST[step.unit]}")
    if (
        (step.confidence == "M" or not step.is_enabled)
        and pack.is_enabled
        and (step.is_enabled or not step.reason)
    ):
        raise ValueError(f"{step.name}: a row that nobody verified is switched off and says why")
    if step.extends and step.extends not in names:
        raise ValueError(f"{step.name}: extends {step.extends}, which is no step")
    longer = step.extension.steps if step.extension else ()
    if any(name not in names or pack.step(name).extends != step.name for name in longer):
        raise ValueError(f"{step.name}: an extension reaches steps that extend this one")


def _text(value: Any) -> Text:
    if isinstance(value, str):
        return {"zh": value, "en": value} if value else {}
    return {"zh": str(value["zh"]), "en": str(value["en"])}


def _one_of(value: Any, choices: Any) -> Any:
    if value not in get_args(choices):
        raise ValueError(f"{value} is none of {', '.join(get_args(choices))}")
    return cast("Any", value)
