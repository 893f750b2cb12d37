"""Which amounts in an answer commit the house: what it gives, not what the customer paid or what was given before."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from wenguo.respond.domain.giving import Sum, furthest, given_sums, totals
from wenguo.respond.queries.giving import sums_in


def given_in(text: str) -> dict[str, Decimal]:
    return totals(given_sums(text, sums_in(text)))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("我们今天就给您退款 800 元。", "800.00"),
        ("为您办理全额退款，金额 1,280 元，三天内到账。", "1280.00"),
        ("另外赔偿您¥500，当作补偿。", "500.00"),
        ("退房费 600 元，再送您 200 元代金券。", "800.00"),
        ("退您 600 元，补偿 200 元，共给您 800 元。", "800.00"),
        ("我们退您 600 元。600 元明天到账，这是给您的退款。", "600.00"),
        ("我们退您三百五十元。", "350.00"),
        ("给您补偿两千五百块，今天到账。", "2500.00"),
        ("另外赔您一千二百块钱。", "1200.00"),
        ("送您十块钱的优惠券。", "10.00"),
        ("退您壹仟贰佰圆整。", "1200.00"),
        ("We will refund $120 to your card today.", "120.00"),
        ("We will refund two hundred and fifty dollars.", "250.00"),
        ("We will compensate you with 2 vouchers of ¥100.", "100.00"),
    ],
)
def test_what_is_promised_is_found(text: str, amount: str) -> None:
    assert list(given_in(text).values()) == [Decimal(amount)]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("我们退您一百元。", "CNY"),
        ("我们退您100美元。", "USD"),
        ("我们退您一百美金。", "USD"),
        ("我们退您 100 港元。", "HKD"),
        ("我们退您两百欧元。", "EUR"),
        ("We will refund you fifty euros.", "EUR"),
        ("我们退您三十英镑。", "GBP"),
    ],
)
def test_the_currency_is_the_one_that_was_said(text: str, currency: str) -> None:
    assert list(given_in(text)) == [currency]


@pytest.mark.parametrize(
    "text",
    [
        "您支付的 800 元我们查到了。",
        "很抱歉，我们不能退您 800 元。",
        "800 元已经退到您的账户。",
        "您要求退款 800 元，我们明天答复您。",
        "这间房的原价是 1,200 元。",
        "The price was $90, and you paid $80.",
        "We cannot refund $500.",
        "明天下午五点前给您回电。",
        "我们给您送几百块地砖的样册，三元牛奶也一起送。",
        "送您一块蛋糕，我们一块儿想办法。",
    ],
)
def test_what_is_not_given_is_left_alone(text: str) -> None:
    assert given_in(text) == {}


def test_what_was_offered_already_is_no_new_gift() -> None:
    sums = given_sums("我们退您 800 元，另送您 50 元券。", sums_in("我们退您 800 元，另送您 50 元券。"))
    assert totals(sums, known={("CNY", Decimal("800.00"))}) == {"CNY": Decimal("50.00")}


def test_a_role_nobody_named_may_promise_as_far_as_the_frontline() -> None:
    assert furthest("trainee") == furthest("agent")
    assert furthest("executive") is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.decimals("0.01", "99999", places=2), min_size=1, max_size=6, unique=True))
def test_parts_always_count_as_the_whole(amounts: list[Decimal]) -> None:
    sums = [Sum(place, place + 1, amount, "CNY") for place, amount in enumerate(amounts)]
    [whole] = totals(sums).values()
    assert whole >= max(amounts)
    assert whole in (sum(amounts), max(amounts))
    if whole != sum(amounts):
        assert max(amounts) == sum(amounts) - max(amounts)
