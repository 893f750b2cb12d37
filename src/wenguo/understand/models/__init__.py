from wenguo.understand.models.analyses import Analysis, Correction
from wenguo.understand.models.opinions import ModelCall, Opinion
from wenguo.understand.models.taxonomy import Category

__all__ = ["Analysis", "Category", "Correction", "ModelCall", "Opinion"]
