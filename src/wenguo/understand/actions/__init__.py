from wenguo.understand.actions.alike import (
    find_alike as find_alike,
    find_missing_alike as find_missing_alike,
    put_with as put_with,
)
from wenguo.understand.actions.analyse import (
    analyse as analyse,
    analyse_batch as analyse_batch,
    follow_files as follow_files,
    reanalyse as reanalyse,
    warm_up as warm_up,
)
from wenguo.understand.actions.categories import (
    NotOurs as NotOurs,
    add_category as add_category,
    edit_category as edit_category,
)
from wenguo.understand.actions.confirm import confirm as confirm
from wenguo.understand.actions.correct import NotUnderstoodYet as NotUnderstoodYet, correct as correct
from wenguo.understand.actions.export import note_export as note_export
from wenguo.understand.actions.language_model import (
    BudgetUsedUp as BudgetUsedUp,
    ModelRests as ModelRests,
    NoAnswer as NoAnswer,
    NoLanguageModel as NoLanguageModel,
    complete as complete,
)
from wenguo.understand.actions.learning import (
    AlreadyLearning as AlreadyLearning,
    NothingNew as NothingNew,
    NotReady as NotReady,
    finish_learning as finish_learning,
    give_up_learning as give_up_learning,
    make_live as make_live,
    note_shipped as note_shipped,
    start_learning as start_learning,
)
from wenguo.understand.actions.mood import moods_of as moods_of
from wenguo.understand.actions.opinions import ask_opinion as ask_opinion, form_opinion as form_opinion
from wenguo.understand.actions.rereading import (
    AlreadyRereading as AlreadyRereading,
    reread_batch as reread_batch,
    stalled_rereadings as stalled_rereadings,
    start_rereading as start_rereading,
    stop_rereading as stop_rereading,
)
from wenguo.understand.actions.rules import set_rule as set_rule
