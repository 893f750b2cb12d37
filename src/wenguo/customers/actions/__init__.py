from wenguo.customers.actions.customers import (
    check_facts as check_facts,
    edit_customer as edit_customer,
    find_or_create as find_or_create,
)
from wenguo.customers.actions.key_dates import (
    DatesRead as DatesRead,
    import_key_dates as import_key_dates,
    set_key_date as set_key_date,
)
from wenguo.customers.actions.merging import (
    CannotMerge as CannotMerge,
    NotMerged as NotMerged,
    merge as merge,
    unmerge as unmerge,
)
from wenguo.customers.actions.timeline import note as note
from wenguo.customers.domain.identities import CustomerFacts as CustomerFacts
