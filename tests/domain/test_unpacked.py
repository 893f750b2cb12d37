"""The tables that lie unpacked beside the weights: made once, made again when damaged or old, never needed."""

from pathlib import Path

import numpy as np
import pytest

from wenguo.understand.analyzer.unpacked import FOLDER, Tables, folder_of, mapped

NAMES = ("wide",)


class Packed:
    """A weights file, and how often it was unpacked."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(b"packed")
        self.path, self.times = path, 0

    def read(self) -> Tables:
        return mapped(self.path, names=NAMES, unpack=self._unpack)

    def _unpack(self) -> Tables:
        self.times += 1
        return {"wide": np.arange(6, dtype=np.float32).reshape(2, 3)}


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    return Packed(tmp_path / "weights.npz")


def test_tables_are_unpacked_once_and_cannot_be_written(packed: Packed) -> None:
    for _process in range(2):
        table = packed.read()["wide"]
        assert table.tolist() == [[0, 1, 2], [3, 4, 5]]
        assert not table.flags.writeable
    assert packed.times == 1


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"something else entirely"])
def test_damaged_tables_are_made_again(packed: Packed, damage: bytes) -> None:
    packed.read()
    (folder_of(packed.path) / "wide.npy").write_bytes(damage)
    assert packed.read()["wide"].sum() == 15
    assert packed.read()["wide"].sum() == 15
    assert packed.times == 2


def test_new_weights_are_unpacked_and_the_old_tables_go(packed: Packed) -> None:
    packed.read()
    earlier = folder_of(packed.path)
    packed.path.write_bytes(b"packed again")
    packed.read()
    assert packed.times == 2
    assert not earlier.exists()


def test_without_a_place_for_them_they_stay_in_memory(packed: Packed) -> None:
    (packed.path.parent / FOLDER).write_text("a file where the folder should be")
    assert packed.read()["wide"].sum() == 15
    assert packed.read()["wide"].sum() == 15
    assert packed.times == 2
