"""Cases of the hotel, made directly: what improving builds upon."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest

from wenguo.customers.models import Customer, Identity
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand
from wenguo.respond.models import Case, CaseFeedback

OpenCase = Callable[..., Case]


@pytest.fixture
def open_case(hotel: Brand, now: datetime) -> OpenCase:
    """A complaint case, with a customer who agreed to be contacted unless told otherwise."""
    numbers = count(20001)

    def make(
        *,
        brand: Brand = hotel,
        category: str = "service.waiting",
        days_ago: float = 1,
        customer: Customer | None = None,
    ) -> Case:
        at = now - timedelta(days=days_ago)
        number = next(numbers)
        feedback = Feedback.objects.create(
            brand=brand,
            channel="web",
            text="排队",
            customer=customer,
            occurred_at=at,
            received_at=at,
            recorded_at=at,
        )
        case = Case.objects.create(
            number=f"WG-{number}",
            brand=brand,
            customer=customer,
            title="排队太久",
            excerpt="排队",
            channel="web",
            kind="complaint",
            category=category,
            opened_at=at,
            changed_at=at,
        )
        CaseFeedback.objects.create(case=case, feedback=feedback)
        return case

    return make


@pytest.fixture
def customer_of(hotel: Brand, now: datetime) -> Callable[..., Customer]:
    """A customer with an e-mail address."""

    def make(
        name: str, *, may_contact: bool = True, language: str = "zh-hans", email: str | None = ""
    ) -> Customer:
        customer = Customer.objects.create(
            brand=hotel, name=name, may_contact=may_contact, language=language, created_at=now
        )
        if email is not None:
            address = email or f"c{customer.pk}@example.com"
            Identity.objects.create(
                brand=hotel, customer=customer, kind="email", value=address, shown=address
            )
        return customer

    return make
