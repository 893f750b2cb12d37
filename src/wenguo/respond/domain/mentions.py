"""Who is called upon in a note: @ and a name or sign-in name."""

import re
import unicodedata
from collections.abc import Iterable

# A full stop ends a sentence, unless letters follow it at once.
_RUNS_ON = re.compile(r"[a-z0-9_-]|\.[a-z0-9]")


def mentioned(text: str, people: Iterable[tuple[int, str, str]]) -> list[int]:
    """Ids of the people (id, name, sign-in name) after an @, in order of first mention, each once.

    The longest name that fits wins, so that @王主管 does not call 王; a sign-in name must not run on in letters.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    names: list[tuple[str, int]] = []
    for person_id, name, username in people:
        names += [
            (unicodedata.normalize("NFKC", word).casefold(), person_id) for word in (name, username) if word
        ]
    names.sort(key=lambda pair: -len(pair[0]))
    found: list[int] = []
    for place, letter in enumerate(folded):
        # An address such as a@wang.test calls nobody.
        if letter != "@" or (place and folded[place - 1].isascii() and folded[place - 1].isalnum()):
            continue
        person = _at(folded, place + 1, names)
        if person is not None and person not in found:
            found.append(person)
    return found


def _at(text: str, start: int, names: list[tuple[str, int]]) -> int | None:
    for name, person in names:
        if text.startswith(name, start) and not (name.isascii() and _RUNS_ON.match(text, start + len(name))):
            return person
    return None
