"""Whose hands two thousand cases come into: 40 people of mixed skills, languages and shifts, two workers at once.

    .venv/bin/python -m bench.routing [--cases 2000]

Starts its own throw-away PostgreSQL; prints one JSON object. It ends with 1 when a case went where it may not.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time as clock
from random import Random
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

from wenguo.site.supervisor.for_tests import fleeting_cluster

if TYPE_CHECKING:
    from wenguo.people.models import Brand, User
    from wenguo.respond.models import Case

# A Tuesday in Shanghai: seven in the morning, when nobody is there, noon, and ten at night.
DAWN, DAY, NIGHT = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((16, 23), (17, 4), (17, 14)))
SHIFTS = {"day": (clock(8), clock(20)), "night": (clock(20), clock(6))}
CASES = 2000
# How many of a hundred cases arrive at dawn, by day, at night.
ARRIVE = ((DAWN, 20), (DAY, 50), (NIGHT, 30))
# Which category asks for which skill, and whether the case waits for somebody who has it.
SKILLS = {
    "food": ("quality.food", True),
    "legal": ("price.contract", True),
    "refund": ("price.refund", False),
}
CATEGORIES = ["service.attitude", "quality.hygiene", "quality.food", "price.refund", "price.contract"]


@dataclass(frozen=True, slots=True)
class Equals:
    """People whom routing cannot tell apart. ``limit`` is what each can carry of 2,000 cases, in weights."""

    count: int
    teams: tuple[str, ...]
    shift: str
    languages: tuple[str, ...]
    limit: int
    skills: dict[str, int] = field(default_factory=dict)

    def may_take(self, case: "Case", spoken: set[str]) -> bool:
        """Whether language and required skills allow it, told anew here; ``spoken`` are the team's languages."""
        if case.language in spoken and case.language not in self.languages:
            return False
        asked = [key for key, (category, must) in SKILLS.items() if must and category == case.category]
        return all(key in self.skills for key in asked)


EVERYBODY = (
    Equals(8, ("care",), "day", ("zh",), 80),
    Equals(5, ("care",), "day", ("zh", "en"), 80, {"food": 3}),
    Equals(3, ("care",), "day", ("en", "ja"), 60),
    Equals(6, ("care",), "night", ("zh",), 80),
    Equals(2, ("care",), "night", ("zh", "en"), 110, {"food": 2}),
    Equals(6, ("billing",), "day", ("zh",), 80, {"refund": 2}),
    Equals(3, ("billing",), "day", ("zh", "en"), 110, {"refund": 3, "legal": 3}),
    Equals(3, ("billing",), "night", ("zh",), 110, {"refund": 2, "legal": 2}),
    Equals(4, ("care", "billing"), "day", ("zh",), 80),
)


