"""News is stored with its cause, delivered once per reaction, and refused outside a transaction."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base import news
from wenguo.kernel.events import Event
from wenguo.site.wiring import REACTIONS


@dataclass(frozen=True, slots=True)
class BellRang(Event):
    times: int


heard: list[int] = []


def listen_up(bell: BellRang) -> None:
    heard.append(bell.times)


@pytest.fixture(autouse=True)
def only_the_bell() -> Iterator[None]:
    heard.clear()
    news.connect({BellRang: [listen_up]})
    yield
    news.connect(REACTIONS)


def test_news_is_gone_when_its_cause_is_rolled_back(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        news.publish(BellRang(times=3))
        raise RuntimeError
    assert ProcrastinateJob.objects.count() == 0


def test_each_reaction_gets_one_delivery(db: None) -> None:
    with transaction.atomic():
        news.publish(BellRang(times=3))
    job = ProcrastinateJob.objects.get()
    news.deliver(**job.args)
    assert heard == [3]


@pytest.mark.django_db(transaction=True)
def test_news_outside_a_transaction_is_refused() -> None:
    with pytest.raises(news.OutsideTransaction):
        news.publish(BellRang(times=1))


def test_news_that_this_release_does_not_know_fails_loudly(db: None) -> None:
    with pytest.raises(news.UnknownNews):
        news.deliver(event="base.Gone", reaction="x", payload={})
