"""Who can do what, and who is on call: so that the pages about it show something true."""

from datetime import datetime, timedelta

from django.utils import timezone

from wenguo.base.actor import Actor
from wenguo.people import actions as people
from wenguo.people.actions import Asked
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond
from wenguo.site.demo.company import Company

# Brand, short name, names, the cases that ask for it, and whether they wait for it.
SKILLS = (
    ("hotel", "food-safety", "食品与安全事件", "Food and safety", Asked(risks=["safety", "health"])),
    ("hotel", "key-guests", "贵宾接待", "Key guests", Asked(tiers=["diamond", "gold"])),
    ("hotel", "billing", "账单争议", "Billing disputes", Asked(categories=["price"])),
    ("shop", "damage", "破损理赔", "Damage claims", Asked(categories=["logistics.damage"])),
    ("shop", "legal", "三包与法规", "Warranty law", Asked(risks=["legal", "regulator"])),
)
ABILITIES = {
    "huangli": ({"food-safety": 4, "key-guests": 3}, ["zh", "en"]),
    "zhou": ({"food-safety": 2}, ["zh", "en"]),
    "xiaoli": ({"key-guests": 2}, ["zh", "en"]),
    "wang": ({"food-safety": 5, "key-guests": 5, "billing": 3}, ["zh", "en"]),
    "shenyan": ({"billing": 2}, ["zh", "en"]),
    "linyue": ({"billing": 4, "key-guests": 2}, ["zh", "en", "ja"]),
    "zhongqi": ({"damage": 2}, ["zh", "en"]),
    "wusheng": ({"damage": 3}, ["zh", "en"]),
    "helei": ({"damage": 4, "legal": 4}, ["zh", "en"]),
}
# Brand, tier, who by day and who by night.
ROTA = (
    ("hotel", 1, "zhou", "xiaoli"),
    ("hotel", 2, "huangli", "linyue"),
    ("hotel", 3, "wang", "wang"),
    ("shop", 1, "zhongqi", "wusheng"),
    ("shop", 2, "helei", "helei"),
)
DAY, DUTY_DAYS = 9, 7
NOTE = "珠江新城店 18 楼空调今晚检修，有住客来电先致歉再换房；前台已备好 20 间空房。"


def staff_company(company: Company, *, now: datetime) -> None:
    """Skills, languages, fast lanes, and a duty rota around now."""
    lead = actor_of(company.people["admin"])
    skills = {}
    for slug, key, zh, en, asked in SKILLS:
        brand = company.brands[slug]
        name = {"zh": zh, "en": en}
        row = people.set_skill(
            actor=lead, brand=brand, key=key, name=name, asked=asked, is_required=False, now=now
        )
        skills[key] = row.pk
    for key, (levels, languages) in ABILITIES.items():
        people.set_abilities(
            actor=lead,
            user=company.people[key],
            skills={skills[name]: level for name, level in levels.items()},
            languages=languages,
            places=[],
            now=now,
        )
    _rota(company, lead, now)
    hotel = company.brands["hotel"]
    named = [company.people[key] for key in ("wang", "huangli")]
    respond.set_contacts(actor=lead, brand=hotel, lane="safety", level=0, users=named, now=now)


def _rota(company: Company, lead: Actor, now: datetime) -> None:
    today = timezone.localtime(now).replace(hour=DAY, minute=0, second=0, microsecond=0)
    for slug, tier, by_day, by_night in ROTA:
        for back in range(-1, DUTY_DAYS):
            start = today + timedelta(days=back)
            half = start + timedelta(hours=12)
            for user, since, until in (
                (by_day, start, half),
                (by_night, half, start + timedelta(days=1)),
            ):
                people.plan_duty(
                    actor=lead,
                    brand=company.brands[slug],
                    tier=tier,
                    user=company.people[user],
                    starts_at=since,
                    ends_at=until,
                    now=now,
                )
    wang = actor_of(company.people["wang"])
    people.leave_duty_note(actor=wang, brand=company.brands["hotel"], text=NOTE, now=now - timedelta(hours=3))
