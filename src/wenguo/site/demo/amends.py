"""What the company of the story promises and gives: most is kept and accepted, some is late, some is declined."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from wenguo.base.actor import Actor
from wenguo.listen.actions import Upload
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond, queries
from wenguo.respond.actions import Offer
from wenguo.respond.domain.amends import FAULT_OF_CAUSE
from wenguo.respond.models import Approval, Case, Compensation, Promise

if TYPE_CHECKING:
    from wenguo.site.demo.company import Company
    from wenguo.site.demo.play import Player, Step

MOST_NOTES = 3
BUDGETS = {"hotel": Decimal(20000), "shop": Decimal(12000)}
GIFTS = {
    "zh": (
        ("refund", "退还所涉金额的一部分"),
        ("gift", "补发一份同款，附致歉卡"),
        ("cash", "路费和电话费的补偿"),
        ("discount", "下次消费抵扣券"),
        ("points", "会员积分"),
        ("apology_letter", "店长亲笔致歉信"),
        ("manager_call", "主管致电说明整改情况"),
    ),
    "en": (
        ("refund", "Part of the price back"),
        ("gift", "The item once more, with a card"),
        ("discount", "A voucher for the next visit"),
        ("apology_letter", "A letter of apology by the manager"),
        ("manager_call", "A call by the manager"),
    ),
}
STEPS = (
    ("confirm", "退款，并说明原因", "先核实账单再答复", ""),
    ("take_apart", "金额与道歉分开谈", "先致歉，再谈金额", ""),
    ("exchange", "尽快到账", "三个工作日内原路退回", "同意按此处理"),
)


def set_rules(company: Company, *, now: datetime) -> None:
    """Budgets from the first month of the story on, and a limit of the hotel's own."""
    boss = actor_of(company.people["chen"])
    for slug, amount in BUDGETS.items():
        respond.set_budget(actor=boss, brand=company.brands[slug], month=now.date(), amount=amount, now=now)
    respond.set_authority_limit(
        actor=boss,
        brand=company.brands["hotel"],
        role="agent",
        amount=Decimal(200),
        total=Decimal(500),
        now=now,
    )


def promise(player: Player, case: Case, *, now: datetime) -> None:
    """The writer confirms what was found in their reply; most of it is kept in time."""
    rng = player.luck(f"promise-{now:%m%d%H%M}", case)
    for row in Promise.objects.filter(case=case, state="found", made_at=now).order_by("id"):
        actor = _writer(player, row, case)
        if actor is None or rng.random() < 0.1:
            continue
        respond.confirm_promise(actor=actor, promise=row, now=now + timedelta(seconds=1))
        length = row.due_at - now
        share = rng.uniform(0.2, 0.95) if rng.random() < 0.93 else rng.uniform(1.05, 1.6)
        player.at(now + length * share, _keep(player, row))


def _keep(player: Player, row: Promise) -> Step:
    def step(now: datetime) -> None:
        row.refresh_from_db()
        actor = _writer(player, row, row.case)
        if actor is None:
            return
        if row.state == "broken":
            letter = "没有按时做到，是我们的责任，对不起。结果现在告诉您，后续我会一直跟进。"
            respond.apologise(actor=actor, promise=row, letter=letter, now=now)
        respond.keep_promise(actor=actor, promise=row, now=now + timedelta(seconds=1))

    return step


def make_amends(player: Player, case: Case, *, language: str, now: datetime) -> None:
    """Something is offered for a part of the complaints; beyond one's authority the lead decides."""
    rng = player.luck("amends", case)
    if case.kind != "complaint" or case.customer is None or case.assignee_id is None or rng.random() > 0.4:
        return
    actor = player.actor(case.assignee_id)
    offer = _offer(rng, case, actor=actor, language=language, now=now)
    if rng.random() < 0.3:
        for n, (step, asked, offered, agreed) in enumerate(STEPS[: rng.randint(1, MOST_NOTES)]):
            at = now + timedelta(seconds=n)
            respond.record_offer_step(
                actor=actor, case=case, step=step, asked=asked, offered=offered, agreed=agreed, now=at
            )
    row = respond.ask_approval(actor=actor, case=case, offer=offer, now=now)
    answer_at = now + timedelta(minutes=rng.uniform(10, 300))
    if row.state == "asking":
        player.at(now + timedelta(minutes=rng.uniform(5, 200)), _decide(player, row))
        answer_at += timedelta(hours=4)
    player.at(answer_at, _answer(player, row))
    player.at(answer_at + timedelta(hours=rng.uniform(1, 18)), _pay(player, row))


