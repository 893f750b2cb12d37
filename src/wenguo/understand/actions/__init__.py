from wenguo.understand.actions.analyse import analyse, analyse_batch, reanalyse, warm_up
from wenguo.understand.actions.correct import NotUnderstoodYet, correct
from wenguo.understand.actions.export import note_export

__all__ = ["NotUnderstoodYet", "analyse", "analyse_batch", "correct", "note_export", "reanalyse", "warm_up"]
