"""Why a case stands where it stands, whose hands it comes into, and who is called upon."""

import pytest

from wenguo.respond.domain.intake import answer_to
from wenguo.respond.domain.mentions import mentioned
from wenguo.respond.domain.priority import priority_of
from wenguo.respond.domain.routing import Candidate, TeamRow, choose, team_for

PEOPLE = [(1, "王", "wang1"), (2, "王主管", "wang"), (3, "小李", "xiaoli"), (4, "Ann Lee", "ann")]
CARE = {"zh": "宾客关系组", "en": "Guest relations"}


def test_harm_weighs_more_than_anything_else() -> None:
    harm = priority_of(kind="complaint", urgency=4, intensity=1, risks=["health", "media"], tier="standard")
    assert harm.score == 100
    assert [(part.name, part.points) for part in harm.parts] == [
        ("base", 10),
        ("urgency", 50),
        ("risks", 30),
        ("intensity", 12),
        ("kind", 8),
    ]


def test_a_tier_never_outweighs_an_urgent_need() -> None:
    diamond = priority_of(kind="complaint", urgency=2, intensity=2, risks=[], tier="diamond")
    standard = priority_of(kind="complaint", urgency=3, intensity=2, risks=[], tier="standard")
    assert (diamond.score, standard.score) == (42, 54)


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
        "zh": "宾客关系组当班 3 人中在办最少：3 件，上限 9 件",
        "en": "Fewest open cases of 3 on shift in Guest relations: 3, limit 9",
    }


def test_nobody_is_chosen_above_the_limit_or_off_shift() -> None:
    full = choose([Candidate(1, "小李", 5, 5)], team=CARE)
    empty = choose([], team=CARE)
    homeless = choose([], team=None)
    assert [full.user_id, empty.user_id, homeless.user_id] == [None, None, None]
    assert full.because["zh"] == "宾客关系组当班的 1 人都已满负荷"
    assert empty.because["zh"] == "宾客关系组现在没有人当班"
    assert homeless.because["zh"] == "没有团队负责这个类别"


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
