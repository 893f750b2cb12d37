"""Analysing, learning and judging from files by the command line, without a database."""

import csv
import gzip
import io
import json
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from click.testing import CliRunner

from wenguo.understand.analyzer.command import analyze, evaluate
from wenguo.understand.analyzer.files import analyze_file
from wenguo.understand.analyzer.judge import Verdict, calibration_error, coverage, judge, judge_several
from wenguo.understand.analyzer.learn_command import learn
from wenguo.understand.analyzer.tables import UnreadableFile, read_rows

ROWS = [("a", "快递太慢了"), ("b", '他说"好"，\n换行'), ("c", ""), ("d", "服务很好")]


def csv_bytes(encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([("key", "review"), *ROWS])
    return text.getvalue().encode(encoding)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "gb18030", "bom", "jsonl", "jsonl.gz", "xlsx"])
def test_every_kind_of_file_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"texts.{kind if '.' in kind or kind in {'csv', 'jsonl', 'xlsx'} else 'csv'}"
    as_json = "".join(json.dumps({"key": key, "review": text}) + "\n" for key, text in ROWS).encode()
    if kind == "xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([("key", "review"), *ROWS]):
                sheet.write_row(number, 0, row)
    elif kind.startswith("jsonl"):
        path.write_bytes(gzip.compress(as_json) if kind.endswith("gz") else as_json)
    else:
        data = csv_bytes({"gb18030": "gb18030", "bom": "utf-8-sig"}.get(kind, "utf-8"))
        path.write_bytes(gzip.compress(data) if kind.endswith("gz") else data)
    assert [(row["key"], row["review"].replace("\r", "")) for row in read_rows(path)] == ROWS


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.csv.gz", b"not gzip", "cannot be opened"),
        ("x.xlsx", b"not a workbook", "not a readable workbook"),
        ("x.jsonl", b'{"a": 1}\n{broken\n', "line 2 is not JSON"),
        ("x.jsonl", b"[1]\n", "line 1 is not an object"),
        ("x.pdf", b"%PDF", "use a CSV, XLSX, JSONL or Parquet"),
    ],
)
def test_an_unreadable_file_is_one_clear_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=words):
        list(read_rows(path))


def test_a_broken_off_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source, whole, broken = tmp_path / "in.csv", tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    source.write_bytes(csv_bytes())
    analyze_file(source, whole, text="review", id_column="key")
    data = whole.read_bytes()
    second_line_end = data.index(b"\n", data.index(b"\n") + 1) + 1
    broken.write_bytes(data[: second_line_end + 40])
    counts = analyze_file(source, broken, text="review", id_column="key")
    assert (counts.found_done, counts.analysed, counts.total) == (2, 2, 4)
    assert broken.read_bytes() == data


def test_an_output_of_another_file_is_not_added_to(tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_bytes(csv_bytes())
    output.write_text('{"id": "x"}\n' * 9)
    with pytest.raises(UnreadableFile, match="holds 9 rows"):
        analyze_file(source, output, text="review")
    assert output.read_text() == '{"id": "x"}\n' * 9


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"t": f"第{n}次来，还是等了{n}小时"}) + "\n" for n in range(2500)))
    counts = analyze_file(source, tmp_path / "two.jsonl", text="t", jobs=2)
    analyze_file(source, tmp_path / "one.jsonl", text="t")
    assert counts.analysed == 2500
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert [row["id"] for row in lines(tmp_path / "two.jsonl")] == [str(n) for n in range(1, 2501)]


