from wenguo.customers.actions.customers import check_facts, edit_customer, find_or_create
from wenguo.customers.actions.merging import CannotMerge, NotMerged, merge, unmerge
from wenguo.customers.actions.timeline import note
from wenguo.customers.domain.identities import CustomerFacts

__all__ = [
    "CannotMerge",
    "CustomerFacts",
    "NotMerged",
    "check_facts",
    "edit_customer",
    "find_or_create",
    "merge",
    "note",
    "unmerge",
]
