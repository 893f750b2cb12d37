"""Facts made directly, so that figures can be checked against numbers counted by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest

from wenguo.measure.models import FeedbackFact
from wenguo.people.models import Brand

TODAY = date(2026, 11, 17)
TYPICAL = {"channel": "web", "kind": "complaint", "category": "service.waiting", "polarity": "negative"}
MakeFacts = Callable[..., list[FeedbackFact]]


@pytest.fixture
def make_facts(hotel: Brand) -> MakeFacts:
    """``make_facts(3, days_ago=2, polarity="negative")``: three facts of the hotel brand, alike but for the number."""
    numbers = count(1)

    def make(how_many: int, *, days_ago: int = 0, brand: Brand = hotel, **parts: Any) -> list[FeedbackFact]:
        day = TODAY - timedelta(days_ago)
        facts = [
            FeedbackFact(
                feedback_id=next(numbers),
                brand_id=brand.pk,
                said_at=datetime.combine(day, time(4), UTC),
                day=day,
                **{
                    "channel": "web",
                    "kind": "complaint",
                    "category": "service.waiting",
                    "polarity": "negative",
                }
                | parts,
            )
            for _ in range(how_many)
        ]
        FeedbackFact.objects.bulk_create(facts)
        return facts

    return make
