from wenguo.customers.queries.customers import (
    absorbed_by,
    contact_of,
    family_ids,
    get_absorbed,
    get_customer,
    identities_by_customer,
    identities_of,
    search_customers,
    tier_name,
    timeline_of,
    visible_customers,
)

__all__ = [
    "absorbed_by",
    "contact_of",
    "family_ids",
    "get_absorbed",
    "get_customer",
    "identities_by_customer",
    "identities_of",
    "search_customers",
    "tier_name",
    "timeline_of",
    "visible_customers",
]
