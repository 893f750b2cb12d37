"""One row of everything that the hotel can own, so that every address leads somewhere."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from PIL import Image

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.cast import CHEN, LI, OUTSIDER, WANG
from wenguo.customers import actions as customers
from wenguo.customers.actions import CustomerFacts
from wenguo.improve import actions as improve
from wenguo.improve.models import Improvement
from wenguo.kernel.clock import now
from wenguo.listen import actions as listen
from wenguo.listen.actions import Upload
from wenguo.listen.models import Attachment, Feedback, FileImport, Outgoing
from wenguo.measure.actions import refresh_facts
from wenguo.people import actions as people
from wenguo.people.actions import issue_token
from wenguo.people.domain.permissions import ROLES
from wenguo.people.models import ApiToken, Brand, Membership, Place, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond, queries
from wenguo.respond.actions import Offer
from wenguo.respond.domain.outreach import Audience
from wenguo.respond.models import CareTask, Case, OutreachRecipient, SavedView
from wenguo.respond.queries import QueueFilters
from wenguo.understand.models import Analysis, Category, ModelVersion, Rereading

# Words that occur in everything the hotel owns and nowhere else: whoever reads one of them has seen too much.
SECRET = "血渍"
NAMES = {"lead": WANG.name, "agent": LI.name, "executive": CHEN.name}
SAID, DID = {"zh": f"床单有{SECRET}", "en": "Stained sheets"}, {"zh": "换了洗衣厂", "en": "A new laundry"}
CSV = f"编号,内容\na1,枕头上有{SECRET}\n,\n".encode()


@dataclass
class World:
    """The hotel with its staff, one of each role, and 外人 of the shop."""

    hotel: Brand
    shop: Brand
    team: Team
    place: Place
    staff: dict[str, User] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The colleague with this role."""
        return actor_of(self.staff[role])

    def values(self) -> dict[str, Any]:
        """What the placeholders of an address stand for."""
        return {name: getattr(row, "pk", row) for name, row in self.rows.items()} | {
            "slug": self.hotel.slug,
            "place": self.place.pk,
            "code": self.place.code,
            "team": self.team.pk,
            "part": "budget",
            "field_key": "linen",
            "key_date": "birthday",
            **{role: user.pk for role, user in self.staff.items()},
        }


def photo() -> Upload:
    """A small picture, told apart from others by its bytes."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "#7f1d1d").save(out, "PNG")
    return Upload(f"{SECRET}.png", out.getvalue())


def build() -> World:
    """Everything, an hour ago. In the caller's transaction."""
    at = now() - timedelta(hours=1)
    hotel = Brand.objects.create(
        slug="hotel", name={"zh": "木棉酒店", "en": "Kapok Hotels"}, email="care@hotel.test"
    )
    shop = Brand.objects.create(
        slug="shop", name={"zh": "木棉生活", "en": "Kapok Living"}, email="care@shop.test"
    )
    world = World(
        hotel=hotel,
        shop=shop,
        team=Team.objects.create(
            brand=hotel, key="hotel-care", name={"zh": "宾客关系组", "en": "Guest relations"}
        ),
        place=Place.objects.create(
            brand=hotel, slug="xihu", code="xihu2345", name={"zh": "西湖店", "en": "West Lake"}
        ),
    )
    world.staff = {role: _user(role, NAMES.get(role, role), role, hotel, world.team) for role in ROLES}
    selling = Team.objects.create(
        brand=shop, key="shop-aftersales", name={"zh": "网店售后组", "en": "Aftersales"}
    )
    world.staff["outsider"] = _user(OUTSIDER.key, OUTSIDER.name, "administrator", shop, selling)
    _customers_and_words(world, at)
    _answers(world, at)
    _the_rota(world, at)

    _amends(world, at)
    _the_rest(world, at)
    _together(world, at)
    _the_law(world, at)
    _an_appeal(world, at)
    _own_fields(world, at)
    return world


def _user(username: str, name: str, role: str, brand: Brand, team: Team) -> User:
    user = User.objects.create(username=username, name=name, role=role)
    user.brands.set([brand])
    Membership.objects.create(team=team, user=user)
    return user


