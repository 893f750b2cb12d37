"""When a case goes up, how far, and straight to whom: frontline → specialist group → department lead → executive."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Words = dict[str, str]
Lane = Literal["", "safety", "legal", "reputation"]

FRONTLINE, SPECIALISTS, LEAD, EXECUTIVE = 1, 2, 3, 4
LEVELS = (SPECIALISTS, LEAD, EXECUTIVE)
LEVEL_WORDS: Mapping[int, tuple[str, str]] = {
    1: ("一线", "the frontline"),
    2: ("专家组", "the specialist group"),
    3: ("部门负责人", "the department lead"),
    4: ("高管", "the executive"),
}
VIP = frozenset({"diamond", "gold"})
URGENT, PRESSING = 4, 3
MANY_REPEATS, MANY_REOPENED = 2, 2
WIDE, VERY_WIDE = 100_000, 1_000_000
# How far each trigger lifts a case by itself; a brand may set it otherwise, 0 switches it off.
TRIGGERS: Mapping[str, int] = {
    "safety": LEAD,
    "vip_safety": EXECUTIVE,
    "legal": LEAD,
    "reputation": LEAD,
    "wide": EXECUTIVE,
    "severity": SPECIALISTS,
    "vip": SPECIALISTS,
    "repeats": SPECIALISTS,
    "reopened": LEAD,
    "worse": SPECIALISTS,
    "asked": SPECIALISTS,
    "late_reply": SPECIALISTS,
    "late_solution": SPECIALISTS,
    "late_level": LEAD,
}
LANES: Mapping[str, Lane] = {
    "safety": "safety",
    "vip_safety": "safety",
    "legal": "legal",
    "reputation": "reputation",
    "wide": "reputation",
}
# Minutes within which somebody must say "I have it", in a fast lane and otherwise.
FAST_ACK, SLOW_ACK = 5, 15
_ASKS = re.compile(
    r"(找|叫|要|让).{0,6}(领导|经理|主管|上级|负责人|老板)|升级处理|投诉到|12315|12345|消协|消费者协会"
    r"|\b(manager|supervisor|your boss|escalate|ombudsman)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the triggers look at. ``over`` are the clocks past their deadline; moods are 1 (worst) to 5, 0: unknown."""

    level: int = FRONTLINE
    urgency: int = 2
    risks: Collection[str] = ()
    tier: str = "standard"
    demands: Collection[str] = ()
    repeats: int = 0
    reopened: int = 0
    reach: int = 0
    over: Collection[str] = ()
    first_mood: int = 0
    last_mood: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One reason to go up: its name, the level it asks for, the fast lane, and the reason in both languages."""

    name: str
    level: int
    lane: Lane
    because: Words


def asks_upwards(text: str) -> bool:
    """Whether somebody asks for a superior, or names an authority."""
    return _ASKS.search(text) is not None


def triggers_of(facts: Situation, *, levels: Mapping[str, int] = TRIGGERS) -> list[Trigger]:
    """Every trigger that lifts the case above its present level, the highest first; among equals a fast lane first."""
    found = [
        Trigger(name, _target(name, facts, levels), LANES.get(name, ""), because)
        for name, is_so, because in _reasons(facts)
        if is_so and levels.get(name, 0)
    ]
    higher = [trigger for trigger in found if trigger.level > facts.level]
    return sorted(higher, key=lambda trigger: (-trigger.level, not trigger.lane))


def levels_of(own: Mapping[str, Any]) -> dict[str, int]:
    """The shipped levels with a brand's own on top; what makes no sense is left out."""
    clean = {
        name: level
        for name, level in own.items()
        if name in TRIGGERS and level in (0, SPECIALISTS, LEAD, EXECUTIVE)
    }
    return {**TRIGGERS, **clean}


def ack_minutes(lane: Lane) -> int:
    """How long whoever is called has to say that they have it."""
    return FAST_ACK if lane else SLOW_ACK


