"""When each thing is said: ninety days that breathe, with two spikes that have a cause."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from wenguo.site.demo.texts import Texts

DAYS = 90
HOW_MANY = 1500
# How many days ago each spike began, and how long it lasted.
SPIKES = {"hotel": (47, 9), "shop": (12, 7)}
# People complain in the evening and at lunch; the small hours are quiet but not silent.
HOURS = (2, 1, 1, 1, 1, 2, 4, 8, 13, 17, 18, 18, 19, 17, 15, 15, 16, 17, 19, 23, 26, 25, 17, 8)
# Texts longer than this tell a story that happens once.
SAID_TWICE_AT_MOST = 60
RECENT = (4, 9, 15, 22, 31, 44, 58, 75, 95, 120, 150, 190)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One text, said about one brand at one moment."""

    at: datetime
    brand: str
    text: dict[str, Any]


def plan(texts: dict[str, Texts], *, now: datetime, rng: Random, how_many: int = HOW_MANY) -> list[Utterance]:
    """Everything that is said, in order of time. A shorter story has smaller spikes."""
    said: list[Utterance] = []
    part = min(1.0, how_many / HOW_MANY)
    for brand, (began, days) in SPIKES.items():
        told = texts[brand].spike[: max(1, round(part * len(texts[brand].spike)))]
        for index, text in enumerate(told):
            # A spike rises fast and falls slowly.
            day = began - days * (index / len(told)) ** 1.6
            said.append(Utterance(_moment(now, day, rng), brand, text))
    wanted = max(0, how_many - len(said) - len(RECENT))
    for brand, text in _everyday(texts, wanted, rng):
        said.append(Utterance(_moment(now, rng.uniform(0.25, DAYS), rng), brand, text))
    for minutes, (brand, text) in zip(RECENT, _everyday(texts, len(RECENT), rng), strict=True):
        said.append(Utterance(now - timedelta(minutes=minutes), brand, text))
    return sorted((one for one in said if one.at < now), key=lambda one: one.at)


def _everyday(texts: dict[str, Texts], wanted: int, rng: Random) -> list[tuple[str, dict[str, Any]]]:
    pool = [(brand, text) for brand in texts for text in texts[brand].feedback]
    chosen = rng.sample(pool, min(wanted, len(pool)))
    short = [one for one in pool if len(one[1]["text"]) <= SAID_TWICE_AT_MOST]
    while len(chosen) < wanted:
        chosen.append(rng.choice(short))
    rng.shuffle(chosen)
    return chosen


def _moment(now: datetime, days_ago: float, rng: Random) -> datetime:
    day = (now - timedelta(days=days_ago)).replace(minute=0, second=0, microsecond=0)
    # 16:00 UTC is midnight in Shanghai.
    hour = rng.choices(range(24), weights=HOURS)[0]
    moment = day.replace(hour=(hour - 8) % 24) + timedelta(seconds=rng.randrange(3600))
    return min(moment, now - timedelta(minutes=200 + rng.randrange(600))) if moment >= now else moment
