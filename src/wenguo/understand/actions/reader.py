"""Who reads: the live version of the models, asked for at every reading, so that a new one (or the way back) holds in
every process at once.
"""

from functools import lru_cache

from wenguo.understand import Analyzer
from wenguo.understand.models import ModelVersion
from wenguo.understand.queries.versions import live_version

# One for the process: weights load once, on first use.
_shipped = Analyzer()


def analyzer() -> Analyzer:
    """The analyzer of the live version."""
    live = live_version()
    return _shipped if live is None or live.is_shipped else _learned(live.pk)


def shipped() -> Analyzer:
    """The analyzer as it came, without what was learned here."""
    return _shipped


@lru_cache(maxsize=1)
def _learned(version_id: int) -> Analyzer:
    content = ModelVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Analyzer(layer=bytes(content or b""))
