"""``wenguo deadline`` answers without a database, and its JSON is what scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wenguo.site.commands.deadline import deadline


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deadline, arguments)


def told(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    shown: dict[str, Any] = json.loads(done.output)
    return shown


def test_a_pack_gives_its_steps_with_date_and_reasons():
    shown = told("--pack", "cn.market-regulation", "--received", "2026-02-12T10:30:00+08:00")
    assert shown["pack"] == "cn.market-regulation"
    step = shown["steps"][0]
    assert (step["name"], step["unit"]) == ("acceptance", "working_days")
    assert (step["due_at"], step["raw_due"]) == ("2026-02-28T23:59:59+08:00",) * 2
    assert step["rolled"] is False
    assert "Make-up working days are counted: Sat 2026-02-14, Sat 2026-02-28." in step["explain"]
    assert [row["name"] for row in shown["waiting"]] == ["mediation", "termination_notice"]


def test_events_start_what_waits(tmp_path: Path):
    events = tmp_path / "events.json"
    events.write_text('[{"kind": "accepted", "at": "2026-05-06"}]', "utf-8")
    shown = told("--pack", "cn.market-regulation", "--received", "2026-05-01", "--events", str(events))
    assert [row["name"] for row in shown["steps"]] == ["acceptance", "mediation"]
    assert shown["steps"][1]["due_at"] == "2026-07-06T23:59:59+08:00"
    assert (shown["steps"][1]["rolled"], shown["steps"][1]["raw_due"]) == (True, "2026-07-05T23:59:59+08:00")


def test_a_bare_rule_gives_one_step_in_the_same_form():
    shown = told(
        "--rule", "15 calendar_days", "--received", "2026-01-31", "--calendar", "cn", "--roll", "forward"
    )
    assert shown["pack"] is None
    assert [step["due_at"] for step in shown["steps"]] == [shown["due_at"]] == ["2026-02-24T23:59:59+08:00"]
    assert (shown["raw_due"], shown["rolled"]) == ("2026-02-15T23:59:59+08:00", True)


def test_the_list_names_the_packs_and_why_some_are_off():
    plain = run("--list").output
    rows = {row["id"]: row for row in told("--list")["packs"]}
    for name in (
        "cn.bank-insurance",
        "cn.three-guarantees",
        "uk.fca-disp",
        "eu.gdpr-request",
        "us.cfpb",
        "au.rg271",
    ):
        assert name in plain
        assert rows[name]["enabled"]
    assert not rows["us.reg-e"]["enabled"]
    assert rows["us.reg-e"]["reason"] == "Details from memory, not checked"


def test_the_lines_are_told_in_chinese_on_request():
    said = run("--pack", "cn.bank-insurance", "--received", "2026-01-31", "--lang", "zh").output
    assert "最后一天 2026-02-15 周日 休息 (春节)，顺延到其后第一个工作日 2026-02-24 周二。" in said


def test_a_pack_of_one_s_own_is_read_from_a_file(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(
        'id = "own.promise"\nversion = "1"\njurisdiction = "cn"\nsector = "x"\ntitle = "x"\ninstrument = "x"\n'
        'effective_from = 2020-01-01\naudience = "firm"\ntrigger = "x"\nclock_start = "received"\nsource = "us"\n'
        'confidence = "V1"\n[[steps]]\nname = "answer"\nlabel = "x"\nlimit = 2\nunit = "working_days"\n',
        "utf-8",
    )
    shown = told("--pack-file", str(path), "--received", "2026-02-14")
    assert shown["steps"][0]["due_at"] == "2026-02-25T23:59:59+08:00"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "give one of --pack, --rule and --list"),
        (["--pack", "cn.telecom"], "give --received"),
        (["--pack", "cn.moon", "--received", "2026-01-01"], "there is no pack “cn.moon”"),
        (["--rule", "7 moons", "--received", "2026-01-01"], "“7 moons” is no rule"),
        (["--rule", "7 days", "--received", "soon"], "“soon” is no moment"),
        (
            ["--rule", "7 days", "--received", "2026-01-01", "--calendar", "mars"],
            "there is no calendar “mars”",
        ),
        (["--rule", "7 days", "--received", "2026-01-01", "--hours", "9 to 5"], "are no hours"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments, sentence):
    done = run(*arguments)
    assert done.exit_code == 2
    assert sentence in done.output


def test_neither_django_nor_a_database_is_loaded():
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom wenguo.site import cli\n"
        "done = CliRunner().invoke(cli.wenguo, ['deadline', '--rule', '7 working_days', '--received', '2026-02-12'])\n"
        "assert done.exit_code == 0, done.output\n"
        "print([name for name in sys.modules if name in ('django', 'psycopg', 'procrastinate')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
