"""张女士 complains, and what she says is understood exactly as a test wants it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import SYSTEM
from wenguo.customers.domain.identities import CustomerFacts
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.respond import actions
from wenguo.respond.models import Case
from wenguo.understand.models import Analysis

TEXT = "床单上有一块血渍，换房等了两个小时，请把第一晚的房费退给我"

AS_UNDERSTOOD: dict[str, Any] = {
    "kind": "complaint",
    "category": "quality.hygiene",
    "polarity": "negative",
    "intensity": 2,
    "urgency": 2,
    "risks": [],
    "demands": ["refund"],
    "summary": "床单有血渍，要求退首晚房费",
}


class Hear(Protocol):
    def __call__(
        self,
        *,
        text: str = TEXT,
        email: str = "zhang@example.test",
        brand: Brand | None = None,
        **labels: Any,
    ) -> Feedback: ...


class Open(Protocol):
    def __call__(self, **values: Any) -> Case: ...


@pytest.fixture
def hear(hotel: Brand, now: datetime) -> Hear:
    """Receive a feedback with the given labels, understood but not yet answered."""

    def hear_one(
        *, text: str = TEXT, email: str = "zhang@example.test", brand: Brand | None = None, **labels: Any
    ) -> Feedback:
        channel, at = labels.pop("channel", "web"), labels.pop("at", now)
        given = labels.pop("labels", {"evidence": {"category": [[0, 8]]}})
        facts = CustomerFacts(name="张女士" if email else "", email=email)
        feedback = receive(
            actor=SYSTEM,
            brand=brand or hotel,
            text=text,
            channel=channel,
            customer=facts,
            now=at,
            language="zh-hans",
        ).feedback
        values = {**AS_UNDERSTOOD, **labels}
        whole = {"categories": [values["category"]], "keywords": [], "confidence": {}, "evidence": {}}
        Analysis.objects.create(
            feedback=feedback,
            brand=feedback.brand,
            model_version="test",
            created_at=at,
            language="zh",
            labels={**whole, **values, **given},
            **values,
        )
        return feedback

    return hear_one


@pytest.fixture
def open_one(hear: Hear, now: datetime) -> Open:
    """Open a case for such a feedback."""

    def open_it(**values: Any) -> Case:
        at = values.get("at", now)
        return actions.open_case(feedback=hear(**values), now=at)

    return open_it


@pytest.fixture
def case(li_user: User, open_one: Open) -> Case:
    """张女士's case, in 小李's hands."""
    return open_one()


@pytest.fixture
def waiting_news() -> Callable[[], list[str]]:
    """Names of the deliveries that wait, such as ``measure.count_case_change``, in order of publishing."""

    def names() -> list[str]:
        jobs = ProcrastinateJob.objects.filter(task_name="base.deliver").order_by("id")
        return [str(job.args["event"]) for job in jobs]

    return names
