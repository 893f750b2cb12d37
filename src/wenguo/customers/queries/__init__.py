from wenguo.customers.queries.customers import (
    absorbed_by as absorbed_by,
    contact_of as contact_of,
    family_ids as family_ids,
    get_absorbed as get_absorbed,
    get_customer as get_customer,
    identities_by_customer as identities_by_customer,
    identities_of as identities_of,
    search_customers as search_customers,
    tier_name as tier_name,
    timeline_of as timeline_of,
    visible_customers as visible_customers,
)
