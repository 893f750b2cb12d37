from django.urls import path

from wenguo.customers.pages.customers import customer, customer_merge, customer_unmerge, customers

urlpatterns = [
    path("customers", customers, name="customers"),
    path("customers/<int:customer_id>", customer, name="customer"),
    path("customers/<int:customer_id>/merge", customer_merge, name="customer-merge"),
    path("customers/<int:customer_id>/unmerge/<int:absorbed_id>", customer_unmerge, name="customer-unmerge"),
]
