"""Tables come as people have them: two encodings, three formats, packed or not, with bad rows among the good."""

import gzip
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from wenguo.kernel import tables
from wenguo.kernel.tables import Row, UnreadableTable, columns_of, rows_of


def test_a_csv_in_gb18030_reads_like_one_in_utf8(tmp_path: Path) -> None:
    content = 'text,rating\n"水壶漏水,\n第二天就漏",1\n很好,5\n'
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (tmp_path / "a.csv").write_bytes(content.encode(encoding))
        assert list(rows_of(tmp_path / "a.csv")) == [
            Row(2, {"text": "水壶漏水,\n第二天就漏", "rating": "1"}),
            Row(4, {"text": "很好", "rating": "5"}),
        ]


def test_a_packed_file_is_recognised_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(gzip.compress("text\n好\n".encode()))
    assert [row.values for row in rows_of(tmp_path / "a.csv")] == [{"text": "好"}]


def test_semicolons_and_tabs_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text;rating\n慢;2\n")
    assert columns_of(tmp_path / "a.csv") == ["text", "rating"]


def test_a_bad_json_line_is_reported_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "好"}\n{oops\n[1]\n{"text": null, "n": 2.0}\n')
    assert list(rows_of(tmp_path / "a.jsonl")) == [
        Row(1, {"text": "好"}),
        Row(2, problem="damaged_row"),
        Row(3, problem="not_an_object"),
        Row(4, {"text": "", "n": "2"}),
    ]


def test_a_row_with_damaged_characters_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text\n" + "好\n".encode() * 600_000 + b"\xff\xfe\xff\n")
    assert [row.problem for row in rows_of(tmp_path / "a.csv") if row.problem] == ["encoding"]


def test_a_sheet_gives_numbers_as_people_wrote_them(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["text", "rating"])
    sheet.write_row(2, 0, ["太慢", 2])
    book.close()
    assert list(rows_of(tmp_path / "a.xlsx")) == [Row(3, {"text": "太慢", "rating": "2"})]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "format"),
        ("a.csv", b"", "empty"),
        ("a.xlsx", b"not a workbook", "damaged"),
        ("a.csv", b"\x1f\x8bnot gzip", "damaged"),
    ],
)
def test_a_hopeless_file_says_why(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableTable) as problem:
        list(rows_of(tmp_path / name))
    assert problem.value.code == code


def test_a_packed_bomb_is_refused_when_it_has_unpacked_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_UNPACKED_BYTES", 3 << 20)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"text\n" + b"good\n" * 1_000_000))

    with pytest.raises(UnreadableTable) as problem:
        list(rows_of(tmp_path / "a.csv.gz"))

    assert problem.value.code == "too_large"


def test_a_line_without_end_is_one_damaged_row_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_LINE_CHARACTERS", 1000)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "x" * 5000 + '"}\n{"text": "好"}\n')

    assert list(rows_of(tmp_path / "a.jsonl")) == [Row(1, problem="damaged_row"), Row(2, {"text": "好"})]


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_SHEET_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * (2 << 20))

    with pytest.raises(UnreadableTable) as problem:
        list(rows_of(tmp_path / "a.xlsx"))

    assert problem.value.code == "too_large"
