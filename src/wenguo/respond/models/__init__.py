from wenguo.respond.models.alarms import Alarm, NoticeSetting
from wenguo.respond.models.amends import Approval, Compensation, OfferStep
from wenguo.respond.models.appeals import Appeal
from wenguo.respond.models.authority import (
    AuthorityLimit,
    Budget,
    ChainStep,
    Deputy,
    LegalMinimum,
    MatrixCell,
    ReachLimit,
)
from wenguo.respond.models.calendars import BusinessDay, PublishedYear, WorkCalendar
from wenguo.respond.models.care import CareAttempt, CareSettings, CareTask, ContactPlan, FollowUpWay
from wenguo.respond.models.cases import Case, CaseEvent, CaseFeedback, SavedView
from wenguo.respond.models.clocks import ClockPolicy, Deadline
from wenguo.respond.models.crisis import (
    Crisis,
    CrisisEntry,
    CrisisRole,
    CrisisStep,
    Lesson,
    PlaybookStep,
    StatementVersion,
)
from wenguo.respond.models.diagnostics import DiagnosticsLink
from wenguo.respond.models.escalation import Escalation, EscalationContact, EscalationSettings
from wenguo.respond.models.incidents import Incident, IncidentCase, IncidentUpdate
from wenguo.respond.models.merging import CaseLink, CaseMerge
from wenguo.respond.models.messages import Mention, Message, Rating
from wenguo.respond.models.moves import MoveChange
from wenguo.respond.models.notices import Notice as Notice, Watch as Watch
from wenguo.respond.models.outreach import Outreach, OutreachRecipient
from wenguo.respond.models.panels import ExpertAsk as ExpertAsk, Panel as Panel
from wenguo.respond.models.pauses import Pause, PauseSetting
from wenguo.respond.models.praise import Praise, PraisedPerson
from wenguo.respond.models.presence import Presence
from wenguo.respond.models.priority import PriorityWeights
from wenguo.respond.models.promises import Promise
from wenguo.respond.models.replies import ReplyText
from wenguo.respond.models.routing import Handover, Recusal
from wenguo.respond.models.rules import CaseReturn, Rule, RuleFiring
from wenguo.respond.models.side_threads import SideMessage, SideThread
from wenguo.respond.models.splitting import CaseSplit as CaseSplit
from wenguo.respond.models.statutory import PackChoice, PackVersion
from wenguo.respond.models.tasks import Task, TaskTemplate
from wenguo.respond.models.tracking_links import RevokedLink
from wenguo.respond.models.tracking_page import PageNotice, TailTry, TailWaiver, TrackingSetting
from wenguo.respond.models.wording import HouseWord, SilencedCheck

__all__ = [
    "Alarm",
    "Appeal",
    "Approval",
    "AuthorityLimit",
    "Budget",
    "BusinessDay",
    "CareAttempt",
    "CareSettings",
    "CareTask",
    "Case",
    "CaseEvent",
    "CaseFeedback",
    "CaseLink",
    "CaseMerge",
    "CaseReturn",
    "ChainStep",
    "ClockPolicy",
    "Compensation",
    "ContactPlan",
    "Crisis",
    "CrisisEntry",
    "CrisisRole",
    "CrisisStep",
    "Deadline",
    "Deputy",
    "DiagnosticsLink",
    "Escalation",
    "EscalationContact",
    "EscalationSettings",
    "FollowUpWay",
    "Handover",
    "HouseWord",
    "Incident",
    "IncidentCase",
    "IncidentUpdate",
    "LegalMinimum",
    "Lesson",
    "MatrixCell",
    "Mention",
    "Message",
    "MoveChange",
    "NoticeSetting",
    "OfferStep",
    "Outreach",
    "OutreachRecipient",
    "PackChoice",
    "PackVersion",
    "PageNotice",
    "Pause",
    "PauseSetting",
    "PlaybookStep",
    "Praise",
    "PraisedPerson",
    "Presence",
    "PriorityWeights",
    "Promise",
    "PublishedYear",
    "Rating",
    "ReachLimit",
    "Recusal",
    "ReplyText",
    "RevokedLink",
    "Rule",
    "RuleFiring",
    "SavedView",
    "SideMessage",
    "SideThread",
    "SilencedCheck",
    "StatementVersion",
    "TailTry",
    "TailWaiver",
    "Task",
    "TaskTemplate",
    "TrackingSetting",
    "WorkCalendar",
]
