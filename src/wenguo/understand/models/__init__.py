from wenguo.understand.models.analyses import Analysis, Correction
from wenguo.understand.models.learning import ModelVersion, Rereading, UnderstandingRule
from wenguo.understand.models.likeness import Likeness
from wenguo.understand.models.opinions import ModelCall, Opinion
from wenguo.understand.models.taxonomy import Category

__all__ = [
    "Analysis",
    "Category",
    "Correction",
    "Likeness",
    "ModelCall",
    "ModelVersion",
    "Opinion",
    "Rereading",
    "UnderstandingRule",
]
