"""A pack laid upon what happened: which clocks run, when each is due, why, and which have not begun.

Pure: the same happenings always give the same answer. A clock stops only for a reason that its step itself names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from wenguo.kernel.calendars import DAY
from wenguo.kernel.deadlines.history import Happening
from wenguo.kernel.deadlines.lines import LACKING, Line, line
from wenguo.kernel.deadlines.packs import Pack, Step
from wenguo.kernel.deadlines.rules import Counted, Ground, Rule, count, ground_of

State = Literal["running", "paused", "met", "missed", "waiting"]
ANCHORS: Mapping[str, Mapping[str, str]] = {
    "received": {"zh": "收到", "en": "received"},
    "accepted": {"zh": "受理", "en": "accepted"},
    "forwarded": {"zh": "转交", "en": "forwarded"},
    "decided": {"zh": "作出决定", "en": "decided"},
    "goods_returned": {"zh": "收到退回商品", "en": "returned goods received"},
    "goods_received": {"zh": "消费者签收", "en": "goods received by the consumer"},
    "demanded": {"zh": "消费者提出要求", "en": "the consumer's demand"},
    "appealed": {"zh": "收到申诉", "en": "appeal received"},
    "terminated": {"zh": "终止调解", "en": "mediation terminated"},
    "aware": {"zh": "知悉", "en": "aware of it"},
    "paid": {"zh": "付款", "en": "payment"},
    "determined": {"zh": "查明结果", "en": "result determined"},
}
Lacking = Literal["reason", "approver", "notice", "not_allowed", "too_often", "too_long"]


@dataclass(frozen=True, slots=True)
class Result:
    """One step of a pack as it stands. ``counted`` is None while it waits for its anchor or stands still.

    ``reached`` are the longer steps that extensions have reached.
    """

    step: Step
    state: State
    starts_at: datetime | None
    counted: Counted | None
    limit: Rule | None
    lines: tuple[Line, ...]
    reached: tuple[str, ...] = ()

    @property
    def due_at(self) -> datetime | None:
        """When it is over: the rolled date."""
        return self.counted.due_at if self.counted else None


def ground_for(pack: Pack, step: Step | None = None, *, ground: Ground | None = None) -> Ground:
    """Zone and days of the pack, or those given; a step that ends with the close of business brings its hours."""
    base = ground or ground_of(pack.calendar)
    return replace(base, hours=step.hours) if step and step.hours and not base.hours else base


def compute(
    pack: Pack, received: datetime, *, events: Iterable[Happening] = (), ground: Ground | None = None
) -> list[Result]:
    """Every step of the pack for what was received at ``received`` by the one who must act."""
    happened = sorted(events, key=lambda one: one.at)
    return [
        compute_step(pack, step, received=received, happened=happened, ground=ground) for step in pack.steps
    ]


def compute_step(
    pack: Pack,
    step: Step,
    *,
    received: datetime,
    happened: Sequence[Happening],
    ground: Ground | None = None,
) -> Result:
    """One step: its start, its pauses, its extensions, its end."""
    where = ground_for(pack, step, ground=ground)
    head = [_law(pack, step)]
    if not (pack.is_enabled and step.is_enabled):
        head.append(line("off", reason=step.reason or pack.reason))
    if received.astimezone(where.zone).date() < pack.effective_from:
        head.append(line("not_in_force", since=pack.effective_from))
    start = _start(pack, step, received=received, happened=happened)
    if start is None:
        missing = line("anchor_missing", anchor=anchor_words(step.anchor))
        return Result(step, "waiting", None, None, step.rule, (*head, missing))
    local = start.astimezone(where.zone)
    head.append(line("received", anchor=anchor_words(step.anchor), at=local, zone=where.zone.key))
    if step.extends:
        base = pack.step(step.extends)
        approver = base.extension.approver if base.extension else ""
        head.append(line("extends", step=base.label, approver=approver))
    if step.rule is None:
        return Result(step, "waiting", start, None, None, (*head, line("no_number")))
    own = [one for one in happened if one.step in ("", step.name) and one.at >= start]
    return _run(_Course(pack, step, step.rule, local, where, head), own)


def anchor_words(anchor: str) -> Mapping[str, str]:
    """What starts a clock, in both languages."""
    return ANCHORS.get(anchor, {"zh": anchor, "en": anchor})


def check_extension(
    pack: Pack,
    step: Step,
    *,
    asked: Happening,
    due_at: datetime,
    reached: Sequence[str] = (),
) -> Step | Lacking:
    """The longer step that an extension reaches, or what it lacks.

    ``reached`` are the longer steps granted before. The notice must have been sent by the date that is being extended.
    """
    rules = step.extension
    if rules is None:
        return "not_allowed"
    if len(reached) >= rules.times:
        return "too_often"
    if not asked.reason:
        return "reason"
    if not asked.approver:
        return "approver"
    sent_at = asked.notice_sent_at
    if rules.is_notice_before and (sent_at is None or sent_at > due_at):
        return "notice"
    left = [name for name in rules.steps if name not in reached]
    name = asked.to or (left[0] if left else "")
    return pack.step(name) if name in left else "too_long"


@dataclass(slots=True)
class _Course:
    """A step on its way through what happened."""

    pack: Pack
    step: Step
    rule: Rule
    start: datetime
    ground: Ground
    lines: list[Line]
    excluded: frozenset[date] = frozenset()
    paused: Happening | None = None
    reached: tuple[str, ...] = ()
    ended: Result | None = None

    def counted(self) -> Counted:
        return count(self.rule, start=self.start, ground=self.ground, excluded=self.excluded)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.ground.zone)

    def hold(self, one: Happening) -> None:
        if one.reason in self.step.pauses:
            self.paused = self.paused or one
        else:
            self.lines.append(line("pause_refused", at=self.local(one.at), reason=one.reason or "—"))

    def run_on(self, one: Happening) -> None:
        paused, self.paused = self.paused, None
        if paused is not None:
            since, until = self.local(paused.at), self.local(one.at)
            self.lines.append(line("paused", since=since, until=until, reason=paused.reason))
            # The day a pause begins and those after it do not count; the day it ends does.
            days = range((until.date() - since.date()).days)
            self.excluded |= {since.date() + DAY * offset for offset in days}

    def extend(self, one: Happening) -> None:
        if self.step.extends and not one.step:
            return  # meant for the step that this one extends
        longer = check_extension(
            self.pack, self.step, asked=one, due_at=self.counted().due_at, reached=self.reached
        )
        if isinstance(longer, Step) and longer.rule is not None:
            self.rule = longer.rule
            self.reached = (*self.reached, longer.name)
        self.lines.append(_extended(one, longer, self.ground))

    def end(self, one: Happening) -> None:
        if self.paused is not None:
            self.run_on(one)
        counted = self.counted()
        is_late = one.at > counted.due_at
        told = line("done_late" if is_late else "done", at=self.local(one.at))
        state: State = "missed" if is_late else "met"
        self.ended = self._result(state, counted, *counted.lines, told)

    def result(self) -> Result:
        if self.ended is not None:
            return self.ended
        if self.paused is not None:
            still = line("paused_still", since=self.local(self.paused.at), reason=self.paused.reason)
            return self._result("paused", None, still)
        counted = self.counted()
        return self._result("running", counted, *counted.lines)

    def _result(self, state: State, counted: Counted | None, *more: Line) -> Result:
        lines = (*self.lines, *more)
        return Result(self.step, state, self.start, counted, self.rule, lines, self.reached)


_PLAYS: Mapping[str, Callable[[_Course, Happening], None]] = {
    "paused": _Course.hold,
    "resumed": _Course.run_on,
    "extended": _Course.extend,
    "done": _Course.end,
}


def _run(course: _Course, happened: Iterable[Happening]) -> Result:
    for one in happened:
        play = _PLAYS.get(one.kind)
        if play is not None and course.ended is None:
            play(course, one)
    return course.result()


def _start(pack: Pack, step: Step, *, received: datetime, happened: Sequence[Happening]) -> datetime | None:
    found = [one.at for one in happened if one.kind == step.anchor and one.step in ("", step.name)]
    if found:
        return min(found)
    # What is received is received by the one who must act; other anchors wait for their event.
    return received if step.anchor in (pack.clock_start, "received") else None


def _law(pack: Pack, step: Step) -> Line:
    article = step.article or pack.article
    return line(
        "law",
        instrument=pack.instrument,
        article={"zh": f"第{article}条", "en": f", art. {article}"} if article else "",
    )


def _extended(asked: Happening, longer: Step | Lacking, ground: Ground) -> Line:
    if not isinstance(longer, Step):
        chinese, english = LACKING[longer]
        return line("extension_refused", because={"zh": chinese, "en": english})
    assert longer.limit is not None
    sent_at = asked.notice_sent_at
    return line(
        "extended",
        limit=(longer.limit, longer.unit),
        reason=asked.reason,
        approver=asked.approver,
        notice=sent_at.astimezone(ground.zone) if sent_at else "—",
    )