def leave_waiting(company: Company, *, now: datetime) -> None:
    """Two requests of the last hour that nobody has decided yet, one in each brand."""
    for slug, amount in (("hotel", "948.00"), ("shop", "420.00")):
        open_cases = Case.objects.filter(
            brand=company.brands[slug], status="open", kind="complaint", customer__isnull=False
        )
        case = open_cases.exclude(assignee=None).filter(assignee__role="agent").order_by("-id").first()
        if case is None or case.assignee is None:
            continue
        offer = Offer(
            "refund",
            "退还所涉金额的一部分",
            Decimal(amount),
            harm="serious",
            price=Decimal("1376.00"),
            reason="客户带老人同行，多次联系未果",
        )
        actor = actor_of(case.assignee)
        respond.ask_approval(actor=actor, case=case, offer=offer, now=now - timedelta(minutes=25))


def _offer(rng: Random, case: Case, *, actor: Actor, language: str, now: datetime) -> Offer:
    kind, text = rng.choice(GIFTS[language])
    known = queries.advice(actor, case, kind=kind, fault=FAULT_OF_CAUSE.get(case.cause, "ours"), now=now)
    if kind in ("apology_letter", "manager_call") or known.proposal is None:
        kind, text = (kind, text) if kind in ("apology_letter", "manager_call") else GIFTS[language][-1]
        return Offer(kind, text, harm=known.harm, fault=known.fault)
    low, high = known.proposal.low, known.proposal.high
    share = Decimal(str(round(rng.triangular(0.05, 1.0, 0.35), 3)))
    amount = max(Decimal(10), (low + (high - low) * share).quantize(Decimal(5)))
    reason = "情况特殊，经核实" if amount > high or known.band.is_outlier(amount) else ""
    return Offer(
        kind,
        text,
        amount.quantize(Decimal("0.01")),
        harm=known.harm,
        fault=known.fault,
        reason=reason or "按标准",
    )


def _decide(player: Player, row: Compensation) -> Step:
    def step(now: datetime) -> None:
        approval = Approval.objects.select_related("compensation__case__brand").get(
            compensation=row, decision="waiting"
        )
        brand = approval.compensation.brand
        who = "chen" if approval.role == "executive" else "wang" if brand.slug == "hotel" else "helei"
        rng = player.luck(f"decide-{approval.role}", row.case)
        grants = rng.random() < 0.88
        reason = "" if grants else "先核实责任，再谈金额"
        respond.decide(
            actor=player.actor(player.company.people[who].pk),
            approval=approval,
            grants=grants,
            reason=reason,
            now=now,
        )
        row.refresh_from_db()
        if row.state == "asking":
            player.at(now + timedelta(hours=rng.uniform(1, 8)), _decide(player, row))

    return step


def _answer(player: Player, row: Compensation) -> Step:
    def step(now: datetime) -> None:
        row.refresh_from_db()
        if row.state != "offered":
            return
        accepts = player.luck("answer", row.case).random() < 0.9
        link = row.case.links.order_by("id")[0].feedback.link
        respond.answer_offer(link=link, compensation_id=row.pk, accepts=accepts, now=now)

    return step


def _pay(player: Player, row: Compensation) -> Step:
    def step(now: datetime) -> None:
        row.refresh_from_db()
        if row.state != "accepted" or row.made_by_id is None:
            return
        reference = f"ZF{now:%y%m%d}{row.pk:05d}"
        proofs = [receipt(reference)] if row.needs_proof else []
        respond.record_payment(
            actor=player.actor(row.made_by_id), compensation=row, reference=reference, proofs=proofs, now=now
        )

    return step


@lru_cache(maxsize=1)
def _paper() -> bytes:
    picture = Image.new("RGB", (320, 120), "#f8fafc")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((8, 8, 311, 111), outline="#94a3b8", width=2)
    for n, width in enumerate((180, 120, 150)):
        drawing.rectangle((28, 30 + n * 24, 28 + width, 38 + n * 24), fill="#cbd5e1")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def receipt(reference: str) -> Upload:
    """The picture of a receipt; the same paper each time, so that the story stays small."""
    return Upload(f"{reference}.png", _paper())


def _writer(player: Player, row: Promise, case: Case) -> Actor | None:
    owner_id = row.owner_id or case.assignee_id
    return player.actor(owner_id) if owner_id is not None else None
