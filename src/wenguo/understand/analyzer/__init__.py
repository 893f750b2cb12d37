"""Understanding, usable alone: ``from wenguo.understand import Analyzer``. Loads no Django."""

from wenguo.understand.analyzer.facade import Analyzer
from wenguo.understand.analyzer.reading import Aspect, Entity, Reading, Span


def version() -> str:
    """The name of the weights that speak now; stored with every analysis."""
    return Analyzer().version()


__all__ = ["Analyzer", "Aspect", "Entity", "Reading", "Span", "version"]
