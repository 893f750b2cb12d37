"""Figures against numbers counted by hand."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.measure.conftest import TODAY, MakeFacts
from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.measure.queries import metrics
from wenguo.people.models import Brand

pytestmark = pytest.mark.django_db
WEEK = TODAY - timedelta(6)


def _week(actor: Actor, **parts: Any) -> metrics.Slice:
    return metrics.slice_of(actor, from_day=WEEK, to_day=TODAY, **parts)


def test_volume_counts_every_day_even_the_quiet_ones(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(2)
    make_facts(3, days_ago=2, polarity="positive")
    make_facts(9, days_ago=7)
    days = metrics.volume_by_day(_week(wang))
    assert [day.day for day in days] == [WEEK + timedelta(n) for n in range(7)]
    assert [(day.total, day.negative, day.positive) for day in days[-3:]] == [(3, 0, 3), (0, 0, 0), (2, 2, 0)]
    assert sum(day.total for day in days) == 5


def test_a_day_knows_what_was_to_be_expected_after_four_weeks_of_history(
    wang: Actor, make_facts: MakeFacts
) -> None:
    for weeks in range(1, 5):
        make_facts(4, days_ago=7 * weeks)
    expected = metrics.volume_by_day(_week(wang))[-1].expected
    assert expected is not None
    assert (round(expected.low, 2), round(expected.high, 2)) == (0.08, 7.92)


def test_the_negative_share_counts_only_what_has_been_understood(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(30)
    make_facts(70, polarity="positive", kind="praise")
    make_facts(5, polarity="", kind="")
    figures = metrics.figures(_week(wang))
    assert (figures.total, figures.negative) == (105, metrics.Share(30, 100))
    assert round(figures.negative.interval.low, 4) == 0.2189
    assert round(figures.negative.interval.high, 4) == 0.3958


def test_satisfaction_is_the_share_of_fours_and_fives(wang: Actor, make_facts: MakeFacts) -> None:
    for score in (1, 3, 4, 4, 5):
        make_facts(1, csat=score)
    make_facts(4)
    assert metrics.figures(_week(wang)).csat == metrics.Share(3, 5)


def test_clocks_count_only_where_they_have_ended(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(8, case_id=1, first_reply_met=True, solution_met=None)
    make_facts(2, case_id=2, first_reply_met=False, solution_met=True, follow_up_met=False, reopened=1)
    figures = metrics.figures(_week(wang))
    assert figures.first_reply_in_time == metrics.Share(8, 10)
    assert figures.solution_in_time == metrics.Share(2, 2)
    assert figures.follow_up_in_time == metrics.Share(0, 2)
    assert figures.reopened == metrics.Share(2, 10)


def test_the_median_first_reply_is_bounded_by_exact_order_statistics(
    wang: Actor, make_facts: MakeFacts
) -> None:
    for minutes in range(1, 21):
        make_facts(1, first_reply_minutes=float(minutes))
    middle = metrics.figures(_week(wang)).first_reply
    assert (middle.n, middle.value) == (20, 10.0)
    assert middle.interval is not None
    assert (middle.interval.low, middle.interval.high) == (6.0, 15.0)


def test_five_replies_are_too_few_for_a_median(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(5, first_reply_minutes=3.0)
    middle = metrics.figures(_week(wang)).first_reply
    assert (middle.n, middle.value, middle.is_few) == (5, None, True)


def test_categories_are_ranked_on_both_levels(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(5, category="service.waiting")
    make_facts(3, category="service.attitude", channel="phone")
    make_facts(7, category="logistics.delay")
    make_facts(9, category="price.value", polarity="positive")
    cells = metrics.negative_cells(_week(wang))
    fine = [(one.code, one.count) for one in metrics.category_pareto(cells)]
    assert fine == [("logistics.delay", 7), ("service.waiting", 5), ("service.attitude", 3)]
    assert [(one.code, one.count) for one in metrics.category_pareto(cells, level=1)] == [
        ("service", 8),
        ("logistics", 7),
    ]
    assert cells.total == 15
    assert metrics.heat_cells(cells)["phone", "service"].count == 3


def test_a_cell_stands_out_only_when_chance_does_not_explain_it(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(20, category="logistics.delay")
    make_facts(8, days_ago=10, category="logistics.delay")
    make_facts(5, category="service.waiting")
    make_facts(20, days_ago=10, category="service.waiting")
    cells = metrics.heat_cells(metrics.negative_cells(_week(wang)))
    assert cells["web", "logistics"].is_more
    assert not cells["web", "service"].is_more


def test_keywords_count_feedbacks_and_know_what_came_before(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(12, keywords=["催单", "物流"])
    make_facts(4, days_ago=14, keywords=["物流"])
    make_facts(3, keywords=["好看"], polarity="positive")
    words = metrics.keywords(_week(wang))
    assert [(word.code, word.count, word.before) for word in words] == [("催单", 12, 0), ("物流", 12, 4)]
    assert words[0].is_more


def test_a_slice_narrows_every_figure(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(4, channel="review", category="logistics.delay", place_id=7, keywords=["慢"])
    make_facts(2, channel="web")
    for parts in (
        {"channel": "review"},
        {"category": "logistics"},
        {"category": "logistics.delay"},
        {"place_id": 7},
        {"word": "慢"},
    ):
        assert metrics.figures(_week(wang, **parts)).total == 4, parts
    assert metrics.figures(_week(wang, category="log")).total == 0


def test_the_sentences_behind_a_number_are_as_many_as_the_number(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(3, first_reply_met=False, first_reply_minutes=40.0)
    make_facts(2, first_reply_met=True, first_reply_minutes=4.0, csat=1)
    make_facts(4, polarity="positive")
    part = _week(wang)
    counts = {
        behind: metrics.sentences(part, behind).count()
        for behind in ("", "negative", "first_reply_late", "csat_low")
    }
    assert counts == {"": 9, "negative": 5, "first_reply_late": 3, "csat_low": 2}
    assert [fact.feedback_id for fact in metrics.sentences(part)] == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_the_weeks_of_a_sparkline_end_with_the_slice(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(1)
    make_facts(3, days_ago=6, polarity="positive")
    make_facts(2, days_ago=7, first_reply_minutes=12.0)
    weeks = metrics.weekly(_week(wang))
    assert len(weeks) == 12
    assert [week.negative for week in weeks[-3:]] == [None, 1.0, 0.25]
    assert weeks[-2].first_reply == 12.0


def test_figures_of_another_brand_do_not_count(
    wang: Actor, make_facts: MakeFacts, hotel: Brand, shop: Brand
) -> None:
    make_facts(3, brand=shop)
    make_facts(1)
    mine = Actor(
        kind="person", name="x", permissions=frozenset({"measure.read"}), brand_ids=frozenset({shop.pk})
    )
    assert metrics.figures(_week(mine)).total == 3
    assert metrics.figures(_week(mine, brand_id=hotel.pk)).total == 0
    assert metrics.figures(_week(wang)).total == 4


def test_an_agent_has_no_figures(li: Actor) -> None:
    with pytest.raises(NotAllowed):
        _week(li)


def test_all_figures_of_a_dashboard_take_six_queries(wang: Actor, make_facts: MakeFacts) -> None:
    make_facts(30, first_reply_minutes=5.0, keywords=["慢"])
    part = _week(wang)
    with CaptureQueriesContext(connection) as queries:
        metrics.figures(part)
        metrics.weekly(part)
        metrics.volume_by_day(part)
        metrics.negative_cells(part)
        metrics.keywords(part)
    assert len(queries) == 6
