"""Where the words that somebody looked for stand in a text."""

from wenguo.kernel import grams

MOST = 20
Spans = list[list[int]]


def spans_of(text: str, query: str) -> Spans:
    """[start, end) of each place where a part of the query stands, ignoring case and width; at most twenty."""
    folded = _folded(text)
    found: Spans = []
    for part in {grams.normalise(part) for part in query.split()}:
        start = folded.find(part) if part else -1
        while start >= 0 and len(found) < MOST:
            found.append([start, start + len(part)])
            start = folded.find(part, start + len(part))
    return sorted(found)


def _folded(text: str) -> str:
    # Letter by letter, so that places in the folded text are places in the text as it was written.
    return "".join(folded if len(folded := grams.normalise(letter)) == 1 else letter for letter in text)
