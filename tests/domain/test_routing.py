"""Of those who can, the least loaded; never above the limit, never whom it is about; and every choice says why."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from wenguo.respond.domain.recusal import named_in
from wenguo.respond.domain.routing import (
    Candidate,
    Need,
    SkillRow,
    TeamRow,
    Wanted,
    choose,
    skills_wanted,
    team_for,
)
from wenguo.respond.domain.workload import minutes_of, weight_of

CARE = {"zh": "宾客关系组", "en": "Guest relations"}
FOOD = {"zh": "食品安全", "en": "Food safety"}
FOOD_ALONE = Wanted("food", FOOD)


def test_the_exact_category_comes_before_its_main_part_and_before_the_rest() -> None:
    teams = [TeamRow(1, ()), TeamRow(2, ("logistics",)), TeamRow(3, ("logistics.damage", "quality"))]
    assert team_for("logistics.damage", teams) == 3
    assert team_for("logistics.delay", teams) == 2
    assert team_for("price.refund", teams) == 1
    assert team_for("price.refund", teams[1:]) is None


def test_the_least_loaded_below_the_limit_takes_it_and_the_reason_is_told() -> None:
    people = [Candidate(1, "小李", 4, 5), Candidate(2, "小周", 2, 2), Candidate(3, "小黄", 3, 9)]
    choice = choose(people, team=CARE)
    assert choice.user_id == 3
    assert choice.because == {
        "zh": "宾客关系组当班 3 人（1 人已满负荷）中手上最轻：已有 3，上限 9",
        "en": "Least loaded of 3 on shift in Guest relations (1 at the limit): 3 in hand, limit 9",
    }


def test_nobody_is_chosen_above_the_limit_or_off_shift() -> None:
    full = choose([Candidate(1, "小李", 5, 5)], team=CARE)
    empty = choose([], team=CARE)
    homeless = choose([], team=None)
    assert [full.user_id, empty.user_id, homeless.user_id] == [None, None, None]
    assert full.because["zh"] == "宾客关系组当班的 1 人都已满负荷"
    assert empty.because["zh"] == "宾客关系组现在没有人当班"
    assert homeless.because["zh"] == "没有团队负责这个类别"


def test_a_grave_case_does_not_go_where_only_an_ordinary_one_fits() -> None:
    people = [Candidate(1, "小李", 8, 10), Candidate(2, "小周", 14, 20)]
    assert choose(people, team=CARE, need=Need(weight=3)).user_id == 2
    assert choose(people[:1], team=CARE, need=Need(weight=3)).user_id is None


def test_among_equals_the_fewest_minutes_decide() -> None:
    people = [Candidate(1, "小李", 3, 10, minutes=90), Candidate(2, "小周", 3, 10, minutes=60)]
    assert choose(people, team=CARE).user_id == 2


def test_whoever_the_complaint_is_about_is_kept_out_and_the_reason_says_so() -> None:
    people = [Candidate(1, "小李", 0, 10, is_barred=True), Candidate(2, "小周", 9, 10)]
    choice = choose(people, team=CARE)
    assert choice.user_id == 2
    assert choice.because["zh"] == "宾客关系组当班 2 人（1 人是当事人，须回避）中手上最轻：已有 9，上限 10"
    alone = choose(people[:1], team=CARE)
    assert alone.user_id is None
    assert alone.because == {
        "zh": "宾客关系组当班 1 人，没有人能接：1 人是当事人，须回避",
        "en": "None of 1 on shift in Guest relations can take it: 1 kept out, the complaint is about them",
    }


def test_language_and_place_are_waited_for_and_nothing_said_means_any() -> None:
    people = [Candidate(1, "小李", 0, 9, languages=["zh"]), Candidate(2, "小周", 5, 9, place_ids=[7])]
    english = choose(people, team=CARE, need=Need(language="en"))
    assert english.user_id == 2
    assert english.because["en"].endswith("(1 without English): 5 in hand, limit 9")
    assert choose(people, team=CARE, need=Need(place_id=8)).user_id == 1
    assert choose(people, team=CARE, need=Need(language="en", place_id=8)).user_id is None


def test_a_skill_is_preferred_and_a_required_one_is_waited_for() -> None:
    people = [Candidate(1, "小李", 0, 9), Candidate(2, "小周", 8, 9, skills={"food": 2})]
    skilled = choose(people, team=CARE, need=Need((FOOD_ALONE,)))
    assert skilled.user_id == 2
    assert skilled.because["zh"] == "宾客关系组当班 2 人中最合适：已有 8，上限 9；会「食品安全」2 级"
    without = choose(people[:1], team=CARE, need=Need((FOOD_ALONE,)))
    assert without.user_id == 1
    assert without.because["zh"].endswith("；会「食品安全」的人现在都没空")
    waits = choose(people[:1], team=CARE, need=Need((Wanted("food", FOOD, is_required=True),)))
    assert waits.user_id is None
    assert waits.because["zh"].endswith("没有人能接：1 人不会「食品安全」")


def test_a_grave_case_wants_a_higher_level() -> None:
    rows = [SkillRow("food", FOOD, risks=("health",)), SkillRow("vip", {"zh": "贵宾"}, tiers=("diamond",))]
    asked: dict[str, Any] = {
        "category": "quality.hygiene",
        "risks": ["health"],
        "tier": "diamond",
        "channel": "web",
    }
    assert skills_wanted(rows, **asked, weight=3, known={"food"}) == (Wanted("food", FOOD, 3),)
    assert [one.level for one in skills_wanted(rows, **asked, weight=1, known={"food", "vip"})] == [2, 2]
    assert skills_wanted(rows, **asked | {"risks": []}, weight=1, known={"food"}) == ()


@pytest.mark.parametrize(
    ("urgency", "risks", "demands", "weight"),
    [
        (1, [], ["refund"], 1),
        (3, [], [], 2),
        (1, ["legal"], [], 2),
        (2, [], ["refund", "apology", "repair"], 2),
        (1, ["health"], [], 3),
        (4, [], [], 3),
    ],
)
def test_what_a_case_weighs(urgency: int, risks: list[str], demands: list[str], weight: int) -> None:
    assert weight_of(urgency=urgency, risks=risks, demands=demands) == weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前台沈妍态度恶劣", [2]),
        ("Ann Lee was rude", [3]),
        ("Joann Leeds was kind", []),
        ("王经理来了", []),
    ],
)
def test_who_is_named_by_the_whole_name_is_recused(text: str, expected: list[int]) -> None:
    assert named_in(text, [(1, "王"), (2, "沈妍"), (3, "Ann Lee")]) == expected


SKILLS = ("food", "legal", "english", "vip")


def _crowd(rng: Random, size: int) -> list[Candidate]:
    return [
        Candidate(
            number,
            f"同事{number}",
            0,
            rng.choice((60, 90, 120, 150)),
            skills={key: rng.randint(1, 5) for key in SKILLS if rng.random() < 0.4},
            languages=("zh", "en") if rng.random() < 0.5 else ("zh",),
        )
        for number in range(size)
    ]


def _arrive(rng: Random, people: list[Candidate]) -> tuple[list[Candidate], list[dict[str, str]]]:
    """One case comes; whoever is chosen has it in hand afterwards."""
    skills = tuple(
        Wanted(key, {"zh": key}, is_required=rng.random() < 0.5) for key in SKILLS if rng.random() < 0.1
    )
    need = Need(skills, "en" if rng.random() < 0.2 else "zh", weight=rng.choice((1, 1, 1, 2, 3)))
    choice = choose(people, team=CARE, need=need)
    after = [
        Candidate(
            one.user_id,
            one.name,
            one.load + need.weight,
            one.capacity,
            minutes=one.minutes + minutes_of(need.weight),
            skills=one.skills,
            languages=one.languages,
        )
        if one.user_id == choice.user_id
        else one
        for one in people
    ]
    return after, [choice.because]


@pytest.mark.parametrize("seed", [1, 2])
def test_two_thousand_cases_at_forty_agents_with_mixed_skills(seed: int) -> None:
    rng, reasons = Random(seed), []
    people = _crowd(rng, 40)
    for _case in range(2000):
        people, told = _arrive(rng, people)
        reasons += told
    assert all(one.load <= one.capacity for one in people)
    assert len(reasons) == 2000
    assert all(reason["zh"] and reason["en"] for reason in reasons)


@given(st.lists(st.sampled_from([1, 1, 1, 2, 3]), min_size=1, max_size=300), st.integers(2, 40))
@settings(max_examples=60, deadline=None)
def test_among_equals_the_weighted_load_differs_by_at_most_one_case(weights: list[int], size: int) -> None:
    """Equals share the work so that nobody is further from the mean than the heaviest single case weighs."""
    people = {number: Candidate(number, str(number), 0, 10_000) for number in range(size)}
    given_to: Counter[int] = Counter()
    for weight in weights:
        choice = choose(list(people.values()), team=CARE, need=Need(weight=weight))
        assert choice.user_id is not None
        one = people[choice.user_id]
        given_to[one.user_id] += weight
        people[one.user_id] = Candidate(one.user_id, one.name, one.load + weight, one.capacity)
    loads = [given_to[number] for number in people]
    assert max(loads) - min(loads) <= max(weights)
    if set(weights) == {1}:
        assert max(abs(load - len(weights) / size) for load in loads) <= 1
