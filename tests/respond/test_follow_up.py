"""After 72 hours we ask: whoever is content is left in peace, whoever is not is heard one level higher."""

from datetime import datetime, timedelta

import pytest

from wenguo.base.actor import Actor
from wenguo.people.models import User
from wenguo.respond import actions
from wenguo.respond.models import Case, CaseEvent, Deadline


@pytest.fixture
def solved(case: Case, li: Actor, wang_user: User, now: datetime) -> Case:
    return actions.resolve(
        actor=li, case=case, outcome="solved", cause="process", text="房费已退", now=now, tell_customer=False
    )


def test_whoever_is_not_content_gets_the_case_back_into_work_one_level_higher(
    solved: Case, li: Actor, now: datetime
) -> None:
    later = now + timedelta(hours=72)
    actions.follow_up(actor=li, case=solved, text="退款还没有到账", satisfied=False, now=later)
    solved.refresh_from_db()
    assert (solved.status, solved.reopened, solved.level) == ("open", 1, 2)
    assert Deadline.objects.filter(case=solved, name="solution", state="running").count() == 1
    kinds = list(CaseEvent.objects.filter(case=solved).order_by("id").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind in {"followed_up", "reopened", "escalated"}] == [
        "followed_up",
        "reopened",
        "escalated",
    ]


@pytest.mark.parametrize("satisfied", [True, None])
def test_whoever_is_content_or_not_reached_is_left_in_peace(
    satisfied: bool | None, solved: Case, li: Actor, now: datetime
) -> None:
    actions.follow_up(actor=li, case=solved, text="", satisfied=satisfied, now=now)
    solved.refresh_from_db()
    assert (solved.status, solved.reopened, solved.level, solved.stage) == ("resolved", 0, 1, "learn")
