from wenguo.respond.models.cases import Case, CaseEvent, CaseFeedback, SavedView
from wenguo.respond.models.clocks import BusinessDay, ClockPolicy, Deadline
from wenguo.respond.models.messages import Mention, Message, Rating
from wenguo.respond.models.priority import PriorityWeights
from wenguo.respond.models.routing import Handover, Recusal

__all__ = [
    "BusinessDay",
    "Case",
    "CaseEvent",
    "CaseFeedback",
    "ClockPolicy",
    "Deadline",
    "Handover",
    "Mention",
    "Message",
    "PriorityWeights",
    "Rating",
    "Recusal",
    "SavedView",
]
