"""How well copies are found: ``python -m bench.likeness --data FOLDER``. Needs no database.

Copies are made of real texts by what people do to them: typos, a sentence more or less, sentences in another order,
full width for half. Recall is over copies that share half of their pairs with the original; false pairs are pairs of
real texts of different origin that are taken for alike, per million pairs looked at.
"""

import argparse
import csv
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from wenguo.understand.analyzer.signatures import bands_of
from wenguo.understand.domain.likeness import FEWEST, is_alike, pairs_of

SETS = (
    "waimai_10k",
    "chnsenticorp_htl",
    "online_shopping_10_cats",
    "cocc_telecom_complaints",
    "airline_tweets",
)
MOST = 20_000
COPIED = 3000
csv.field_size_limit(1 << 30)
_MORE = (
    "希望你们尽快处理。",
    "谢谢。",
    "真的很失望!",
    "下次不会再来了。",
    "请给我一个说法。",
    "Please help.",
)
Change = Callable[[str, random.Random], str]


def typos(text: str, dice: random.Random) -> str:
    """One letter in twenty is another one, is missing, or stands twice."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 20)):
        place = dice.randrange(len(letters))
        letters[place] = dice.choice(["", letters[place] * 2, dice.choice("的了是在不我有他这")])
    return "".join(letters)


def a_sentence_more(text: str, dice: random.Random) -> str:
    """Something before or after."""
    more = dice.choice(_MORE)
    return dice.choice([more + text, text + more])


def another_order(text: str, dice: random.Random) -> str:
    """The sentences in another order."""
    parts = [part for part in text.replace("!", "。").replace("，", "。").split("。") if part]
    dice.shuffle(parts)
    return "，".join(parts)


def full_width(text: str, dice: random.Random) -> str:
    """Letters and digits as an input method writes them, blanks strewn in."""
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)
    place = dice.randrange(len(wide))
    return f"{wide[:place]}  {wide[place:]}"


CHANGES: tuple[Change, ...] = (typos, a_sentence_more, another_order, full_width)


def texts_of(data: Path) -> list[tuple[str, str]]:
    """Real texts with their set, each once."""
    found: dict[str, str] = {}
    for name in SETS:
        path = data / name / "dev.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            rows = [row["text"] for row in csv.DictReader(stream) if len(pairs_of(row["text"])) >= FEWEST]
        for text in random.Random(1).sample(rows, min(MOST // len(SETS), len(rows))):
            found.setdefault(text, name)
    return list(found.items())


def candidates(signatures: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share a band, each once."""
    buckets: dict[int, list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for number, bands in enumerate(signatures):
        for band in bands:
            for other in buckets[band]:
                if (other, number) not in seen:
                    seen.add((other, number))
                    yield other, number
            buckets[band].append(number)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    texts = [text for text, _name in texts_of(parser.parse_args().data)]
    pairs = [pairs_of(text) for text in texts]
    started = time.process_time()
    signatures = bands_of(pairs)
    seconds = time.process_time() - started
    looked_at = found = 0
    examples = []
    for one, other in candidates(signatures):
        looked_at += 1
        if is_alike(pairs[one], pairs[other]):
            found += 1
            examples.append((texts[one][:60], texts[other][:60]))
    dice = random.Random(2)
    recall = {}
    for change in CHANGES:
        made = [
            (number, pairs_of(change(texts[number], dice)))
            for number in dice.sample(range(len(texts)), COPIED)
        ]
        fitting = [(number, copy) for number, copy in made if is_alike(pairs[number], copy)]
        copied = bands_of([copy for _number, copy in fitting])
        hits = sum(
            bool(set(signatures[number]) & set(bands))
            for (number, _copy), bands in zip(fitting, copied, strict=True)
        )
        recall[change.__name__] = {
            "copies": len(made),
            "share_half": round(len(fitting) / len(made), 4),
            "found_of_all": round(hits / len(made), 4),
            "found": round(hits / len(fitting), 4),
        }
    every = len(texts) * (len(texts) - 1) / 2
    told = {
        "texts": len(texts),
        "recall": recall,
        "alike_per_million_pairs": round(found / every * 1e6, 2),
        "looked_at_per_million_pairs": round(looked_at / every * 1e6, 1),
        "signatures_per_second": round(len(texts) / seconds),
        "examples": examples[:: max(1, len(examples) // 12)][:12],
    }
    print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
