from wenguo.understand.actions.analyse import analyse, analyse_batch, reanalyse, warm_up
from wenguo.understand.actions.correct import NotUnderstoodYet, correct
from wenguo.understand.actions.export import note_export
from wenguo.understand.actions.language_model import (
    BudgetUsedUp,
    ModelRests,
    NoAnswer,
    NoLanguageModel,
    complete,
)
from wenguo.understand.actions.opinions import ask_opinion, form_opinion

__all__ = [
    "BudgetUsedUp",
    "ModelRests",
    "NoAnswer",
    "NoLanguageModel",
    "NotUnderstoodYet",
    "analyse",
    "analyse_batch",
    "ask_opinion",
    "complete",
    "correct",
    "form_opinion",
    "note_export",
    "reanalyse",
    "warm_up",
]
