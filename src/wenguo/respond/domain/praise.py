"""Praise: who is meant, how a customer is named in public, and words that name nobody."""

import re
from collections.abc import Iterable, Sequence

from wenguo.respond.domain.salutation import TITLED, surname_of

LONGEST_PUBLIC = 500
# Of what is found in a text, what may not be shown; order numbers and amounts may.
PERSONAL = frozenset({"phone", "email", "id_card", "bank_card", "plate", "address"})
SHORTEST_NAME = 2
_TITLES = {"ms": ("女士", "Ms"), "mr": ("先生", "Mr")}
_HAN = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
_LATIN = re.compile(r"^[A-Za-z][A-Za-z' .-]*$")


def named_in(text: str, people: Iterable[tuple[int, str]]) -> list[int]:
    """Who of the colleagues (id, name) is named in a text; a name of one character names nobody."""
    found = []
    for person_id, written in people:
        name = written.strip()
        if len(name) < SHORTEST_NAME:
            continue
        if _LATIN.match(name):
            is_there = re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text, re.I) is not None
        else:
            is_there = name in text
        if is_there:
            found.append(person_id)
    return found


def public_name(name: str, choice: str, *, lang: str) -> str:
    """What a customer is called in public: 王女士, 王**, Ms Lin, L.; never the whole name. Empty: without a name.

    A gender is never guessed: a title stands there only if the customer chose it, or wrote it themselves.
    """
    name = " ".join(name.split())
    if choice == "hidden" or not name:
        return ""
    title = TITLED.search(name)
    if lang == "zh" or _HAN.match(name):
        family = surname_of(name) if _HAN.match(name) else name[:1]
        if choice in _TITLES:
            return f"{family}{_TITLES[choice][0]}"
        return f"{family}{title.group()}" if title else f"{family}**"
    family = re.sub(r"^(?:mr|mrs|ms|miss|dr|prof)\.?\s+", "", name, flags=re.I).split()[-1]
    return f"{_TITLES[choice][1]} {family}" if choice in _TITLES else f"{family[:1].upper()}."


def public_words(
    text: str, *, personal: Iterable[tuple[str, int, int]], names: Sequence[str], customer: str
) -> str:
    """A text for the public to begin with: personal data as ***, colleagues as a colleague, the customer left out.

    ``personal`` are (kind, start, end) in ``text``. A person reads it before anybody else does.
    """
    place, parts = 0, []
    for _kind, start, end in sorted(personal, key=lambda span: span[1]):
        if start >= place:
            parts += [text[place:start], "***"]
            place = end
    said = "".join([*parts, text[place:]])
    colleague = "我们的同事" if re.search(r"[\u4e00-\u9fff]", text) else "our colleague"
    for name in sorted((one.strip() for one in names), key=len, reverse=True):
        if len(name) >= SHORTEST_NAME:
            said = said.replace(name, colleague)
    if len(customer.strip()) >= SHORTEST_NAME:
        said = said.replace(customer.strip(), "***")
    said = said.strip()
    return said if len(said) <= LONGEST_PUBLIC else said[: LONGEST_PUBLIC - 1] + "…"
