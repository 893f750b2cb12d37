"""Why a case stands where it stands, and who is called upon."""

import pytest

from wenguo.respond.domain.intake import answer_to
from wenguo.respond.domain.mentions import mentioned
from wenguo.respond.domain.priority import priority_of

PEOPLE = [(1, "王", "wang1"), (2, "王主管", "wang"), (3, "小李", "xiaoli"), (4, "Ann Lee", "ann")]


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
