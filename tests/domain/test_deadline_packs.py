"""The law as data: every shipped pack is sound, and computes what the instrument says."""

import tomllib
from datetime import date, datetime
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from wenguo.kernel.deadlines.computing import Result, compute
from wenguo.kernel.deadlines.history import Happening, read_events
from wenguo.kernel.deadlines.lines import SAID, words
from wenguo.kernel.deadlines.packs import (
    PACKAGE,
    BadPack,
    NoPack,
    choose,
    pack_ids,
    pack_of,
    read_pack,
    shipped,
)
from wenguo.kernel.deadlines.rules import NoRule, ground_of, parse_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")


def results(pack_id: str, received: str, *events: Happening) -> dict[str, Result]:
    newest = choose(pack_id, on=date(2200, 1, 1), packs=shipped())
    moment = parse_moment(received, zone=ground_of(newest.calendar).zone)
    pack = choose(pack_id, on=moment.date(), packs=shipped())
    return {result.step.name: result for result in compute(pack, moment, events=events)}


def due(pack_id: str, step: str, received: str, *events: Happening) -> str:
    result = results(pack_id, received, *events)[step]
    assert result.due_at is not None
    return result.due_at.isoformat()


def at(text: str) -> datetime:
    return parse_moment(text, zone=SHANGHAI)


def told(result: Result) -> list[str]:
    return [words(one, "en") for one in result.lines]


def extension(granted: str, *, notice: str = "", **facts: str) -> Happening:
    given = {"reason": "needs an expert", "approver": "王主管", **facts}
    return Happening(
        "extended", at(granted), "answer", notice_sent_at=at(notice) if notice else None, **given
    )


@pytest.mark.parametrize(
    ("pack_id", "step", "received", "expected"),
    [
        ("cn.market-regulation", "acceptance", "2026-02-12", "2026-02-28"),
        ("cn.market-regulation", "acceptance", "2026-09-18", "2026-09-29"),
        ("cn.bank-insurance", "answer", "2026-01-31", "2026-02-24"),
        ("cn.bank-insurance", "answer_complex", "2026-03-10", "2026-04-09"),
        ("cn.bank-insurance", "answer_very_complex", "2026-02-03", "2026-04-07"),
        ("cn.three-guarantees", "remedy", "2026-09-20", "2026-10-08"),
        ("cn.telecom", "answer", "2026-03-02", "2026-03-17"),
        ("cn.courier", "answer", "2026-09-24", "2026-10-08"),  # raw 1 October
        ("cn.courier", "appeal_answer", "2026-03-02", "2026-04-01"),
        ("cn.travel", "answer", "2026-03-02", "2026-03-12"),
        ("cn.air", "answer", "2026-09-25", "2026-10-15"),
        ("cn.air", "refund", "2026-02-14", "2026-03-03"),
        ("cn.e-commerce", "refund", "2026-03-02", "2026-03-09"),
        ("cn.consumer-law", "handling", "2026-02-14", "2026-03-03"),
        ("eu.gdpr-request", "answer", "2028-01-31", "2028-02-29"),
        ("eu.gdpr-request", "answer", "2025-01-31", "2025-02-28"),
        ("eu.gdpr-request", "answer", "2026-01-31", "2026-02-28"),  # a Saturday: the earlier day is kept
        ("uk.fca-disp", "final_response", "2026-01-05", "2026-03-02"),
        ("us.cfpb", "response", "2026-11-20", "2026-12-05"),  # Saturdays do not move there
        ("us.cfpb", "final_response", "2026-11-20", "2027-01-19"),
        ("au.rg271", "acknowledgement", "2026-01-23", "2026-01-27"),
        ("au.rg271", "response", "2026-03-02", "2026-04-01"),
    ],
)
def test_a_step_is_due_on_the_day_that_the_instrument_says(pack_id, step, received, expected):
    assert due(pack_id, step, received)[:19] == f"{expected}T23:59:59"


def test_the_third_business_day_in_london_ends_at_the_close_of_business():
    assert due("uk.fca-disp", "summary_resolution", "2026-04-01") == "2026-04-08T17:00:00+01:00"


