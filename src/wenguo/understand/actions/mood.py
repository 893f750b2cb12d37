"""The mood of a few words that are no feedback of their own, such as a letter in a conversation."""

from wenguo.understand.actions.reader import analyzer


def mood_of(text: str) -> int:
    """How whoever wrote this feels, 1 (furious) to 5, by the live version of the models; nothing is kept."""
    return analyzer().analyze(text).intensity
