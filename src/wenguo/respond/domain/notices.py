"""Of what somebody is told, and how they want to hear of it."""

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["mention", "assigned", "watched", "deadline", "promise", "approval", "expert", "escalation"]
Way = Literal["now", "digest", "app", "off"]
KINDS: Final[tuple[Kind, ...]] = (
    "mention",
    "assigned",
    "watched",
    "deadline",
    "promise",
    "approval",
    "expert",
    "escalation",
)
WAYS: Final[tuple[Way, ...]] = ("now", "digest", "app", "off")
# What asks for an "I have it" within minutes comes at once, whatever somebody chose.
ALWAYS: Final[frozenset[Kind]] = frozenset({"escalation"})
# How a newcomer hears of it.
DEFAULTS: Final[Mapping[Kind, Way]] = {
    "mention": "digest",
    "assigned": "app",
    "watched": "app",
    "deadline": "digest",
    "promise": "digest",
    "approval": "digest",
    "expert": "now",
    "escalation": "now",
}
# Where somebody may come to harm, nothing is switched off altogether.
GRAVE: Final = "safety"


def way_of(kind: Kind, chosen: Mapping[str, str], *, is_grave: bool = False) -> Way:
    """How somebody hears of a kind of news: ``now`` and ``digest`` by e-mail and on the bell, ``app`` on the bell only.

    ``is_grave``: the case is one in which somebody may come to harm; then it stays on the bell at least.
    """
    if kind in ALWAYS:
        return "now"
    wanted = chosen.get(kind)
    way = next((one for one in WAYS if one == wanted), DEFAULTS[kind])
    return "app" if is_grave and way == "off" else way


def kinds_by(way: Way, chosen: Mapping[str, str]) -> list[Kind]:
    """The kinds of which somebody hears in this way."""
    return [kind for kind in KINDS if way_of(kind, chosen) == way]


def faults_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with somebody's choice: ``choice`` for what does not exist, ``always`` for what cannot be less."""
    faults: dict[str, str] = {}
    for kind, way in chosen.items():
        if kind not in KINDS or way not in WAYS:
            faults[kind[:40]] = "choice"
        elif kind in ALWAYS and way != "now":
            faults[kind] = "always"
    return faults
