from wenguo.improve.models.improvements import Improvement, ImprovementCase, Notice

__all__ = ["Improvement", "ImprovementCase", "Notice"]
