"""When many cases look like one cause: the machine only points it out, a person declares the incident."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST = 5
WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Symptom:
    """One open case: what it is about, where, since when."""

    case_id: int
    brand_id: int
    category: str
    place_id: int | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Cases that may have one cause. ``place_id`` is None when they come from several places."""

    brand_id: int
    category: str
    place_id: int | None
    case_ids: tuple[int, ...]
    since: datetime


def suspicions(symptoms: Iterable[Symptom], *, now: datetime, least: int = LEAST) -> list[Suspicion]:
    """Groups of at least ``least`` cases of one category within a day: of one place first, else across places.

    The largest first. A case that made a place suspicious does not count again across places.
    """
    recent = [one for one in symptoms if now - WITHIN <= one.opened_at <= now and one.category != "other"]
    found, told = [], set()
    for place in (True, False):
        groups: dict[tuple[int, str, int | None], list[Symptom]] = defaultdict(list)
        for one in recent:
            if one.case_id not in told and (one.place_id is not None or not place):
                groups[one.brand_id, one.category, one.place_id if place else None].append(one)
        for (brand_id, category, place_id), group in groups.items():
            if len(group) >= least:
                ids = tuple(sorted(one.case_id for one in group))
                found.append(
                    Suspicion(brand_id, category, place_id, ids, min(one.opened_at for one in group))
                )
                told |= set(ids)
    return sorted(found, key=lambda one: (-len(one.case_ids), one.since, one.category))
