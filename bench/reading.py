"""How fast texts are read: ``python -m bench.reading FILE --text COLUMN``.

Processor time counts, so that other work on the machine falsifies little; the first answer is by the clock, in its own
process. Prints one JSON object.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from wenguo.understand import Analyzer
from wenguo.understand.analyzer.tables import read_rows

_SHORTEST, _LONGEST = 50, 70
_STEP = 1024
_ROUNDS = 3
_FIRST = "from wenguo.understand import Analyzer; Analyzer().analyze('房间不错，但是早餐难吃')"


def texts_of(source: Path, column: str, *, most: int) -> list[str]:
    """Texts of about sixty characters, as the budget has it."""
    rows = (row[column] for row in read_rows(source))
    return list(islice((text for text in rows if _SHORTEST <= len(text) <= _LONGEST), most))


def seconds_to_first_answer() -> float:
    """From the start of a process to its first reading, the quickest of some."""
    taken = []
    for _ in range(_ROUNDS):
        started = time.monotonic()
        subprocess.run([sys.executable, "-c", _FIRST], check=True)
        taken.append(time.monotonic() - started)
    return min(taken)


def texts_per_second(texts: list[str]) -> float:
    """All labels with their reasons, by processor time, the quickest of some rounds."""
    analyzer = Analyzer()
    analyzer.analyze_many(texts[:_STEP])
    best = 0.0
    for _ in range(_ROUNDS):
        started = time.process_time()
        for first in range(0, len(texts), _STEP):
            analyzer.analyze_many(texts[first : first + _STEP])
        best = max(best, len(texts) / (time.process_time() - started))
    return best


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--text", default="text", metavar="COLUMN")
    parser.add_argument("--most", type=int, default=6000)
    chosen = parser.parse_args()
    texts = texts_of(chosen.file, chosen.text, most=chosen.most)
    figures = {
        "texts": len(texts),
        "characters_each": round(sum(map(len, texts)) / len(texts), 1),
        "texts_per_cpu_second": round(texts_per_second(texts)),
        "first_answer_seconds": round(seconds_to_first_answer(), 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