def main() -> int:
    """Measure; 0 when nothing was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=CASES)
    asked = parser.parse_args()
    with fleeting_cluster() as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.site.settings.dev")
        import django  # noqa: PLC0415 - the database must run first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        from wenguo.people.models import Brand  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        brand = Brand.objects.create(slug="hotel", name={"zh": "木棉酒店", "en": "Kapok Hotels"})
        measured = run(brand, asked.cases)
    print(json.dumps(measured, ensure_ascii=False))
    return 1 if measured["faults"] else 0


def run(brand: "Brand", count: int) -> dict[str, Any]:
    """Let the cases arrive in three waves and two workers route each; gives figures and every ``fault`` found."""
    groups = hire(brand, count)
    began = time.perf_counter()
    by_worker = []
    for moment, share in ARRIVE:
        arrive(brand, count * share // 100, moment)
        by_worker.append(two_workers(moment))
    took = time.perf_counter() - began
    return {
        **figures(groups),
        "given_by_worker": by_worker,
        "seconds": round(took, 1),
        "faults": faults(groups),
    }


def hire(brand: "Brand", count: int) -> "list[tuple[Equals, list[User]]]":
    """Two teams, three skills, forty people; what each can carry goes with the number of cases to come."""
    from wenguo.people.models import Membership, PersonSkill, Shift, Skill, Team, User  # noqa: PLC0415

    teams = {
        "care": Team.objects.create(
            brand=brand, key="care", name={"zh": "宾客关系组", "en": "Guest relations"}
        ),
        "billing": Team.objects.create(
            brand=brand, key="billing", name={"zh": "账务组", "en": "Billing"}, categories=["price"]
        ),
    }
    skills = {
        key: Skill.objects.create(
            brand=brand, key=key, name={"zh": key}, categories=[wanted], is_required=must
        )
        for key, (wanted, must) in SKILLS.items()
    }
    hired = []
    for n, group in enumerate(EVERYBODY):
        people = []
        for m in range(group.count):
            name, limit = f"agent-{n}-{m}", max(3, group.limit * count // CASES)
            user = User.objects.create(
                username=name, name=name, role="agent", languages=list(group.languages), capacity=limit
            )
            start, end = SHIFTS[group.shift]
            Shift.objects.bulk_create(
                Shift(user=user, weekday=day, starts_at=start, ends_at=end) for day in range(7)
            )
            Membership.objects.bulk_create(Membership(team=teams[key], user=user) for key in group.teams)
            PersonSkill.objects.bulk_create(
                PersonSkill(user=user, skill=skills[key], level=level) for key, level in group.skills.items()
            )
            people.append(user)
        hired.append((group, people))
    return hired


def arrive(brand: "Brand", count: int, moment: datetime) -> None:
    """Cases as opening leaves them where nobody could take them: in sight, to be tried again."""
    from wenguo.respond.actions.routing import RETRY  # noqa: PLC0415
    from wenguo.respond.models import Case  # noqa: PLC0415

    dice, first = Random(moment.hour), Case.objects.count()
    Case.objects.bulk_create(
        Case(
            number=f"WG-R{first + n}",
            brand=brand,
            title="x",
            excerpt="x",
            channel="web",
            kind="complaint",
            category=dice.choice(CATEGORIES),
            language=dice.choices(["zh", "en", "ja"], [80, 15, 5])[0],
            weight=dice.choices([1, 2, 3], [65, 25, 10])[0],
            priority=dice.randrange(100),
            assigned_because={"zh": "", "en": "", RETRY: True},
            opened_at=moment,
            changed_at=moment,
        )
        for n in range(count)
    )


def two_workers(moment: datetime) -> list[int]:
    """Route what has no hands, two at once, until neither finds any more; gives how many each gave away."""
    from django.db import connections  # noqa: PLC0415

    from wenguo.respond import actions  # noqa: PLC0415

    given, start = [0, 0], Barrier(2)

    def work(index: int) -> None:
        start.wait()
        while now_given := actions.route_unassigned(now=moment):
            given[index] += now_given
        connections.close_all()

    threads = [Thread(target=work, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def figures(groups: "Iterable[tuple[Equals, list[User]]]") -> dict[str, Any]:
    """How many were given, how full everybody is, and how far equals stand from their common mean."""
    from wenguo.respond.models import Case  # noqa: PLC0415

    loads = _loads()
    apart = []
    for _group, people in groups:
        carried = [loads[user.pk] for user in people]
        mean = sum(carried) / len(carried)
        apart += [abs(load - mean) for load in carried]
    return {
        "cases": Case.objects.count(),
        "given": Case.objects.filter(assignee__isnull=False).count(),
        "people_with_work": len(loads),
        "furthest_from_ideal_in_weights": round(max(apart), 2),
    }


def faults(groups: "Iterable[tuple[Equals, list[User]]]") -> list[str]:
    """Whatever routing did wrong, in words; empty when nothing was."""
    groups = list(groups)
    whose = {user.pk: (group, user) for group, people in groups for user in people}
    return [*_untrue_words(whose), *_wrong_hands(whose), *_left_lying(whose), *_uneven(groups)]


def _loads() -> Counter[int]:
    from wenguo.respond.models import Case  # noqa: PLC0415

    loads: Counter[int] = Counter()
    for user_id, weight in Case.objects.filter(assignee__isnull=False).values_list("assignee_id", "weight"):
        loads[user_id or 0] += weight
    return loads


def _untrue_words(whose: "dict[int, tuple[Equals, User]]") -> list[str]:
    """Told from the events alone: given once, never above the limit, with the load that the stored words name."""
    from wenguo.respond.models import Case, CaseEvent  # noqa: PLC0415

    cases, loads, found = Case.objects.in_bulk(), Counter[int](), []
    events = CaseEvent.objects.filter(kind="assigned").order_by("id").values_list("case_id", "data")
    times = Counter(case_id for case_id, _data in events)
    found += [f"{cases[pk].number} was given {count} times" for pk, count in times.items() if count > 1]
    for case_id, data in events:
        case, (_group, user) = cases[case_id], whose[data["user_id"]]
        had, limit = loads[user.pk], user.capacity
        wanted = {"zh": f"已有 {had}，上限 {limit}", "en": f": {had} in hand, limit {limit}"}
        if any(wanted[key] not in data["because"].get(key, "") for key in wanted):
            found.append(f"{case.number}: {data['because']} is not true, {user} had {had} of {limit}")
        if case.assignee_id != user.pk or case.assigned_because != data["because"]:
            found.append(f"{case.number} is not as its last event says")
        loads[user.pk] += case.weight
        if loads[user.pk] > limit:
            found.append(f"{user} has {loads[user.pk]} of {limit}")
    given = {case.pk for case in cases.values() if case.assignee_id}
    return found + [f"{cases[pk].number} was given without a word" for pk in given - times.keys()]


def _wrong_hands(whose: "dict[int, tuple[Equals, User]]") -> list[str]:
    """Language, required skill, team and shift of whoever has it."""
    from wenguo.respond.models import Case, CaseEvent  # noqa: PLC0415

    shift_at = {DAY: "day", NIGHT: "night"}
    when = dict(CaseEvent.objects.filter(kind="assigned").values_list("case_id", "at"))
    found = []
    for case in Case.objects.filter(assignee__isnull=False):
        group, user = whose[case.assignee_id or 0]
        team = _team_of(case)
        if not group.may_take(case, _spoken(team)) or team not in group.teams:
            found.append(f"{case.number} ({case.category}, {case.language}) is with {user}")
        if shift_at.get(when.get(case.pk, DAWN)) != group.shift:
            found.append(f"{case.number} went to {user} who was not there")
    return found


def _left_lying(whose: "dict[int, tuple[Equals, User]]") -> list[str]:
    """Without hands although somebody there could have taken it, or no case of its kind says why."""
    from wenguo.respond.models import Case  # noqa: PLC0415

    lying = list(Case.objects.filter(assignee__isnull=True))
    # Of cases alike only the first is tried; each got its own words when it was opened, which these were not.
    told = {_kind_of(case) for case in lying if case.assigned_because["zh"] and case.assigned_because["en"]}
    loads, found = _loads(), []
    for case in lying:
        if _kind_of(case) not in told:
            found.append(f"{case.number} lies there without a word")
        team = _team_of(case)
        could = [
            user
            for group, user in whose.values()
            if group.shift == "night" and team in group.teams and group.may_take(case, _spoken(team))
        ]
        if any(loads[user.pk] + case.weight <= user.capacity for user in could):
            found.append(f"{case.number} lies there, although somebody could take it")
    return found


def _uneven(groups: "list[tuple[Equals, list[User]]]") -> list[str]:
    """Equals of whom one has more than another by more than the heaviest case that any of them got."""
    from wenguo.respond.models import Case  # noqa: PLC0415

    weights: dict[int, list[int]] = defaultdict(list)
    for user_id, weight in Case.objects.filter(assignee__isnull=False).values_list("assignee_id", "weight"):
        weights[user_id or 0].append(weight)
    found = []
    for group, people in groups:
        carried = [sum(weights[user.pk]) for user in people]
        heaviest = max((weight for user in people for weight in weights[user.pk]), default=0)
        if max(carried) - min(carried) > heaviest:
            found.append(f"{group}: {carried}")
    return found


def _kind_of(case: "Case") -> tuple[str, str, int]:
    return case.category, case.language, case.weight


def _team_of(case: "Case") -> str:
    return "billing" if case.category.startswith("price") else "care"


def _spoken(team: str) -> set[str]:
    return {language for group in EVERYBODY if team in group.teams for language in group.languages}


if __name__ == "__main__":
    sys.exit(main())
