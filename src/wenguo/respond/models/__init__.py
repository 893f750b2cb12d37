from wenguo.respond.models.cases import Case, CaseEvent, CaseFeedback, SavedView
from wenguo.respond.models.clocks import BusinessDay, ClockPolicy, Deadline
from wenguo.respond.models.messages import Mention, Message, Rating

__all__ = [
    "BusinessDay",
    "Case",
    "CaseEvent",
    "CaseFeedback",
    "ClockPolicy",
    "Deadline",
    "Mention",
    "Message",
    "Rating",
    "SavedView",
]
