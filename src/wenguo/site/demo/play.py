"""Ninety days of one brand played in order of time, by the same actions that people use, with the times of then."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Refused
from wenguo.customers.actions import CustomerFacts
from wenguo.listen import actions as listen
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond
from wenguo.respond.models import Case
from wenguo.site.demo import amends, care
from wenguo.site.demo.calendar import Utterance
from wenguo.site.demo.company import Company
from wenguo.site.demo.crowd import Person
from wenguo.site.demo.texts import Texts, reply_for
from wenguo.understand import actions as understand

Step = Callable[[datetime], None]
# How often the overdue are looked for in story time.
LOOK_EVERY = timedelta(hours=4)
# What rang on the bells before this was read; the rest waits for whoever opens the house.
BELLS_READ = timedelta(hours=10)

# By main category: what usually turned out to be the cause.
CAUSES = {
    "quality": ("product", "supplier"),
    "logistics": ("supplier", "process"),
    "service": ("person", "process"),
    "price": ("system", "process", "information"),
    "communication": ("information", "person"),
    "digital": ("system",),
    "policy": ("process", "information"),
}
OUTCOMES = ("solved",) * 11 + ("partly",) * 5 + ("explained",) * 3 + ("not_possible",)
REFERENCES = ("系统里已核对，经过与客户所述一致。", "已电话说明，客户认可。", "按约定补发，单号已发给客户。")
FOLLOW_UP = {
    "zh": "已回访，客户确认问题解决。",
    "en": "Called back: the customer confirms that it is solved.",
}
LESSONS = ("下次先核对再答复，少一次来回。", "交接时把承诺写进备注。", "这一类先退款后查因，客户更安心。", "")


@dataclass(slots=True)
class Player:
    """Plays what happens in one brand, step by step, and keeps what is still to come.

    Nothing depends on numbers of rows: the other brand is told at the same time, and takes numbers as it comes.
    """

    company: Company
    brand: str
    crowd: list[Person]
    texts: dict[str, Texts]
    rng: Random
    until: datetime
    waiting: list[tuple[datetime, int, Step]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=itertools.count)
    progress: Callable[[], None] = lambda: None
    actors: dict[int, Actor] = field(default_factory=dict)
    # The cases of each spike, for the improvements that answer them.
    spikes: dict[str, list[int]] = field(default_factory=dict)
    # Each case by its place in the story, which is the same each time; its number is not.
    places: dict[int, int] = field(default_factory=dict)

    def at(self, moment: datetime, step: Step) -> None:
        """Remember a step; what lies beyond the present never happens."""
        if moment < self.until:
            heapq.heappush(self.waiting, (moment, next(self.order), step))

    def run(self, said: list[Utterance]) -> None:
        """Play everything in order of time. A rule that says no (closed meanwhile, say) just ends that thread."""
        for one in said:
            self.at(one.at, self._hear(one))
        self.at(self.until - BELLS_READ, self._read_bells)
        last_look = datetime.min.replace(tzinfo=self.until.tzinfo)
        while self.waiting:
            moment, _order, step = heapq.heappop(self.waiting)
            if moment - last_look > LOOK_EVERY:
                self._look(moment)
                last_look = moment
            try:
                step(moment)
            except Refused:
                continue
        self._look(self.until)
        self.send_mail(self.until)

    def _look(self, now: datetime) -> None:
        brand_id = self.company.brands[self.brand].pk
        respond.raise_alarms(now=now, brand_id=brand_id)
        respond.raise_promise_alarms(now=now, brand_id=brand_id)
        respond.pass_on_overdue(now=now, brand_id=brand_id)
        # In time, so that nobody gets old news when the house opens.
        respond.send_page_notices(now=now, brand_id=brand_id)

    def _read_bells(self, now: datetime) -> None:
        for person in self.company.of(self.brand):
            respond.see_all(actor=actor_of(person), now=now)

    def send_mail(self, now: datetime) -> None:
        # In life the mail goes out within a second; here it waits until somebody needs it to have gone.
        for outgoing_id in listen.claim_due(now=now, limit=1000, brand_id=self.company.brands[self.brand].pk):
            listen.send_claimed(outgoing_id, transport=listen.transport(), now=now)

    def _hear(self, said: Utterance) -> Step:
        def step(now: datetime) -> None:
            person = self._speaker(said)
            text = said.text
            received = listen.receive(
                actor=SYSTEM,
                brand=self.company.brands[said.brand],
                text=text["text"],
                channel=text["channel"],
                customer=_facts(person),
                rating=text.get("rating"),
                place=self.company.places.get(text.get("place") or ""),
                order_number=self._order_number(said),
                wants=text.get("wants") or "",
                language=person.language if person else "",
                now=now,
            ).feedback
            understand.analyse(received.pk, now=now + timedelta(seconds=1))
            case = respond.answer_feedback(received.pk, now=now + timedelta(seconds=2))
            self.progress()
            if case is not None:
                self.places[case.pk] = len(self.places)
                if spike := said.text.get("spike"):
                    self.spikes.setdefault(spike, []).append(case.pk)
                self._handle(case, said)

        return step

    def luck(self, what: str, case: Case) -> Random:
        """Chance of its own for each thing, so that the rest of the story stays as it was."""
        return Random(f"{what}-{self.brand}-{self.places.get(case.pk)}")  # noqa: S311 — a story, not a secret

    def _speaker(self, said: Utterance) -> Person | None:
        if said.text["channel"] in {"review", "social"} or self.rng.random() < 0.1:
            return None
        language = "en" if said.text["lang"] == "en" else "zh-hans"
        while (person := self.rng.choice(self.crowd)).language != language:
            continue
        return person

    def _order_number(self, said: Utterance) -> str:
        if said.text["kind"] != "complaint" or self.rng.random() < 0.55:
            return ""
        return ("MH" if said.brand == "hotel" else "ML") + f"{self.rng.randrange(10**8):08d}"

    def _handle(self, case: Case, said: Utterance) -> None:
        rng = self.rng
        if rng.random() < 0.86:
            first = timedelta(minutes=rng.uniform(2, 13.5))
        else:
            first = timedelta(minutes=min(16 + rng.expovariate(1 / 70), 600))
        start = said.at + first
        self.at(start, self._reply(case, said, stage="first", turn=self.places[case.pk]))
        solve = start + timedelta(hours=min(rng.lognormvariate(1.7, 0.9), 70))
        if rng.random() < 0.3:
            self.at(start + (solve - start) * rng.uniform(0.2, 0.5), self._note(case, said))
        if rng.random() < 0.35:
            added = start + (solve - start) * rng.uniform(0.3, 0.7)
            self.at(added, self._customer_adds(case, said, mood="detail"))
            self.at(
                added + timedelta(minutes=rng.uniform(5, 90)),
                self._reply(case, said, stage="solution", turn=self.places[case.pk]),
            )
        self.at(solve, self._resolve(case, said))
        if case.level > 1:
            self.at(said.at + timedelta(minutes=rng.uniform(1, 4)), self._take_up(case))

    def _take_up(self, case: Case) -> Step:
        def step(now: datetime) -> None:
            row = case.escalations.filter(ended_at__isnull=True).first()
            if row is not None and row.handler_id is not None:
                respond.acknowledge(actor=self.actor(row.handler_id), case=case, now=now)

        return step

    def actor(self, user_id: int) -> Actor:
        """One of the company, whose role and brands stay as they are all through the story."""
        if user_id not in self.actors:
            self.actors |= {user.pk: actor_of(user) for user in self.company.people.values()}
        return self.actors[user_id]

    def _by(self, case: Case) -> Actor:
        """Whoever has the case, or the lead of its brand where nobody has it."""
        refresh(case)
        if case.assignee_id is not None:
            return self.actor(case.assignee_id)
        slug = "wang" if case.brand_id == self.company.brands["hotel"].pk else "helei"
        lead = self.actor(self.company.people[slug].pk)
        respond.assign(actor=lead, case=case, assignee=self.company.people[slug], now=case.changed_at)
        return lead

    def _words(self, case: Case, said: Utterance, *, stage: str, turn: int, actor: Actor) -> str:
        text = reply_for(self.texts[said.brand], said.text, stage=stage, turn=turn)
        is_english = said.text["lang"] == "en"
        name = (
            case.customer.name
            if case.customer and case.customer.name
            else ("there" if is_english else "您好")
        )
        # Nobody known by name is greeted once, not twice.
        text = text.replace("{name}您好", "您好") if name == "您好" else text
        return text.replace("{name}", name).replace("{number}", case.number).replace("{agent}", actor.name)

    def _reply(self, case: Case, said: Utterance, *, stage: str, turn: int) -> Step:
        def step(now: datetime) -> None:
            actor = self._by(case)
            text = self._words(case, said, stage=stage, turn=turn, actor=actor)
            if text:
                respond.reply(actor=actor, case=case, text=text, now=now)
                amends.promise(self, case, now=now)

        return step

    def _note(self, case: Case, said: Utterance) -> Step:
        def step(now: datetime) -> None:
            notes = self.texts[said.brand].notes
            text = str(self.rng.choice(notes)["text"]) if notes else self.rng.choice(REFERENCES)
            respond.take_note(actor=self._by(case), case=case, text=text, now=now)

        return step

    def _customer_adds(self, case: Case, said: Utterance, *, mood: str) -> Step:
        def step(now: datetime) -> None:
            words = self._pick(self.texts[said.brand].threads, said, mood=mood)
            link = case.links.order_by("id")[0].feedback.link
            if words:
                respond.customer_adds(link=link, text=words, now=now)

        return step

    def _pick(self, rows: list[dict[str, Any]], said: Utterance, **wanted: object) -> str:
        fitting = [
            row
            for row in rows
            if row["lang"] == said.text["lang"]
            and all(row.get(key) == value for key, value in wanted.items())
        ]
        return str(self.rng.choice(fitting)["text"]) if fitting else ""

    def _resolve(self, case: Case, said: Utterance, tries: int = 3) -> Step:
        def step(now: datetime) -> None:
            actor = self._by(case)
            main = (said.text.get("categories") or ["other"])[0].split(".")[0]
            cause = self.rng.choice(CAUSES.get(main, ("process", "outside")))
            text = self._words(
                case, said, stage="solution", turn=self.places[case.pk] + tries - 2, actor=actor
            )
            outcome = self.rng.choice(OUTCOMES)
            try:
                respond.resolve(actor=actor, case=case, outcome=outcome, cause=cause, text=text, now=now)
            except Refused:
                # More than the actor may promise, say: other words in the afternoon.
                if tries > 1:
                    self.at(now + timedelta(hours=4), self._resolve(case, said, tries - 1))
                return
            amends.promise(self, case, now=now)
            self._afterwards(case, said, now)
            amends.make_amends(self, case, language="en" if said.text["lang"] == "en" else "zh", now=now)

        return step

    def _afterwards(self, case: Case, said: Utterance, resolved_at: datetime) -> None:
        rng = self.rng
        refresh(case)
        if rng.random() < 0.55:
            self.at(resolved_at + timedelta(hours=rng.uniform(0.3, 30)), self._rate(case, said))
        if case.reopened == 0 and rng.random() < 0.07:
            self.at(resolved_at + timedelta(hours=rng.uniform(1, 40)), self._reopen(case, said))
        else:
            self.at(resolved_at + timedelta(hours=rng.uniform(40, 74)), self._follow_up(case, said))

    def _rate(self, case: Case, said: Utterance) -> Step:
        def step(now: datetime) -> None:
            refresh(case)
            was_quick = bool(case.resolved_at and case.resolved_at - case.opened_at < timedelta(hours=24))
            weights = (3, 4, 9, 34, 50) if was_quick and not case.reopened else (20, 22, 25, 22, 11)
            score = self.rng.choices((1, 2, 3, 4, 5), weights=weights)[0]
            comment = (
                self._pick(self.texts[said.brand].ratings, said, score=score)
                if self.rng.random() < 0.4
                else ""
            )
            # Who is content had it easier; two in five do not say.
            effort = min(5, max(1, 6 - score + self.rng.choice((-1, 0, 0, 1))))
            said_effort = effort if self.rng.random() < 0.6 else None
            link = case.links.order_by("id")[0].feedback.link
            respond.rate(link=link, score=score, effort=said_effort, comment=comment, now=now)

        return step

    def _reopen(self, case: Case, said: Utterance) -> Step:
        def step(now: datetime) -> None:
            reason = (
                self._pick(self.texts[said.brand].threads, said, mood="unsatisfied") or "问题还没有解决。"
            )
            link = case.links.order_by("id")[0].feedback.link
            respond.customer_reopens(link=link, reason=reason, now=now)
            again = now + timedelta(minutes=self.rng.uniform(6, 50))
            self.at(again, self._reply(case, said, stage="solution", turn=self.places[case.pk] + 2))
            self.at(again + timedelta(hours=self.rng.uniform(2, 20)), self._resolve(case, said))

        return step

    def _follow_up(self, case: Case, said: Utterance) -> Step:
        def step(now: datetime) -> None:
            actor = self._by(case)
            text = FOLLOW_UP["en" if said.text["lang"] == "en" else "zh"]
            care.ask_after(case, luck=self.luck("care", case), actor=actor, text=text, now=now)
            self.send_mail(now)
            self._close(case, actor, self.rng.choice(LESSONS))(now + timedelta(seconds=20))

        return step

    def _close(self, case: Case, actor: Actor, lesson: str, tries: int = 4) -> Step:
        def step(now: datetime) -> None:
            try:
                respond.close(actor=actor, case=case, lesson=lesson, now=now, no_promises=True)
            except Refused:
                # Something is owed still, or the case is in work again: another look in two days.
                if tries > 1:
                    self.at(now + timedelta(days=2), self._close(case, actor, lesson, tries - 1))

        return step


def refresh(case: Case) -> None:
    """The case as it stands by now. Whose it is stays, and so does what it is found by."""
    kept = {"search", "brand", "customer", "place"}
    case.refresh_from_db(
        fields=[field.name for field in Case._meta.concrete_fields if field.name not in kept]
    )


def _facts(person: Person | None) -> CustomerFacts | None:
    if person is None:
        return None
    return CustomerFacts(
        name=person.name,
        email=person.email,
        phone=person.phone,
        language=person.language,
        may_contact=person.may_contact,
    )