def hear(brand: Brand, text: str, *, name: str, email: str, at: datetime, **more: Any) -> Feedback:
    """Feedback of a known customer, understood as a complaint."""
    feedback = listen.receive(
        actor=SYSTEM,
        brand=brand,
        text=text,
        channel="web",
        customer=CustomerFacts(name=name, email=email, phone="13800138000"),
        now=at,
        language="zh-hans",
        **more,
    ).feedback
    labels = {
        "kind": "complaint",
        "category": "quality.hygiene",
        "polarity": "negative",
        "intensity": 2,
        "urgency": 2,
    }
    whole = {
        "categories": ["quality.hygiene"],
        "keywords": [text[:2]],
        "confidence": {},
        "evidence": {},
        "summary": text,
    }
    Analysis.objects.create(
        feedback=feedback,
        brand=brand,
        model_version="test",
        created_at=at,
        language="zh",
        summary=text,
        risks=[],
        demands=["refund"],
        labels={**labels, "summary": text, "risks": [], "demands": ["refund"], **whole},
        **labels,
    )
    return feedback


def _customers_and_words(world: World, at: datetime) -> None:
    feedback = hear(
        world.hotel,
        f"床单上有{SECRET}，换房等了两个小时，请退款",
        name=f"张女士{SECRET}",
        email="zhang@example.test",
        at=at,
        place=world.place,
        order_number="KP20261120007",
        attachments=[photo()],
    )
    customer = feedback.customer
    assert customer
    absorbed = customers.find_or_create(brand=world.hotel, now=at, name=f"张{SECRET}", email="zhang@old.test")
    other = customers.find_or_create(
        brand=world.hotel, now=at, name=f"赵先生{SECRET}", email="zhao@example.test"
    )
    assert absorbed
    assert other
    customers.merge(actor=SYSTEM, kept=customer, absorbed=absorbed, now=at)
    more = hear(world.hotel, f"又看到{SECRET}", name="张女士", email="zhang@example.test", at=at)
    world.rows |= {
        "feedback": feedback,
        "more_feedback": more,
        "customer": customer,
        "absorbed": absorbed,
        "other_customer": other,
        "link": feedback.link,
        "file": Attachment.objects.get(feedback=feedback).token,
    }


def _answers(world: World, at: datetime) -> None:
    lead = world.actor("lead")
    case: Case = respond.open_case(feedback=world.rows["feedback"], now=at)
    respond.assign(actor=lead, case=case, assignee=world.staff["agent"], now=at)
    case.refresh_from_db()
    letter = respond.reply(
        actor=lead, case=case, text=f"{SECRET}一事，非常抱歉", now=at, attachments=[photo()]
    )
    note = f"@{world.staff['agent'].name} 这块{SECRET}请当面致歉"
    respond.take_note(actor=lead, case=case, text=note, now=at)
    view = respond.save_view(actor=lead, name=f"{SECRET}的单子", filters=QueueFilters(), now=at)
    world.rows |= {
        "number": case.number,
        "case": case,
        "view": view,
        "letter": letter.attachments.get().token,
    }


def _the_rota(world: World, at: datetime) -> None:
    lead, agent, day = world.actor("lead"), world.staff["agent"], timedelta(days=1)
    skill = people.set_skill(
        actor=lead,
        brand=world.hotel,
        key="food",
        name={"zh": f"{SECRET}鉴别"},
        asked=people.Asked(categories=["quality.hygiene"]),
        is_required=False,
        now=at,
    )
    abilities: dict[str, Any] = {"skills": {skill.pk: 3}, "languages": ["zh"], "places": [world.place]}
    people.set_abilities(actor=lead, user=agent, now=at, **abilities)
    future = {"starts_at": at + 30 * day, "ends_at": at + 31 * day}
    leave = people.set_leave(actor=lead, user=agent, kind="holiday", now=at, **future)
    today: dict[str, Any] = {"starts_at": at, "ends_at": at + day}
    turn = people.plan_duty(actor=lead, brand=world.hotel, tier=1, user=agent, now=at, **today)[0]
    people.leave_duty_note(actor=lead, brand=world.hotel, text=f"留意{SECRET}", now=at)
    respond.recuse(
        actor=lead, case=world.rows["case"], user=world.staff["executive"], reason=f"{SECRET}的亲属", now=at
    )
    respond.escalate(actor=lead, case=world.rows["case"], level=3, reason=f"{SECRET}请定夺", now=at)
    respond.set_tags(actor=lead, case=world.rows["case"], tags=[SECRET], now=at)
    rule = respond.set_rule(
        actor=lead,
        brand=world.hotel,
        name=f"{SECRET}找专员",
        moment="opened",
        conditions=[],
        deeds=queries.deeds_of_rule([["tag", SECRET]]),
        is_active=True,
        now=at,
    )
    world.rows |= {"leave": leave, "turn": turn, "rule": rule}


