from wenguo.customers.queries.customers import (
    contact_of,
    family_ids,
    get_customer,
    identities_of,
    search_customers,
    timeline_of,
    visible_customers,
)

__all__ = [
    "contact_of",
    "family_ids",
    "get_customer",
    "identities_of",
    "search_customers",
    "timeline_of",
    "visible_customers",
]