def test_the_command_analyses_and_says_what_it_did(tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_bytes(csv_bytes())
    arguments = [str(source), "--text", "review", "--id", "key", "--output", str(output)]
    told = CliRunner().invoke(analyze, arguments)
    assert told.exit_code == 0, told.output
    assert "4 analysed, 0 were already there" in told.output
    assert [row["id"] for row in lines(output)] == ["a", "b", "c", "d"]
    assert lines(output)[0]["kind"] == "complaint"


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(csv_bytes())
    told = CliRunner().invoke(analyze, [str(source), "--text", "nope", "--output", str(tmp_path / "o.jsonl")])
    assert told.exit_code == 1
    assert "There is no column 'nope'; the columns are: key, review." in told.output


def labelled(path: Path) -> Path:
    fruit = [f"苹果很甜{n}号，汁水多" for n in range(30)]
    books = [f"这本书写得好，第{n}章最好看" for n in range(30)]
    rows = [{"t": text, "y": "水果"} for text in fruit] + [{"t": text, "y": "书籍"} for text in books]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_head_learned_from_a_file_is_judged_from_a_file(tmp_path: Path) -> None:
    source, folder = labelled(tmp_path / "labelled.jsonl"), tmp_path / "head"
    columns = ["--text", "t", "--label", "y"]
    told = CliRunner().invoke(learn, [str(source), "--head", "goods", *columns, "--output", str(folder)])
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["labels"] == ["书籍", "水果"]
    judged = CliRunner().invoke(evaluate, [str(source), "--head", str(folder), *columns])
    assert judged.exit_code == 0, judged.output
    figures = json.loads(judged.output)
    assert (figures["n"], figures["accuracy"], figures["macro_f1"]) == (60, 1.0, 1.0)
    assert set(figures) >= {"accuracy_interval", "per_class", "ece", "coverage_at_95", "texts_per_second"}


def test_several_labels_and_targets_can_be_learned(tmp_path: Path) -> None:
    source = tmp_path / "aspects.jsonl"
    rows = [{"t": f"屏幕很好{n}，但是电池太差", "y": "好", "a": "屏幕"} for n in range(25)]
    rows += [{"t": f"屏幕很好{n}，但是电池太差", "y": "差", "a": "电池"} for n in range(25)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    columns = ["--text", "t", "--label", "y", "--target", "a"]
    CliRunner().invoke(learn, [str(source), "--head", "tone", *columns, "--output", str(tmp_path / "h")])
    judged = CliRunner().invoke(evaluate, [str(source), "--head", str(tmp_path / "h"), *columns])
    assert json.loads(judged.output)["accuracy"] == 1.0
    without = CliRunner().invoke(evaluate, [str(source), "--head", str(tmp_path / "h"), *columns[:4]])
    assert without.exit_code == 1
    assert "--target" in without.output


def test_one_label_alone_cannot_be_learned(tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text('{"t": "a", "y": "x"}\n' * 5)
    arguments = [str(source), "--head", "h", "--text", "t", "--label", "y", "--output", str(tmp_path / "h")]
    told = CliRunner().invoke(learn, arguments)
    assert told.exit_code == 1
    assert "At least two labels" in told.output
    assert not (tmp_path / "h").exists()


def test_an_unknown_head_is_refused_in_words(tmp_path: Path) -> None:
    source = labelled(tmp_path / "labelled.jsonl")
    told = CliRunner().invoke(evaluate, [str(source), "--head", "nothing", "--text", "t", "--label", "y"])
    assert told.exit_code == 1
    assert "neither a shipped head nor a folder" in told.output


def test_the_figures_are_what_the_words_mean() -> None:
    said, true, sure = ["a", "a", "b", "b"], ["a", "b", "b", "b"], [0.9, 0.6, 0.9, 0.8]
    figures = judge(Verdict(said, true, sure))
    assert figures["accuracy"] == 0.75
    assert figures["macro_f1"] == round((2 * 1 / 3 + 2 * 2 / 5) / 2, 4)
    assert figures["per_class"]["b"] == {"n": 3, "precision": 1.0, "recall": 0.6667, "f1": 0.8}
    assert figures["coverage_at_95"] == 0.75
    # Four rows say little about calibration, and the figure beside it says how little.
    assert 0.1 < figures["ece_by_chance"] < 0.6


def test_several_labels_are_counted_together_and_apart() -> None:
    figures = judge_several(["a|b", "", "a"], ["a", "b", "a"])
    assert figures["micro_f1"] == round(2 * 2 / (3 + 3), 4)
    assert figures["per_class"]["b"]["recall"] == 0.0


def test_calibration_and_coverage_of_a_perfectly_sure_and_right_speaker() -> None:
    sure, right = np.ones(10), np.ones(10, bool)
    assert calibration_error(sure, right) == 0.0
    assert coverage(sure, right) == 1.0
    assert coverage(sure, ~right) == 0.0