def _amends(world: World, at: datetime) -> None:
    """One offer that the customer may answer, one request that waits for the lead, and what is set about both."""
    agent, boss, case = world.actor("agent"), world.actor("executive"), world.rows["case"]
    offer = respond.offer_compensation(
        actor=agent, case=case, offer=Offer("apology_letter", f"为{SECRET}致歉的信"), now=at
    )
    refund = Offer(
        "refund", f"因{SECRET}退首晚房费", Decimal(948), harm="moderate", reason=f"老人看到{SECRET}"
    )
    asked = respond.ask_approval(actor=agent, case=case, offer=refund, now=at)
    respond.record_offer_step(actor=agent, case=case, step="confirm", asked=f"看到{SECRET}要求退款", now=at)
    deputy = respond.set_deputy(
        actor=boss,
        user=world.staff["lead"],
        deputy=world.staff["analyst"],
        starts_at=at + timedelta(days=30),
        ends_at=at + timedelta(days=31),
        now=at,
    )
    promised: dict[str, Any] = {"text": f"查清{SECRET}的来历后回电", "due_at": at + timedelta(days=2)}
    world.rows |= {
        "promise": respond.make_promise(actor=agent, case=case, now=at, **promised),
        "offer": offer,
        "compensation": asked,
        "approval": asked.approvals.get(),
        "budget": respond.set_budget(
            actor=boss, brand=world.hotel, month=at.date(), amount=Decimal(9000), now=at
        ),
        "deputy": deputy,
    }


def _the_rest(world: World, at: datetime) -> None:
    lead, admin = world.actor("lead"), world.actor("administrator")
    upload: dict[str, Any] = {
        "actor": lead,
        "brand": world.hotel,
        "channel": "review",
        "now": at,
    }
    file_import: FileImport = listen.upload_import(content=io.BytesIO(CSV), name=f"{SECRET}.csv", **upload)
    improvement: dict[str, Any] = {
        "title": f"不再有{SECRET}",
        "problem": f"床单有{SECRET}",
        "target": f"每周没有{SECRET}",
    }
    made: Improvement = improve.make_improvement(
        actor=lead,
        brand=world.hotel,
        owner=world.staff["lead"],
        due_date=at.date() + timedelta(30),
        category="quality.hygiene",
        now=at,
        **improvement,
    )
    improve.start(actor=lead, improvement=made, now=at)
    respond.set_clock_policy(actor=lead, brand=world.hotel, name="solution", minutes=60, now=at)
    issue_token(actor=admin, name=f"{SECRET}程序", role="agent", brand=world.hotel, now=at)
    outgoing = Outgoing.objects.order_by("id")[0]
    Outgoing.objects.filter(pk=outgoing.pk).update(state="failed", subject=f"关于{SECRET}")
    refresh_facts([world.rows["feedback"].pk, world.rows["more_feedback"].pk])
    world.rows |= {
        "import": file_import,
        "improvement": made,
        "token": ApiToken.objects.get(),
        "outgoing": outgoing,
        **_learned(at),
        "job": _failed_job(),
        "view": SavedView.objects.get(),
        "due": date.isoformat(at.date() + timedelta(30)),
    }


