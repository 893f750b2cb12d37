from wenguo.customers.queries.customers import (
    absorbed_by as absorbed_by,
    contact_of as contact_of,
    family_ids as family_ids,
    get_absorbed as get_absorbed,
    get_customer as get_customer,
    has_phone as has_phone,
    identities_by_customer as identities_by_customer,
    identities_of as identities_of,
    is_phone_tail as is_phone_tail,
    is_tier as is_tier,
    search_customers as search_customers,
    tier_choices as tier_choices,
    tier_name as tier_name,
    timeline_of as timeline_of,
    visible_customers as visible_customers,
)
from wenguo.customers.queries.key_dates import key_dates_near as key_dates_near, key_dates_of as key_dates_of
