"""Why a case stands where it stands, and who is called upon."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from wenguo.respond.domain.intake import answer_to
from wenguo.respond.domain.mentions import mentioned
from wenguo.respond.domain.priority import BASE, WEIGHTS, Facts, age_of, priority_of, rank_again_at, weighted

PEOPLE = [(1, "王", "wang1"), (2, "王主管", "wang"), (3, "小李", "xiaoli"), (4, "Ann Lee", "ann")]


def test_harm_weighs_more_than_anything_else() -> None:
    harm = priority_of(Facts("complaint", 4, 1, ["health", "media"]))
    assert harm.score == 100
    assert [(part.name, part.points) for part in harm.parts] == [
        ("base", 10),
        ("urgency", 50),
        ("risks", 30),
        ("intensity", 12),
        ("kind", 8),
    ]


def test_a_tier_never_outweighs_an_urgent_need() -> None:
    diamond = priority_of(Facts("complaint", 2, 2, [], "diamond"))
    standard = priority_of(Facts("complaint", 3, 2))
    assert (diamond.score, standard.score) == (42, 54)


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        (Facts(alike=2), None),
        (Facts(alike=3), ("scope", "3", 4)),
        (Facts(alike=30), ("scope", "30", 10)),
        (Facts(repeats=1), ("repeats", "1", 5)),
        (Facts(repeats=1, reopened=3), ("repeats", "4", 10)),
        (Facts(is_public=True), ("reach", "0", 3)),
        (Facts(is_public=True, reach=126_000), ("reach", "126000", 10)),
        (Facts(age="near"), ("age", "near", 6)),
        (Facts(age="over"), ("age", "over", 15)),
        (Facts(tier="gold"), ("tier", "gold", 5)),
    ],
)
def test_each_circumstance_gives_its_points_and_says_so(
    facts: Facts, part: tuple[str, str, int] | None
) -> None:
    rest = [
        (one.name, one.value, one.points)
        for one in priority_of(facts).parts
        if one.name not in ("base", "urgency")
    ]
    assert rest == ([part] if part else [])


@given(
    st.builds(
        Facts,
        kind=st.sampled_from(["complaint", "praise"]),
        urgency=st.integers(1, 4),
        intensity=st.integers(1, 5),
        risks=st.lists(st.sampled_from(["safety", "legal", "media", "churn"])),
        tier=st.sampled_from(["diamond", "gold", "standard"]),
        alike=st.integers(0, 100),
        repeats=st.integers(0, 9),
        reach=st.integers(0, 10**7),
        age=st.sampled_from(["", "near", "over"]),
        is_solved=st.booleans(),
    ),
    st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.integers(0, 60)),
)
def test_the_parts_add_up_to_the_score(facts: Facts, own: dict[str, int]) -> None:
    priority = priority_of(facts, weights=weighted(own))
    assert priority.score == min(100, sum(part.points for part in priority.parts))
    assert 0 <= priority.score <= 100
    assert priority.parts[0].points == BASE


def test_what_is_solved_presses_by_its_next_deadline_alone() -> None:
    grave = Facts(kind="complaint", urgency=4, intensity=1, risks=("safety",), tier="diamond", alike=40)
    assert priority_of(grave).score == 100
    assert priority_of(replace(grave, is_solved=True)).score == BASE
    assert priority_of(replace(grave, is_solved=True, age="over")).score == BASE + WEIGHTS["age"]


def test_a_weight_that_is_none_is_left_out() -> None:
    assert weighted({"tier": 20, "urgency": 61, "age": "9", "luck": 5}) == {**WEIGHTS, "tier": 20}


def test_the_score_is_looked_at_again_when_a_deadline_comes_near_or_is_over() -> None:
    noon = datetime(2026, 11, 17, 12, tzinfo=UTC)
    warn, due = noon + timedelta(minutes=11), noon + timedelta(minutes=15)
    assert [age_of(at, warn_at=warn, due_at=due) for at in (noon, warn, due)] == ["", "near", "over"]
    assert rank_again_at(noon, ahead=[due, warn, None]) == warn
    assert rank_again_at(warn, ahead=[warn, due]) == due
    assert rank_again_at(due, ahead=[warn, due]) == due + timedelta(hours=2)


@pytest.mark.parametrize(
    ("kind", "urgency", "settings", "answer"),
    [
        ("complaint", 1, {}, "case"),
        ("praise", 3, {}, "case"),
        ("praise", 1, {"cases_for_questions": True}, "thanks"),
        ("question", 2, {}, "receipt"),
        ("question", 2, {"cases_for_questions": True}, "case"),
        ("suggestion", 2, {"cases_for_questions": True}, "receipt"),
        ("suggestion", 2, {"cases_for_suggestions": True}, "case"),
        ("other", 2, {}, "receipt"),
    ],
)
def test_what_becomes_a_case(kind: str, urgency: int, settings: dict[str, bool], answer: str) -> None:
    assert answer_to(kind=kind, urgency=urgency, settings=settings) == answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@王主管请看", [2]),
        ("＠小李 和 @王 今晚确认", [3, 1]),
        ("@XIAOLI, please", [3]),
        ("@xiaoliang please", []),
        ("@ann lee's table", [4]),
        ("mail to a@wang.test", []),
        ("ask a@wang", []),
        ("ask @wang.", [2]),
        ("ask @wang.li", []),
        ("@wang then @wang", [2]),
        ("no one", []),
    ],
)
def test_a_mention_is_the_longest_name_after_an_at(text: str, expected: list[int]) -> None:
    assert mentioned(text, PEOPLE) == expected
