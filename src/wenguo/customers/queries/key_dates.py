"""Days in the lives of customers that are worth a word."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from wenguo.customers.models import Customer, KeyDate
from wenguo.customers.queries.customers import family_ids


def key_dates_of(customer: Customer) -> list[KeyDate]:
    """A customer's own, in order of the year."""
    return list(KeyDate.objects.filter(customer_id__in=family_ids(customer)).order_by("yearly", "id"))


def key_dates_near(brand_ids: Iterable[int], *, since: date, until: date) -> QuerySet[KeyDate]:
    """Those whose day of the year lies between two days, of customers who may be contacted; for the inside."""
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    wanted = {yearly(day) for day in days}
    # The 29th of February is kept on the 28th where there is none; twice asked is once answered.
    wanted |= {229} if 228 in wanted else set()
    rows = KeyDate.objects.filter(yearly__in=sorted(wanted), customer__brand_id__in=list(brand_ids))
    rows = rows.filter(
        customer__merged_into__isnull=True, customer__may_contact=True, customer__do_not_contact=False
    )
    return rows.select_related("customer__brand").order_by("id")


def yearly(day: date) -> int:
    """The day of the year as it is stored: 229 is the 29th of February."""
    return day.month * 100 + day.day
