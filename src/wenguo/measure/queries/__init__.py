from wenguo.measure.queries import metrics

__all__ = ["metrics"]
