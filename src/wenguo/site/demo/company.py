"""Two brands, eleven places, four teams, fourteen people."""

from dataclasses import dataclass
from datetime import time

from django.contrib.auth.hashers import make_password

from wenguo.base.cast import ADMIN, CHEN, LI, OUTSIDER, WANG, CastMember
from wenguo.people.models import Brand, Membership, Place, Shift, Team, User

PASSWORD = "wenguo-demo"  # noqa: S105 — printed at every start, for a world that holds no real person

BRANDS = {
    "hotel": ("木棉酒店", "Kapok Hotels", "#8c3b2a", "care@kapok-hotels.example", "400-100-0001"),
    "shop": ("木棉生活", "Kapok Living", "#0f766e", "care@kapok-living.example", "400-100-0002"),
}
PLACES = {
    "zhujiang": ("hotel", "珠江新城店", "Zhujiang New Town", "广州"),
    "xihu": ("hotel", "西湖店", "West Lake", "杭州"),
    "chunxi": ("hotel", "春熙路店", "Chunxi Road", "成都"),
    "dali": ("hotel", "大理古城店", "Dali Old Town", "大理"),
    "hongqiao": ("hotel", "上海虹桥店", "Shanghai Hongqiao", "上海"),
    "sanya": ("hotel", "三亚湾店", "Sanya Bay", "三亚"),
    "east": ("shop", "华东仓", "East warehouse", "嘉兴"),
    "south": ("shop", "华南仓", "South warehouse", "佛山"),
    "chengdu": ("shop", "成都仓自提点", "Chengdu pick-up point", "成都"),
}
TEAMS = {
    "hotel-care": ("hotel", "宾客关系组", "Guest relations", []),
    "hotel-billing": ("hotel", "账务与会员组", "Billing and membership", ["price", "digital", "policy"]),
    "shop-aftersales": ("shop", "网店售后组", "Shop aftersales", []),
    "shop-logistics": ("shop", "物流组", "Logistics", ["logistics"]),
}
COLLEAGUES = (
    CastMember("zhou", "周予安", "agent", ("hotel",), ("hotel-care",)),
    CastMember("huangli", "黄立", "specialist", ("hotel",), ("hotel-care",)),
    CastMember("shenyan", "沈妍", "agent", ("hotel",), ("hotel-billing",)),
    CastMember("linyue", "林悦", "specialist", ("hotel",), ("hotel-billing",)),
    CastMember("zhongqi", "钟琪", "agent", ("shop",), ("shop-aftersales",)),
    CastMember("wusheng", "吴胜", "agent", ("shop",), ("shop-logistics",)),
    CastMember("helei", "何蕾", "lead", ("shop",), ("shop-aftersales", "shop-logistics")),
    CastMember("fenxi", "方可", "analyst", ("hotel", "shop")),
    CastMember("shenji", "邵敏", "auditor", ("hotel", "shop")),
)
STAFF = (LI, WANG, CHEN, OUTSIDER, ADMIN, *COLLEAGUES)


@dataclass(frozen=True, slots=True)
class Company:
    """Everybody and everything by short name."""

    brands: dict[str, Brand]
    places: dict[str, Place]
    teams: dict[str, Team]
    people: dict[str, User]

    def of(self, brand: str) -> list[User]:
        """Who works for a brand."""
        return [self.people[member.key] for member in STAFF if brand in member.brands]


def found_company() -> Company:
    """Make the company; called once in an empty installation."""
    brands = {slug: _brand(slug) for slug in BRANDS}
    teams = {
        key: Team.objects.create(
            brand=brands[slug], key=key, name={"zh": zh, "en": en}, categories=categories
        )
        for key, (slug, zh, en, categories) in TEAMS.items()
    }
    password = make_password(PASSWORD)
    people = {member.key: _person(member, brands, teams, password) for member in STAFF}
    places = {slug: _place(slug, brands, people) for slug in PLACES}
    return Company(brands, places, teams, people)


def found_before() -> Company:
    """The company that was made before, by another process."""
    return Company(
        brands={row.slug: row for row in Brand.objects.filter(slug__in=BRANDS)},
        places={row.slug: row for row in Place.objects.filter(slug__in=PLACES)},
        teams={row.key: row for row in Team.objects.filter(key__in=TEAMS)},
        people={row.username: row for row in User.objects.filter(username__in=[one.key for one in STAFF])},
    )


def _brand(slug: str) -> Brand:
    zh, en, colour, email, phone = BRANDS[slug]
    return Brand.objects.create(slug=slug, name={"zh": zh, "en": en}, colour=colour, email=email, phone=phone)


def _place(slug: str, brands: dict[str, Brand], people: dict[str, User]) -> Place:
    brand, zh, en, city = PLACES[slug]
    manager = people["wang" if brand == "hotel" else "helei"]
    return Place.objects.create(
        brand=brands[brand],
        slug=slug,
        code=f"{slug}2026",
        name={"zh": zh, "en": en},
        city=city,
        manager=manager,
    )


def _person(member: CastMember, brands: dict[str, Brand], teams: dict[str, Team], password: str) -> User:
    user = User.objects.create(
        username=member.key,
        email=f"{member.key}@kapok.example",
        password=password,
        name=member.name,
        role=member.role,
    )
    user.brands.set([brands[slug] for slug in member.brands])
    Membership.objects.bulk_create(
        [Membership(team=teams[key], user=user, is_lead=member.role == "lead") for key in member.teams]
    )
    if member.role == "specialist":
        # Specialists keep day shifts; the frontline is there around the clock, so that no complaint waits at night.
        Shift.objects.bulk_create(
            [Shift(user=user, weekday=day, starts_at=time(9), ends_at=time(21)) for day in range(7)]
        )
    return user
