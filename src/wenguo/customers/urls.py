from django.urls import path

from wenguo.customers.pages.customers import customer, customer_merge, customer_unmerge, customers
from wenguo.customers.pages.key_dates import key_date_set, key_dates

urlpatterns = [
    path("customers", customers, name="customers"),
    path("customers/dates", key_dates, name="key-dates"),
    path("customers/<int:customer_id>/dates", key_date_set, name="key-date-set"),
    path("customers/<int:customer_id>", customer, name="customer"),
    path("customers/<int:customer_id>/merge", customer_merge, name="customer-merge"),
    path("customers/<int:customer_id>/unmerge/<int:absorbed_id>", customer_unmerge, name="customer-unmerge"),
]