def test_the_rule_that_was_in_force_when_it_was_received_counts():
    accepted = Happening("accepted", at("2026-04-14T10:00"))
    old = results("cn.market-regulation", "2026-04-14", accepted)["mediation"]
    new = results("cn.market-regulation", "2026-04-15", Happening("accepted", at("2026-04-15")))["mediation"]
    assert old.limit is not None
    assert new.limit is not None
    assert (old.limit.amount, old.limit.unit) == (45, "working_days")
    assert (new.limit.amount, new.limit.unit) == (60, "calendar_days")
    assert new.due_at == datetime(2026, 6, 15, 23, 59, 59, tzinfo=SHANGHAI)  # 14 June is a Sunday


def test_a_step_waits_for_its_anchor_and_says_so():
    mediation = results("cn.market-regulation", "2026-05-06")["mediation"]
    assert (mediation.state, mediation.due_at) == ("waiting", None)
    assert told(mediation)[-1] == "Not started: it waits for “accepted”."


def test_a_status_never_stops_a_statutory_clock():
    waiting = Happening("paused", at("2026-03-05"), reason="waiting_for_customer")
    held = results("cn.telecom", "2026-03-02", waiting)["answer"]
    assert (held.state, held.due_at) == ("running", results("cn.telecom", "2026-03-02")["answer"].due_at)
    assert any("does not stop the clock" in sentence for sentence in told(held))


def test_testing_stops_the_clock_where_the_rule_says_so():
    accepted = Happening("accepted", at("2026-05-06"))
    testing = Happening("paused", at("2026-05-11T09:00"), reason="检验")
    still = results("cn.market-regulation", "2026-05-06", accepted, testing)["mediation"]
    assert (still.state, still.due_at) == ("paused", None)
    back = Happening("resumed", at("2026-05-21T09:00"))
    ten_days_later = results("cn.market-regulation", "2026-05-06", accepted, testing, back)["mediation"]
    assert ten_days_later.counted is not None
    assert ten_days_later.counted.raw_due.date() == date(2026, 7, 15)  # 5 July and ten days
    same_day = results(
        "cn.market-regulation", "2026-05-06", accepted, testing, Happening("resumed", at("2026-05-11T17:00"))
    )["mediation"]
    assert same_day.counted is not None
    assert same_day.counted.raw_due.date() == date(2026, 7, 5)


def test_a_pause_of_years_is_still_computed():
    accepted = Happening("accepted", at("2024-05-06"))
    pause = Happening("paused", at("2024-05-08"), reason="鉴定"), Happening("resumed", at("2026-05-08"))
    mediation = results("cn.market-regulation", "2024-05-06", accepted, *pause)["mediation"]
    # One working day before the pause, 44 from 8 May 2026 on (Saturday 9 May is made up, 19 June a holiday).
    assert mediation.due_at == datetime(2026, 7, 8, 23, 59, 59, tzinfo=SHANGHAI)


def test_an_extension_with_everything_moves_the_date_step_by_step():
    first = extension("2026-03-10", notice="2026-03-10T11:00")
    second = extension("2026-03-25", notice="2026-03-25T11:00")
    assert due("cn.bank-insurance", "answer", "2026-03-02") == "2026-03-17T23:59:59+08:00"
    assert due("cn.bank-insurance", "answer", "2026-03-02", first) == "2026-04-01T23:59:59+08:00"
    assert due("cn.bank-insurance", "answer", "2026-03-02", first, second) == "2026-05-06T23:59:59+08:00"


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (extension("2026-03-10"), "no notice was sent before the first date"),
        (extension("2026-03-10", notice="2026-03-18"), "no notice was sent before the first date"),
        (extension("2026-03-10", notice="2026-03-10", reason=""), "no reason was given"),
        (extension("2026-03-10", notice="2026-03-10", approver=""), "nobody approved it"),
        (extension("2026-03-10", notice="2026-03-10", to="for_ever"), "it goes beyond what the rule allows"),
    ],
)
def test_an_extension_that_lacks_something_does_not_hold_and_says_why(asked, because):
    refused = results("cn.bank-insurance", "2026-03-02", asked)["answer"]
    assert refused.due_at == datetime(2026, 3, 17, 23, 59, 59, tzinfo=SHANGHAI)
    assert f"The extension does not hold: {because}." in told(refused)


