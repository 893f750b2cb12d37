from wenguo.respond.actions.assigning import IsConcerned, assign, take_next
from wenguo.respond.actions.clocks import raise_alarms
from wenguo.respond.actions.conversation import reply, see_mentions, take_note
from wenguo.respond.actions.customers_side import (
    HasCase,
    NoConversationYet,
    NotSettledYet,
    OtherCustomer,
    TooLateToReopen,
    attach_feedback,
    customer_adds,
    customer_reopens,
    rate,
)
from wenguo.respond.actions.deeds import AlreadyResolved, CaseIsClosed, NotClosed, NotResolved, ReplyNotSent
from wenguo.respond.actions.handing_over import hand_over, hand_over_all, hand_over_shifts
from wenguo.respond.actions.labels import follow_labels, recategorise
from wenguo.respond.actions.opening import answer_feedback, open_case
from wenguo.respond.actions.ranking import rerank, set_priority_weights, set_reach
from wenguo.respond.actions.recusing import lift_recusal, recuse
from wenguo.respond.actions.routing import route_unassigned
from wenguo.respond.actions.settings import (
    delete_view,
    remove_clock_policy,
    save_view,
    set_business_day,
    set_clock_policy,
)
from wenguo.respond.actions.solving import close, follow_up, reopen, resolve
from wenguo.respond.actions.waiting import resume, wait_for_customer

__all__ = [
    "AlreadyResolved",
    "CaseIsClosed",
    "HasCase",
    "IsConcerned",
    "NoConversationYet",
    "NotClosed",
    "NotResolved",
    "NotSettledYet",
    "OtherCustomer",
    "ReplyNotSent",
    "TooLateToReopen",
    "answer_feedback",
    "assign",
    "attach_feedback",
    "close",
    "customer_adds",
    "customer_reopens",
    "delete_view",
    "follow_labels",
    "follow_up",
    "hand_over",
    "hand_over_all",
    "hand_over_shifts",
    "lift_recusal",
    "open_case",
    "raise_alarms",
    "rate",
    "recategorise",
    "recuse",
    "remove_clock_policy",
    "reopen",
    "reply",
    "rerank",
    "resolve",
    "resume",
    "route_unassigned",
    "save_view",
    "see_mentions",
    "set_business_day",
    "set_clock_policy",
    "set_priority_weights",
    "set_reach",
    "take_next",
    "take_note",
    "wait_for_customer",
]
