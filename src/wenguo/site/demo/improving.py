"""What the story's company changed because of what it heard: one change that worked, one under way, one planned."""

from datetime import datetime, timedelta

from wenguo.base.news import unheard
from wenguo.improve import actions as improve
from wenguo.people.queries import actor_of
from wenguo.respond.models import Case
from wenguo.site.demo.company import Company

HOT_WATER = "hot-water"
EAST_DELAY = "east-delay"


def improve_things(company: Company, cases: dict[str, list[Case]], *, now: datetime) -> None:
    """Make the improvements; ``cases`` are those opened by each spike."""
    with unheard():
        _hot_water(company, cases.get(HOT_WATER, []), now=now)
        _carrier(company, cases.get(EAST_DELAY, []), now=now)
        _invoices(company, now=now)


def _hot_water(company: Company, cases: list[Case], *, now: datetime) -> None:
    """Plan, do, check, done, published: the customers behind it have been told once."""
    lead = company.people["wang"]
    actor = actor_of(lead)
    made_at = now - timedelta(days=41)
    improvement = improve.make_improvement(
        actor=actor,
        brand=company.brands["hotel"],
        title="虹桥店热水：换回变频锅炉泵，晚高峰加一台备用",
        problem="10 月换锅炉以后，虹桥店晚上八点到十点浴室热水忽冷忽热，四楼以上有时没有热水。",
        action="换回原型号变频泵；晚高峰 19:30 起备用锅炉自动并入；工程部每晚 19:00 记录各层出水温度。",
        owner=lead,
        due_date=(now - timedelta(days=24)).date(),
        target="虹桥店每周热水投诉降到 1 件以下",
        target_per_week=1.0,
        category="service.facility",
        place=company.places["hongqiao"],
        case_numbers=[case.number for case in cases],
        now=made_at,
    )
    improve.start(actor=actor, improvement=improvement, now=made_at + timedelta(days=2))
    done_at = now - timedelta(days=26)
    finished = improve.finish(
        actor=actor,
        improvement=improvement,
        you_said={
            "zh": "虹桥店晚上洗澡水忽冷忽热，高楼层有时没有热水。",
            "en": "Hot water at Shanghai Hongqiao ran hot and cold in the evening, and sometimes not at all upstairs.",
        },
        we_did={
            "zh": "换回原来的变频泵，晚高峰自动加开一台备用锅炉，并且每晚七点逐层量水温。",
            "en": "We put the old variable pump back, run a second boiler in the evening peak, "
            "and measure the temperature on every floor at seven.",
        },
        now=done_at,
    )
    improve.publish(actor=actor, improvement=finished, now=done_at + timedelta(hours=2))
    improve.tell_customers(finished.pk, now=done_at + timedelta(hours=3))


def _carrier(company: Company, cases: list[Case], *, now: datetime) -> None:
    """Under way: the parcels move again, whether for good is still open."""
    lead = company.people["helei"]
    made_at = now - timedelta(days=5)
    improvement = improve.make_improvement(
        actor=actor_of(lead),
        brand=company.brands["shop"],
        title="华东仓换承运商后的中转积压：加开两条干线，超 48 小时无轨迹自动补发",
        problem="双十一后华东仓换承运商，包裹停在分拨中心，客户查不到进度。",
        action="加开两条夜间干线；48 小时没有新轨迹的包裹自动补发并告知客户。",
        owner=lead,
        due_date=(now + timedelta(days=9)).date(),
        target="每周配送延误投诉降到 6 件以下",
        target_per_week=6.0,
        category="logistics.delay",
        place=company.places["east"],
        case_numbers=[case.number for case in cases],
        now=made_at,
    )
    improve.start(actor=actor_of(lead), improvement=improvement, now=made_at + timedelta(hours=20))


def _invoices(company: Company, *, now: datetime) -> None:
    """Planned: from a category, not from chosen cases."""
    lead = company.people["wang"]
    improve.make_improvement(
        actor=actor_of(lead),
        brand=company.brands["hotel"],
        title="退房前在小程序自助开票，抬头记住上一次的",
        problem="发票抬头开错、月底来不及，是账务组重复最多的来回。",
        owner=lead,
        due_date=(now + timedelta(days=30)).date(),
        target="发票类投诉减半",
        category="price.invoice",
        now=now - timedelta(days=3),
    )
