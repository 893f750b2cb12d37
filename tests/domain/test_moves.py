"""The table of moves: whatever a brand makes of it, a case can always come to every stage and be closed."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from wenguo.respond.domain.moves import (
    ASKABLE,
    END,
    ROLES,
    STAGES,
    START,
    BadMoves,
    Change,
    after,
    changed,
    faults_of,
    may,
    missing,
    reachable,
    shipped,
    table_of,
    ways_out,
)

PEOPLE = frozenset({"agent", "lead", "system"})


def test_the_shipped_table_can_be_lived_by() -> None:
    table = shipped()
    assert faults_of(table) == {}
    assert list(table) == list(ASKABLE)
    assert reachable(table.values(), START) == set(STAGES)


def test_follow_up_before_closing_is_one_change() -> None:
    table = changed(shipped(), {"close": Change(("learn",), PEOPLE, frozenset({"lesson"}))})
    assert (
        may(table, "close", stage="follow_up", role="agent"),
        may(table, "close", stage="learn", role="agent"),
        may(table, "close", stage="learn", role="specialist"),
    ) == (False, True, False)
    assert missing(table, "close", given={"lesson": "  "}) == ["lesson"]
    assert missing(table, "close", given={"lesson": "先核对再答复"}) == []


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("close", Change((), PEOPLE, frozenset()), {"close": "nowhere"}),
        ("close", Change(("resolve",), PEOPLE, frozenset()), {"close": "too_early"}),
        ("close", Change(("learn",), frozenset({"system", "boss"}), frozenset()), {"close": "role"}),
        ("close", Change(("learn",), frozenset({"agent"}), frozenset()), {"close": "system"}),
        ("close", Change(("learn",), PEOPLE | {"customer"}, frozenset()), {"close": "customer"}),
        ("close", Change(("moon",), PEOPLE, frozenset()), {"close": "stage"}),
        ("close", Change(("learn",), PEOPLE, frozenset({"outcome"})), {"close": "field"}),
        ("follow_up", Change(("learn",), PEOPLE, frozenset()), {"learn": "unreachable"}),
        ("reply", Change(("receive",), PEOPLE, frozenset()), {"reply": "automatic"}),
        ("fly", Change(("receive",), PEOPLE, frozenset()), {"fly": "move"}),
    ],
)
def test_a_table_that_cannot_be_lived_by_is_refused_with_the_reason(
    name: str, change: Change, fault: dict[str, str]
) -> None:
    with pytest.raises(BadMoves) as bad:
        changed(shipped(), {name: change})
    assert bad.value.faults == fault


def test_changes_that_lock_a_stage_in_are_refused_together() -> None:
    with pytest.raises(BadMoves) as bad:
        changed(
            shipped(),
            {
                "close": Change(("learn",), PEOPLE, frozenset()),
                "follow_up": Change(("learn",), PEOPLE, frozenset()),
                "reopen": Change(("closed",), PEOPLE, frozenset()),
            },
        )
    assert bad.value.faults["follow_up"] == "no_way_to_close"


def test_data_of_another_schema_or_with_a_move_left_out_is_refused() -> None:
    with pytest.raises(BadMoves):
        table_of({"schema": 2})
    with pytest.raises(BadMoves) as bad:
        table_of({"schema": 1, "moves": []})
    assert bad.value.faults["close"] == "missing"


stages, roles = st.lists(st.sampled_from(STAGES), max_size=6), st.frozensets(st.sampled_from(ROLES))
changes = st.dictionaries(
    st.sampled_from(("resolve", "follow_up", "close", "reopen")),
    st.builds(
        lambda origins, who, asks: Change(tuple(dict.fromkeys(origins)), who, asks),
        stages,
        roles.map(lambda some: some | {"system"}),
        st.frozensets(st.sampled_from(("outcome", "cause", "text", "lesson", "reason"))),
    ),
)


@given(
    changes=changes,
    steps=st.lists(st.tuples(st.sampled_from(list(ASKABLE)), st.sampled_from(ROLES)), max_size=60),
)
def test_random_walks_never_leave_an_accepted_table_and_can_always_be_closed(
    changes: dict[str, Any], steps: list[tuple[str, str]]
) -> None:
    try:
        table = changed(shipped(), changes)
    except BadMoves:
        return
    stage = START
    for name, role in steps:
        before = stage
        if may(table, name, stage=stage, role=role):
            stage = after(table, name, stage=stage)
            assert stage == table[name].to
        else:
            assert name not in ways_out(table, stage=stage, role=role)
        assert stage in STAGES
        # Nothing is closed that was not resolved first.
        assert stage != END or before in {"follow_up", "learn", END}
        assert END in reachable(table.values(), stage)
