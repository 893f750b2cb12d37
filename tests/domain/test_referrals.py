"""Bodies outside the house: complete in both languages, tied to packs that exist, and no dead link."""

from datetime import date

import pytest

from wenguo.kernel.deadlines.packs import pack_ids, shipped
from wenguo.kernel.referrals import BadReferrals, bodies_for, read, shipped as bodies

DAY = date(2026, 11, 26)
ROW = """
[[bodies]]
key = "x"
jurisdiction = "eu"
name = { zh = "某", en = "Some" }
words = { zh = "可以", en = "You may" }
packs = ["eu.gdpr-request"]
url = "%s"
valid_from = 2020-01-01
valid_until = 2025-07-20
source = "s"
confidence = "V1"
"""


def keys(*packs: str, on: date = DAY) -> list[str]:
    return [body.key for body in bodies_for(packs, on=on)]


def test_each_law_leads_to_its_own_bodies() -> None:
    assert keys("uk.fca-disp") == ["uk.fos"]
    assert keys("cn.consumer-law", "cn.e-commerce") == ["cn.12315", "cn.consumer-association"]
    assert keys("cn.bank-insurance-transfer") == ["cn.12378"]
    assert keys("au.rg271", "us.cfpb") == ["us.cfpb", "au.afca"]
    assert keys("au.rg271", on=date(2021, 1, 1)) == []
    assert keys() == keys("cn.unknown") == []


def test_every_body_hangs_on_a_pack_that_is_shipped() -> None:
    known = pack_ids(shipped())
    for body in bodies():
        assert [pack for pack in body.packs if not any(body.belongs_to(one) for one in known)] == []
        assert all(
            any(one == p or (p.endswith("*") and one.startswith(p[:-1])) for one in known) for p in body.packs
        )


def test_the_six_months_of_the_ombudsman_are_said() -> None:
    body = next(one for one in bodies() if one.key == "uk.fos")
    assert "six months" in body.words["en"]
    assert "六个月" in body.words["zh"]


@pytest.mark.parametrize(
    "url", ["https://ec.europa.eu/consumers/odr", "http://www.12315.cn", "javascript:alert(1)"]
)
def test_a_dead_or_unsafe_link_is_refused(url: str) -> None:
    with pytest.raises(BadReferrals, match="must not be shown"):
        read(ROW % url)


def test_a_row_that_no_longer_holds_is_not_shown() -> None:
    rows = read(ROW % "")
    assert [body.key for body in bodies_for(["eu.gdpr-request"], on=date(2025, 7, 19), bodies=rows)] == ["x"]
    assert bodies_for(["eu.gdpr-request"], on=date(2025, 7, 20), bodies=rows) == ()
    with pytest.raises(BadReferrals, match="twice"):
        read(ROW % "" + ROW % "")
    with pytest.raises(BadReferrals, match="one language"):
        read((ROW % "").replace('en = "Some"', 'en = ""'))
