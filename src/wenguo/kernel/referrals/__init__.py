"""Who outside the house may be turned to when our answer stays no: versioned data, named by the law that applies.

Each body hangs on packs of deadlines (`kernel.deadlines`): a brand that has switched a pack on shows its bodies. Not
legal advice: every row is to be checked by somebody who knows the law before it is shown to customers.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

Text = Mapping[str, str]
# Closed on 2025-07-20 (Regulation (EU) 2024/3228); a link to it is a dead end and misleads.
DEAD = ("ec.europa.eu/consumers/odr", "ec.europa.eu/odr", "webgate.ec.europa.eu")


class BadReferrals(Exception):
    """The data contradict the schema; the text says where."""


@dataclass(frozen=True, slots=True)
class Body:
    """One body: its name, when and how one may turn to it, and where. ``packs`` end in ``*`` for a family."""

    key: str
    jurisdiction: str
    name: Text
    words: Text
    phone: str
    url: str
    packs: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    source: str
    confidence: str

    def belongs_to(self, pack: str) -> bool:
        """Whether it is the body for what this pack of deadlines governs."""
        return any(
            pack == known or (known.endswith("*") and pack.startswith(known[:-1])) for known in self.packs
        )

    def holds_on(self, day: date) -> bool:
        """Whether it may be named on this day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def bodies_for(packs: Iterable[str], *, on: date, bodies: Iterable[Body] | None = None) -> tuple[Body, ...]:
    """The bodies that hold for any of these packs, in the order of the data, each once."""
    wanted = set(packs)
    known = shipped() if bodies is None else bodies
    return tuple(
        body for body in known if body.holds_on(on) and any(body.belongs_to(pack) for pack in wanted)
    )


@cache
def shipped() -> tuple[Body, ...]:
    """Every body of this release."""
    text = resources.files(__name__).joinpath("bodies.toml").read_text("utf-8")
    return read(text)


def read(text: str) -> tuple[Body, ...]:
    """The bodies in a file. Raises BadReferrals for a missing language, a dead or unsafe link, or a key used twice."""
    bodies = tuple(_body(values) for values in tomllib.loads(text)["bodies"])
    keys = [(body.key, body.valid_from) for body in bodies]
    if len(set(keys)) != len(keys):
        raise BadReferrals("a key is used twice for the same day")
    return bodies


def _body(values: Mapping[str, Any]) -> Body:
    key = str(values.get("key", ""))
    url = str(values.get("url", ""))
    if url and (not url.startswith("https://") or any(dead in url for dead in DEAD)):
        raise BadReferrals(f"{key}: {url} must not be shown")
    for name in ("name", "words"):
        if any(not values.get(name, {}).get(language) for language in ("zh", "en")):
            raise BadReferrals(f"{key}: {name} is missing in one language")
    if not values.get("packs"):
        raise BadReferrals(f"{key}: belongs to no pack")
    return Body(
        key=key,
        jurisdiction=str(values["jurisdiction"]),
        name=values["name"],
        words=values["words"],
        phone=str(values.get("phone", "")),
        url=url,
        packs=tuple(values["packs"]),
        valid_from=values["valid_from"],
        valid_until=values.get("valid_until"),
        source=str(values["source"]),
        confidence=str(values["confidence"]),
    )
