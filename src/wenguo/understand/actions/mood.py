"""The mood of a few words that are no feedback of their own, such as a letter in a conversation."""

from collections.abc import Sequence

from wenguo.understand.actions.reader import analyzer


def moods_of(texts: Sequence[str]) -> list[int]:
    """How whoever wrote each of these feels, 1 (furious) to 5, by the live version of the models; nothing is kept."""
    return [reading.intensity for reading in analyzer().analyze_many(texts)] if texts else []
