from wenguo.understand.actions.alike import find_alike, find_missing_alike
from wenguo.understand.actions.analyse import analyse, analyse_batch, reanalyse, warm_up
from wenguo.understand.actions.categories import NotOurs, add_category, edit_category
from wenguo.understand.actions.confirm import confirm
from wenguo.understand.actions.correct import NotUnderstoodYet, correct
from wenguo.understand.actions.export import note_export
from wenguo.understand.actions.language_model import (
    BudgetUsedUp,
    ModelRests,
    NoAnswer,
    NoLanguageModel,
    complete,
)
from wenguo.understand.actions.learning import (
    AlreadyLearning,
    NothingNew,
    NotReady,
    finish_learning,
    give_up_learning,
    make_live,
    note_shipped,
    start_learning,
)
from wenguo.understand.actions.opinions import ask_opinion, form_opinion
from wenguo.understand.actions.rereading import (
    AlreadyRereading,
    reread_batch,
    stalled_rereadings,
    start_rereading,
    stop_rereading,
)
from wenguo.understand.actions.rules import set_rule

__all__ = [
    "AlreadyLearning",
    "AlreadyRereading",
    "BudgetUsedUp",
    "ModelRests",
    "NoAnswer",
    "NoLanguageModel",
    "NotOurs",
    "NotReady",
    "NotUnderstoodYet",
    "NothingNew",
    "add_category",
    "analyse",
    "analyse_batch",
    "ask_opinion",
    "complete",
    "confirm",
    "correct",
    "edit_category",
    "find_alike",
    "find_missing_alike",
    "finish_learning",
    "form_opinion",
    "give_up_learning",
    "make_live",
    "note_export",
    "note_shipped",
    "reanalyse",
    "reread_batch",
    "set_rule",
    "stalled_rereadings",
    "start_learning",
    "start_rereading",
    "stop_rereading",
    "warm_up",
]
