"""News → reactions: the whole nervous system on one page."""

from wenguo.base.news import Reaction
from wenguo.improve import reactions as improve
from wenguo.improve.events import ImprovementDone
from wenguo.kernel.events import Event
from wenguo.listen import reactions as listen
from wenguo.listen.events import (
    FeedbackImported,
    FeedbackReceived,
    FilesKept,
    FilesRead,
    ImportStarted,
    OutgoingQueued,
)
from wenguo.measure import reactions as measure
from wenguo.respond import reactions as respond
from wenguo.respond.events import CalendarChanged, CaseChanged, CaseOpened, IncidentTold, LessonLearned
from wenguo.understand import reactions as understand
from wenguo.understand.events import (
    FeedbackBatchUnderstood,
    FeedbackReanalysed,
    FeedbackUnderstood,
    LabelCorrected,
    OpinionAsked,
)

REACTIONS: dict[type[Event], list[Reaction]] = {
    OutgoingQueued: [listen.send_message],
    ImportStarted: [listen.read_file],
    FilesKept: [listen.read_words_of],
    FilesRead: [understand.follow_files, respond.find_by_files],
    FeedbackReceived: [understand.analyse, measure.count_feedback],
    FeedbackImported: [understand.analyse_batch],
    FeedbackUnderstood: [respond.respond_to, measure.count_understood],
    FeedbackBatchUnderstood: [measure.count_batch, respond.respond_to_batch],
    LabelCorrected: [respond.follow_correction, measure.count_corrected],
    OpinionAsked: [understand.ask_the_model],
    FeedbackReanalysed: [measure.count_reread, respond.follow_reread],
    CalendarChanged: [respond.recount],
    CaseOpened: [measure.count_case],
    CaseChanged: [measure.count_case_change, respond.run_rules],
    IncidentTold: [respond.tell_everybody],
    LessonLearned: [improve.draft_improvement],
    ImprovementDone: [improve.tell_customers],
}
