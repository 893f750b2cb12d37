"""How much work a case is, so that ten easy ones and three grave ones weigh what they weigh."""

from collections.abc import Collection, Mapping

HARM = frozenset({"safety", "health"})
GRAVE, HARD, ORDINARY = 3, 2, 1
# What a case of each weight takes in hands-on time until it is solved; a rule of thumb until figures say better.
MINUTES: Mapping[int, int] = {ORDINARY: 20, HARD: 45, GRAVE: 90}
URGENT, PRESSING = 4, 3
MANY_DEMANDS = 3


def weight_of(*, urgency: int, risks: Collection[str], demands: Collection[str]) -> int:
    """1 for an ordinary case, 2 for a hard one (urgent, a risk, three demands), 3 where somebody may come to harm."""
    if urgency >= URGENT or HARM & set(risks):
        return GRAVE
    if urgency >= PRESSING or risks or len(demands) >= MANY_DEMANDS:
        return HARD
    return ORDINARY


def minutes_of(weight: int) -> int:
    """Hands-on minutes that a case of this weight usually takes."""
    return MINUTES.get(weight, MINUTES[GRAVE])
