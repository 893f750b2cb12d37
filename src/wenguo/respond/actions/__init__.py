from wenguo.respond.actions.amends import (
    BeyondAuthority,
    BeyondBudget,
    LooksSplit,
    NotOpenAnymore,
    Offer,
    ask_approval,
    offer_compensation,
    record_offer_step,
    withdraw_compensation,
)
from wenguo.respond.actions.amends_answers import (
    NotAccepted,
    answer_for_customer,
    answer_offer,
    record_payment,
)
from wenguo.respond.actions.amends_settings import (
    end_deputy,
    set_authority_limit,
    set_budget,
    set_chain,
    set_deputy,
    set_legal_minimum,
    set_matrix_cell,
    unset_amends_rule,
)
from wenguo.respond.actions.approvals import (
    DeputyExpired,
    NotTheirTurn,
    SelfApproval,
    Touched,
    decide,
    pass_on_overdue,
)
from wenguo.respond.actions.asking import NobodyAbove
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
from wenguo.respond.actions.labels import follow_labels, recategorise, with_open_case
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
    "BeyondAuthority",
    "BeyondBudget",
    "CaseIsClosed",
    "DeputyExpired",
    "HasCase",
    "IsConcerned",
    "LooksSplit",
    "NoConversationYet",
    "NobodyAbove",
    "NotAccepted",
    "NotClosed",
    "NotOpenAnymore",
    "NotResolved",
    "NotSettledYet",
    "NotTheirTurn",
    "Offer",
    "OtherCustomer",
    "ReplyNotSent",
    "SelfApproval",
    "TooLateToReopen",
    "Touched",
    "answer_feedback",
    "answer_for_customer",
    "answer_offer",
    "ask_approval",
    "assign",
    "attach_feedback",
    "close",
    "customer_adds",
    "customer_reopens",
    "decide",
    "delete_view",
    "end_deputy",
    "follow_labels",
    "follow_up",
    "hand_over",
    "hand_over_all",
    "hand_over_shifts",
    "lift_recusal",
    "offer_compensation",
    "open_case",
    "pass_on_overdue",
    "raise_alarms",
    "rate",
    "recategorise",
    "record_offer_step",
    "record_payment",
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
    "set_authority_limit",
    "set_budget",
    "set_business_day",
    "set_chain",
    "set_clock_policy",
    "set_deputy",
    "set_legal_minimum",
    "set_matrix_cell",
    "set_priority_weights",
    "set_reach",
    "take_next",
    "take_note",
    "unset_amends_rule",
    "wait_for_customer",
    "with_open_case",
    "withdraw_compensation",
]
