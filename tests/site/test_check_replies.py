"""``wenguo check-replies`` reads a file without database or Django, and says which lines it cannot read."""

import json
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from wenguo.site import cli

ROW = {
    "id": 7,
    "lang": "zh",
    "complaint": "杯子碎了一个,要求补发。",
    "reply": "对不起,杯子碎了。新的杯子周五前送到。",
    "now": "2026-11-25T10:00:00+08:00",
}


def run(tmp_path: Path, *lines: str) -> tuple[int, str, list[dict[str, object]]]:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = CliRunner().invoke(cli.wenguo, ["check-replies", str(source), "--output", str(output)])
    return done.exit_code, done.output, [json.loads(line) for line in output.read_text("utf-8").splitlines()]


def test_a_reply_is_checked(tmp_path: Path) -> None:
    code, said, [row] = run(tmp_path, json.dumps(ROW, ensure_ascii=False))
    assert code == 0
    assert "1 checked, 0 left out" in said
    assert row["id"] == 7
    assert row["promises"] == [{"text": "新的杯子周五前送到", "due": "2026-11-27T23:59:00+08:00"}]
    assert list(row) == [
        *(
            "id",
            "apology",
            "empathy",
            "specific",
            "negative_wording",
            "jargon",
            "over_promise",
            "promises",
            "pii",
        ),
        *("blame", "all_issues_answered", "quality"),
    ]


def test_a_moment_without_a_zone_is_answered_without_one(tmp_path: Path) -> None:
    _code, _said, [row] = run(tmp_path, json.dumps(ROW | {"now": "2026-11-25T10:00:00"}))
    assert row["promises"] == [{"text": "新的杯子周五前送到", "due": "2026-11-27T23:59:00"}]


def test_lines_that_cannot_be_read_are_named_and_left_out(tmp_path: Path) -> None:
    bad = ["{", "[]", "{}", json.dumps(ROW | {"now": "soon"}), json.dumps(ROW | {"reply": 3}), ""]
    code, said, rows = run(tmp_path, *bad, json.dumps(ROW))
    assert code == 1
    assert [row["id"] for row in rows] == [7]
    assert "Line 1: not a line of JSON in UTF-8." in said
    assert "Line 2: not a JSON object." in said
    assert "Line 3: there is no id." in said
    assert "Line 4: now must be a moment such as 2026-11-25T10:00:00+08:00." in said
    assert "Line 5: reply must be a text." in said
    assert "1 checked, 5 left out" in said


def test_no_django_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    code = (
        "import sys\nfrom wenguo.site import cli\n"
        f"cli.wenguo(['check-replies', {str(tmp_path / 'in.jsonl')!r}, '--output', {str(tmp_path / 'out.jsonl')!r}],"
        " standalone_mode=False)\n"
        "print(any(name.split('.')[0] in ('django', 'psycopg', 'sklearn') for name in sys.modules))\n"
    )
    plain = {"LC_ALL": "en_GB.UTF-8", "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", code], env=plain, check=True, capture_output=True, text=True)
    assert done.stdout.endswith("False\n")