def next_of(people: Sequence[int], *, tried: Collection[int], barred: Collection[int]) -> int | None:
    """Who is called next: the first who was not called yet and is not concerned; None when the list is at its end."""
    return next((one for one in people if one not in tried and one not in barred), None)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens by itself, when, and to which level, unless somebody does something before."""

    at: datetime
    level: int
    what: Literal["reply", "solution", "level", "ack"]


def path_of(
    level: int,
    *,
    due: Mapping[str, datetime],
    ack_due_at: datetime | None,
    urgency: int,
    levels: Mapping[str, int],
) -> list[Step]:
    """What lies ahead of a case, the nearest first: shown before it fires."""
    steps = []
    if ack_due_at is not None:
        steps.append(Step(ack_due_at, level, "ack"))
    rules: tuple[tuple[str, Literal["reply", "solution", "level"], int], ...] = (
        ("first_reply", "reply", levels.get("late_reply", 0) if urgency >= PRESSING else 0),
        ("solution", "solution", levels.get("late_solution", 0)),
        (f"level_{level}", "level", min(level + 1, EXECUTIVE) if levels.get("late_level", 0) else 0),
    )
    steps += [Step(due[name], target, what) for name, what, target in rules if name in due and target > level]
    return sorted(steps, key=lambda step: step.at)


def _target(name: str, facts: Situation, levels: Mapping[str, int]) -> int:
    return min(facts.level + 1, EXECUTIVE) if name == "late_level" else levels[name]


def _reasons(facts: Situation) -> list[tuple[str, bool, Words]]:
    risks, is_vip = set(facts.risks), facts.tier in VIP
    harm = bool(risks & {"safety", "health"})
    return [
        ("vip_safety", harm and is_vip, _both("重要客户的人身安全", "A key customer may come to harm")),
        ("safety", harm, _both("涉及人身安全", "Somebody may come to harm")),
        ("legal", bool(risks & {"legal", "regulator"}), _both("涉及法律或监管", "Law or regulator")),
        ("wide", facts.reach >= VERY_WIDE, _both("公开传播面极大", "Very widely seen in public")),
        (
            "reputation",
            "media" in risks or facts.reach >= WIDE,
            _both("媒体或公开传播", "Press, or widely seen in public"),
        ),
        *_pressures(facts, is_vip=is_vip),
        *_delays(facts),
    ]


def _pressures(facts: Situation, *, is_vip: bool) -> list[tuple[str, bool, Words]]:
    return [
        ("severity", facts.urgency >= URGENT, _both("十分紧急", "Very urgent")),
        ("vip", is_vip and facts.urgency >= PRESSING, _both("重要客户的急事", "Urgent for a key customer")),
        ("reopened", facts.reopened >= MANY_REOPENED, _both("多次重开", "Reopened several times")),
        (
            "repeats",
            facts.repeats >= MANY_REPEATS,
            _both("同一客户反复投诉", "The same customer again and again"),
        ),
        (
            "worse",
            0 < facts.last_mood < facts.first_mood,
            _both("客户情绪恶化", "The customer's mood turns worse"),
        ),
        (
            "asked",
            "escalation" in facts.demands or asks_upwards(facts.said),
            _both("客户要求上级处理", "The customer asks for a superior"),
        ),
    ]


def _delays(facts: Situation) -> list[tuple[str, bool, Words]]:
    return [
        (
            "late_reply",
            "first_reply" in facts.over and facts.urgency >= PRESSING,
            _both("急件首次答复超时", "An urgent first reply is overdue"),
        ),
        ("late_solution", "solution" in facts.over, _both("解决超时", "The solution is overdue")),
        (
            "late_level",
            f"level_{facts.level}" in facts.over,
            _both(
                f"{LEVEL_WORDS[facts.level][0]}未按时答复",
                f"No answer in time from {LEVEL_WORDS[facts.level][1]}",
            ),
        ),
    ]


def _both(zh: str, en: str) -> Words:
    return {"zh": zh, "en": en}