def test_a_third_extension_and_one_where_none_is_known_are_refused():
    three = [extension(f"2026-03-1{n}", notice=f"2026-03-1{n}") for n in range(3)]
    thrice = results("cn.bank-insurance", "2026-03-02", *three)["answer"]
    assert thrice.due_at == datetime(2026, 5, 6, 23, 59, 59, tzinfo=SHANGHAI)
    assert "The extension does not hold: it was extended as often as the rule allows." in told(thrice)
    none = results("cn.telecom", "2026-03-02", extension("2026-03-10", notice="2026-03-10"))["answer"]
    assert "The extension does not hold: the rule knows no extension." in told(none)


def test_done_is_in_time_until_the_last_second_of_the_day():
    last = Happening("done", at("2026-03-17T23:59:59"))
    late = Happening("done", at("2026-03-18T00:00:00"))
    assert results("cn.telecom", "2026-03-02", last)["answer"].state == "met"
    assert results("cn.telecom", "2026-03-02", late)["answer"].state == "missed"


def test_every_shipped_pack_says_what_the_schema_asks_for():
    packs = shipped()
    assert len(pack_ids(packs)) >= 24
    for pack in packs:
        assert pack.source
        assert {"zh", "en"} <= set(pack.title) & set(pack.instrument) & set(pack.trigger) & set(pack.sector)
        for step in pack.steps:
            assert {"zh", "en"} <= set(step.label)
            if step.confidence == "M":
                assert not (pack.is_enabled and step.is_enabled)
                assert step.reason or pack.reason


def test_the_versions_of_a_pack_do_not_overlap():
    for pack_id in pack_ids(shipped()):
        versions = [pack for pack in shipped() if pack.id == pack_id]
        for earlier, later in pairwise(versions):
            assert earlier.effective_to is not None
            assert earlier.effective_to < later.effective_from


def test_what_was_received_before_the_first_version_is_computed_and_flagged():
    early = results("cn.air", "2020-03-02")["answer"]
    assert "This version is in force from Wed 2021-09-01; it was not when this was received." in told(early)


def test_a_row_that_is_switched_off_is_computed_with_its_reason():
    answer = results("cn.personal-information", "2026-03-02")["answer"]
    assert answer.due_at == datetime(2026, 4, 1, 23, 59, 59, tzinfo=SHANGHAI)
    assert any(
        sentence.startswith("This row is switched off by default: The law says") for sentence in told(answer)
    )


def test_an_unknown_pack_or_step_names_the_known_ones():
    with pytest.raises(NoPack, match=r"known: .*cn\.telecom"):
        choose("cn.moon", on=date(2026, 1, 1), packs=shipped())
    with pytest.raises(NoPack, match="known: answer"):
        choose("cn.telecom", on=date(2026, 1, 1), packs=shipped()).step("nothing")


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("audience", "everybody", "everybody is none of"),
        ("calendar", "mars", "no calendar mars"),
        ("title", 7, "cn.telecom"),
        ("effective_to", date(2000, 1, 1), "ends before it begins"),
        ("enabled", False, "says why"),
        ("steps", [], "steps need names"),
    ],
)
def test_a_pack_that_contradicts_the_schema_is_refused(name, value, fault):
    text = resources.files(PACKAGE).joinpath("cn.telecom.toml").read_text("utf-8")
    with pytest.raises(BadPack, match=fault):
        pack_of({**tomllib.loads(text), name: value})


@pytest.mark.parametrize("text", ["id = ", 'id = "x"', "[[steps]]"])
def test_a_pack_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadPack):
        read_pack(text)


@pytest.mark.parametrize(
    "text",
    [
        '[{"kind": "accepted", "at": "2026-03-02"}]',
        '{"events": [{"event": "accept", "time": "2026-03-02T00:00:00+08:00"}]}',
        '{"type": "accepted", "at": "2026-03-01T16:00:00Z"}\n',
    ],
)
def test_events_are_read_in_the_forms_that_people_write(text):
    assert read_events(text, zone=SHANGHAI) == [Happening("accepted", at("2026-03-02"))]


@pytest.mark.parametrize("text", ["{", "7", "[7]", '[{"kind": "accepted"}]', '[{"kind": "x", "at": "noon"}]'])
def test_events_that_make_no_sense_are_refused(text):
    with pytest.raises(NoRule):
        read_events(text, zone=SHANGHAI)


def test_every_sentence_has_both_languages_with_the_same_facts():
    for chinese, english in SAID.values():
        facts = [{part.split("}")[0] for part in text.split("{")[1:]} for text in (chinese, english)]
        assert facts[0] == facts[1]