def _together(world: World, at: datetime) -> None:
    lead = world.actor("lead")
    incident = respond.declare_incident(
        actor=lead, brand=world.hotel, title=f"多间房有{SECRET}", cases=[world.rows["case"]], now=at
    )
    door = respond.ask_diagnostics(actor=lead, case=world.rows["case"], asked=f"{SECRET}照片", now=at)
    world.rows |= {"door_id": door, "door": door.link}
    crisis = respond.declare_crisis(actor=lead, incident=incident, reason=f"{SECRET}见报", now=at)
    told: dict[str, Any] = {
        "subject": {"zh": f"关于{SECRET}", "en": "About the stain"},
        "body": {"zh": f"请检查{SECRET}", "en": "Please check"},
    }
    outreach = respond.draft_outreach(
        actor=lead, brand=world.hotel, audience=Audience(), incident=incident, now=at, **told
    )
    reader = OutreachRecipient.objects.create(
        outreach=outreach, customer=world.rows["customer"], queued_at=at
    )
    world.rows |= {"part_of": "lead", "outreach": outreach, "reader": reader.link}
    task = respond.add_task(
        actor=lead, case=world.rows["case"], title=f"处理{SECRET}", owner=None, due_at=None, now=at
    )
    world.rows |= {"incident": incident, "task": task, "step": crisis.steps.order_by("id")[0]}
    world.rows["ask"] = respond.invite_expert(
        actor=lead,
        case=world.rows["case"],
        expert=world.staff["specialist"],
        question=f"{SECRET}能洗掉吗",
        due_at=now() + timedelta(days=2),
        now=now(),
    )


def _the_law(world: World, at: datetime) -> None:
    lead, case = world.actor("lead"), world.rows["case"]
    name, day = {"zh": f"前台{SECRET}"}, at.date() + timedelta(400)
    calendar = respond.set_work_calendar(actor=lead, brand=world.hotel, key="desk", name=name, now=at)
    special = respond.set_business_day(
        actor=lead, calendar=calendar, day=day, is_working=False, name=SECRET, now=at
    )
    respond.choose_pack(actor=lead, brand=world.hotel, pack="cn.three-guarantees", now=at)
    law: dict[str, Any] = {"pack": "cn.telecom", "step": "answer", "received_at": at}
    deadline = respond.start_statutory(actor=lead, case=case, now=at, **law)
    world.rows |= {"calendar": calendar.key, "day": special, "deadline": deadline, "year": 2027}


def _learned(at: datetime) -> dict[str, Any]:
    """What the house has learned, and what it reads again."""
    return {
        "category": Category.objects.create(
            code="service.charging",
            parent=Category.objects.get(code="service"),
            name={"zh": "充电", "en": "Charging"},
            is_own=True,
            examples=["充电桩坏了"] * 5,
        ).code,
        "model": ModelVersion.objects.create(base_version="1.test", state="ready", created_at=at),
        "rereading": Rereading.objects.create(started_by_name="王主管", created_at=at, moved_at=at),
    }


def _an_appeal(world: World, at: datetime) -> None:
    lead, reviewer = world.actor("lead"), world.staff["administrator"]
    feedback = hear(world.hotel, f"枕套有{SECRET}", name="李先生", email="lixs@example.test", at=at)
    case = respond.open_case(feedback=feedback, now=at)
    respond.assign(actor=lead, case=case, assignee=world.staff["agent"], now=at)
    respond.resolve(actor=lead, case=case, outcome="explained", cause="person", text="已说明", now=at)
    appeal = respond.customer_appeals(link=feedback.link, reason=f"{SECRET}一事不服", now=at)
    respond.choose_reviewer(actor=lead, appeal=appeal, reviewer=reviewer, now=at)
    praised = hear(world.hotel, f"有人细心处理了{SECRET}", name="李先生", email="lixs@example.test", at=at)
    praise = respond.take_praise(praised, now=at)
    world.rows |= {"care": CareTask.objects.get(), "praise": praise, "thanked": praise.link}
    world.rows["appealed"] = case.number
    thread = respond.open_side_thread(
        actor=lead,
        case=world.rows["case"],
        partner=respond.Partner("洗衣厂"),
        topic=f"{SECRET}怎么来的",
        text="请查",
        attachments=[photo()],
        now=at,
    )
    file = thread.messages.get().attachments.get()
    world.rows |= {"thread": thread, "side": thread.link, "side_file": file.token}


def _failed_job() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('news', 'base.deliver', '{}', 'failed', 8) RETURNING id"
        )
        return int(cursor.fetchone()[0])


def _own_fields(world: World, at: datetime) -> None:
    """What the hotel wants to know of every case, and a form that nothing hangs on."""
    boss = world.actor("administrator")
    name = {"zh": f"床品{SECRET}", "en": "Linen"}
    world.rows["own_field"] = listen.set_own_field(
        actor=boss, brand=world.hotel, code="linen", kind="text", name=name, now=at
    )
    world.rows["own_form"] = respond.set_own_form(
        actor=boss, brand=world.hotel, place="resolve", category="digital", items=[], rules=[], now=at
    )
