"""What ships beside the weights so that an installation can learn: our own corpus, small, in one file.

``python -m models.anchors`` writes it. The part marked ``check`` is the held-out fifth that no training has seen: a
version that an installation learns must not be worse there.
"""

import gzip
import json

from models.data import is_held_out, own_texts
from wenguo.understand.analyzer.labels import CATEGORIES, HEADS
from wenguo.understand.analyzer.own_material import ANCHORS


def main() -> None:
    """Command line."""
    lines = []
    for one in own_texts():
        codes = [code for code in one.labels.get("categories") or [] if code in CATEGORIES]
        labels = {head: one.labels[head] for head in HEADS if head in one.labels and head != "categories"}
        if codes:
            labels |= {"category": codes[0], "categories": codes}
        lines.append({"text": one.text, "labels": labels, "check": is_held_out(one.text)})
    told = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    with ANCHORS.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        packed.write(told.encode())
    print(f"{len(lines)} texts, {ANCHORS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
