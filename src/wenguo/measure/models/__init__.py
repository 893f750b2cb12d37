from wenguo.measure.models.facts import FeedbackFact

__all__ = ["FeedbackFact"]
