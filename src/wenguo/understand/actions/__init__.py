from wenguo.understand.actions.analyse import analyse, analyse_batch, reanalyse
from wenguo.understand.actions.correct import NotUnderstoodYet, correct

__all__ = ["NotUnderstoodYet", "analyse", "analyse_batch", "correct", "reanalyse"]
