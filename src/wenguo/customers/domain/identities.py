"""How a customer is recognised again, however they write their phone number or e-mail address."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_EMAIL = 254
SHORTEST_PHONE, LONGEST_PHONE = 5, 20
SHORTEST_TAIL = 4
_EMAIL = re.compile(r"[^@\s<>,;\"']{1,64}@[^@\s<>,;\"'.]+(\.[^@\s<>,;\"'.]+)+")
_NOT_SHOWN = re.compile(r"[\ud800-\udfff\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What somebody told us about themselves, as they wrote it. All empty means anonymous.

    ``may_contact`` true is their consent to be told later what changed; false leaves earlier consent as it
    was.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    external_id: str = ""
    language: str = ""
    may_contact: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One identity: its kind (``email``, ``phone``, ``external_id``), the value that is compared, the
    value as written.
    """

    kind: str
    value: str
    shown: str


def clean(text: str, limit: int) -> str:
    """One line without control and direction characters, at most ``limit`` characters."""
    return " ".join(_NOT_SHOWN.sub(" ", text).split())[:limit]


def normalise_phone(written: str) -> str:
    """Digits only, Chinese country code dropped; empty when it cannot be a phone number."""
    folded = unicodedata.normalize("NFKC", written).strip()
    digits = re.sub(r"\D", "", folded)
    for prefix in ("0086", "86"):
        rest = digits.removeprefix(prefix)
        if rest != digits and len(rest) == 11 and rest.startswith("1"):
            digits = rest
            break
    else:
        if folded.startswith(("+86", "0086")):
            digits = digits.removeprefix("00").removeprefix("86")
    letters = sum(character.isalpha() for character in folded)
    return digits if SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE and letters <= 4 else ""


def normalise_email(written: str) -> str:
    """Lower case and half width; empty when it cannot be an address."""
    folded = unicodedata.normalize("NFKC", written).strip().lower()
    return folded if len(folded) <= MAX_EMAIL and _EMAIL.fullmatch(folded) else ""


def identities_of(facts: CustomerFacts) -> list[Known]:
    """The usable identities among the facts, strongest first: customer number, phone, e-mail."""
    found = [
        Known("external_id", clean(facts.external_id, 254), clean(facts.external_id, 254)),
        Known("phone", normalise_phone(facts.phone), clean(facts.phone, 254)),
        Known("email", normalise_email(facts.email), clean(facts.email, 254)),
    ]
    return [known for known in found if known.value]


def tails(number: str) -> Iterator[str]:
    """Every ending of a number from four characters on, so that people find it by what they can read
    aloud.
    """
    for length in range(SHORTEST_TAIL, len(number)):
        yield number[-length:]


def search_texts(name: str, known: list[Known]) -> list[str]:
    """What a customer can be found by: name, e-mail, customer number, phone and its endings."""
    texts = [name]
    for identity in known:
        texts.append(identity.value)
        if identity.kind == "phone":
            texts += tails(identity.value)
    return texts
