"""What the analysis costs to install and to hold: no torch in the locks, small weights, and the figures are theirs."""

import json
import re
from pathlib import Path

import pytest

from wenguo.understand.analyzer import version
from wenguo.understand.analyzer.labels import WEIGHTS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"torch", "onnxruntime", "transformers", "tokenizers", "tensorflow", "dask", "distributed", "pyarrow"}


def test_a_plain_install_pulls_no_heavy_package() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    locked = {found[1].lower() for line in lines if (found := re.match(r"([A-Za-z0-9_.-]+)==", line))}
    assert "numpy" in locked
    assert locked & HEAVY == set()


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.parent.iterdir()) <= 40_000_000


def test_the_published_figures_are_those_of_the_shipped_weights() -> None:
    figures = json.loads((ROOT / "models" / "figures.json").read_text(encoding="utf-8"))
    assert figures["shipped_version"] == version()


@pytest.mark.parametrize(
    ("task", "floor"),
    [("chnsenticorp_htl", 0.90), ("waimai_10k", 0.90), ("online_shopping_10_cats", 0.935)],
)
def test_good_and_bad_are_told_apart_as_well_as_promised(task: str, floor: float) -> None:
    figures = json.loads((ROOT / "models" / "figures.json").read_text(encoding="utf-8"))
    assert figures["polarity"][task]["accuracy"] >= floor
