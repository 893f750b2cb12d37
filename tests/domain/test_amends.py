"""The matrix proposes, the band compares, limits cannot be dodged: rules about money, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from wenguo.respond.domain.amends import (
    DEFAULT_CELLS,
    FAULTS,
    HARMS,
    Band,
    Cell,
    Reason,
    band_of,
    needs_reason,
    propose,
)
from wenguo.respond.domain.authority import (
    DEFAULT_CHAIN,
    Given,
    Limit,
    Step,
    above,
    limit_for,
    obstacles,
    reaches,
)

D = Decimal
MONEY = st.decimals(min_value=D("0.01"), max_value=D("5000"), places=2)
LIMIT = Limit("agent", "", "CNY", D("300"), D("600"), 90)


def test_moderate_harm_by_our_fault_to_a_gold_customer_is_half_to_three_quarters_of_the_price_and_a_tenth() -> (
    None
):
    found = propose(harm="moderate", fault="ours", tier="gold", price=D("1376"))
    assert found is not None
    assert (found.low, found.high) == (D("688.00"), D("1135.20"))
    assert found.reasons == (
        Reason("harm", "moderate"),
        Reason("fault", "ours"),
        Reason("tier", "gold"),
        Reason("price", "50–75"),
        Reason("lift", "10"),
    )


def test_without_a_price_the_range_is_fixed() -> None:
    found = propose(harm="moderate", fault="ours", tier="standard", price=None)
    assert found is not None
    assert (found.low, found.high) == (D("50.00"), D("300.00"))
    assert found.reasons[-1] == Reason("fixed", "")


def test_a_brands_cell_for_the_tier_goes_before_its_cell_for_all_and_gets_no_lift() -> None:
    for_all = Cell("moderate", "ours", "", "CNY", D("10"), D("20"), 0, 0)
    for_gold = Cell("moderate", "ours", "gold", "CNY", D("30"), D("40"), 0, 0)
    gold = propose(harm="moderate", fault="ours", tier="gold", price=D("900"), cells=[for_all, for_gold])
    silver = propose(harm="moderate", fault="ours", tier="silver", price=D("900"), cells=[for_all, for_gold])
    assert gold is not None
    assert silver is not None
    assert (gold.low, gold.high) == (D("30.00"), D("40.00"))
    assert (silver.low, silver.high) == (D("10.00"), D("20.00"))


def test_a_fixed_range_is_not_proposed_in_another_currency_but_a_share_is() -> None:
    assert propose(harm="moderate", fault="ours", tier="standard", price=None, currency="USD") is None
    by_price = propose(harm="moderate", fault="ours", tier="standard", price=D("100"), currency="USD")
    assert by_price is not None
    assert (by_price.low, by_price.high, by_price.currency) == (D("50.00"), D("75.00"), "USD")


def test_every_harm_and_fault_has_a_built_in_cell_and_a_tier_never_lowers_the_beginning() -> None:
    assert {(cell.harm, cell.fault) for cell in DEFAULT_CELLS} == {(h, f) for h in HARMS for f in FAULTS}
    for cell in DEFAULT_CELLS:
        lows = {
            tier: propose(harm=cell.harm, fault=cell.fault, tier=tier, price=D("100"))
            for tier in ("standard", "silver", "gold", "diamond")
        }
        assert len({found.low for found in lows.values() if found}) == 1


def test_four_like_cases_are_too_few_to_say_and_five_are_not() -> None:
    four = [D(n) for n in (100, 200, 300, 400)]
    assert band_of(four) == Band(4)
    assert band_of([*four, D(500)]) == Band(5, D("200.00"), D("300.00"), D("400.00"))


def test_quartiles_lie_between_values_to_the_cent() -> None:
    found = band_of([D("10"), D("20"), D("30"), D("40"), D("50.01"), D("60")])
    assert (found.q1, found.median, found.q3) == (D("22.50"), D("35.00"), D("47.51"))


def test_beyond_the_fences_an_amount_is_an_outlier() -> None:
    band = band_of([D(n) for n in (100, 200, 300, 400, 500)])
    assert not band.is_outlier(D("700"))
    assert band.is_outlier(D("700.01"))
    assert not Band(3).is_outlier(D("9999"))


def test_an_unusual_amount_needs_a_reason_and_a_usual_one_does_not() -> None:
    shown = propose(harm="moderate", fault="ours", tier="standard", price=None)
    assert not needs_reason(D("300"), proposal=shown, band=Band(0))
    assert needs_reason(D("300.01"), proposal=shown, band=Band(0))
    assert needs_reason(D("300"), proposal=shown, band=band_of([D(50)] * 5))


@given(amounts=st.lists(MONEY, min_size=5, max_size=40))
def test_the_band_lies_within_what_was_given(amounts: list[Decimal]) -> None:
    band = band_of(amounts)
    assert band.q1 is not None
    assert band.median is not None
    assert band.q3 is not None
    assert min(amounts) <= band.q1 <= band.median <= band.q3 <= max(amounts)


@given(amounts=st.lists(MONEY, max_size=30))
def test_however_it_is_cut_no_case_gets_more_than_the_limit(amounts: list[Decimal]) -> None:
    total = D(0)
    for amount in amounts:
        if not obstacles(amount, limit=LIMIT, given=Given(case=total, customer=total)):
            total += amount
    assert total <= LIMIT.amount


@given(amounts=st.lists(st.tuples(MONEY, st.integers(0, 3)), max_size=40))
def test_however_it_is_spread_over_cases_no_customer_gets_more_than_a_week_or_the_period_allows(
    amounts: list[tuple[Decimal, int]],
) -> None:
    cases: dict[int, Decimal] = {}
    for amount, case in amounts:
        given_in_case = cases.get(case, D(0))
        everything = sum(cases.values(), D(0))
        before = Given(case=given_in_case, customer=everything, lately=everything - given_in_case)
        if not obstacles(amount, limit=LIMIT, given=before):
            cases[case] = given_in_case + amount
    assert sum(cases.values(), D(0)) <= LIMIT.amount


@given(amount=MONEY, before=MONEY, left=MONEY)
def test_nothing_goes_over_the_budget(amount: Decimal, before: Decimal, left: Decimal) -> None:
    found = obstacles(amount, limit=LIMIT, given=Given(customer=before, budget_left=left))
    assert ("budget" in found) == (amount > left)
    assert ("customer" in found) == (amount + before > LIMIT.total)


@pytest.mark.parametrize(
    ("amount", "before", "found"),
    [
        ("300", Given(), ()),
        ("300.01", Given(), ("amount",)),
        ("100", Given(case=D(250), customer=D(250)), ("case",)),
        ("100", Given(customer=D(250), lately=D(250)), ("split",)),
        ("100", Given(customer=D(550)), ("customer",)),
        ("0", Given(case=D(9999), customer=D(9999), budget_left=D(0)), ()),
    ],
)
def test_an_amount_is_beyond_authority_for_these_reasons(
    amount: str, before: Given, found: tuple[str, ...]
) -> None:
    assert obstacles(D(amount), limit=LIMIT, given=before) == found


def test_the_limit_for_a_kind_goes_before_the_one_for_all_and_a_role_without_one_may_give_nothing() -> None:
    own = [Limit("agent", "", "CNY", D(50), D(50), 30), Limit("agent", "points", "CNY", D(80), D(80), 30)]
    assert limit_for(role="agent", kind="refund", currency="CNY", limits=own).amount == D(50)
    assert limit_for(role="agent", kind="points", currency="CNY", limits=own).amount == D(80)
    assert limit_for(role="agent", kind="refund", currency="CNY").amount == D(300)
    assert limit_for(role="agent", kind="refund", currency="USD").amount == D(0)
    assert limit_for(role="auditor", kind="refund", currency="CNY").amount == D(0)


def test_one_asks_those_above() -> None:
    lead, boss = DEFAULT_CHAIN
    assert above("agent", DEFAULT_CHAIN) == (lead, boss)
    assert above("lead", DEFAULT_CHAIN) == (boss,)
    assert above("executive", DEFAULT_CHAIN) == ()
    assert reaches("executive", "lead", chain=DEFAULT_CHAIN)
    assert not reaches("lead", "executive", chain=DEFAULT_CHAIN)
    assert not reaches("agent", "lead", chain=(Step("lead", 4),))
