"""Cases go up, with everything that is known, and the answer comes back to the first line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.listen import actions as listen
from wenguo.people import queries as people
from wenguo.respond.actions.clocks import end_clocks, place_in_queue, start_clock
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.notices import call
from wenguo.respond.domain import escalation as domain
from wenguo.respond.domain.escalation import Situation, Trigger
from wenguo.respond.models import Case, CaseEvent, Escalation, Mention, Message
from wenguo.respond.queries.cases import case_rows, recused_ids
from wenguo.respond.queries.escalation import callable_for, level_name, over_clocks, trigger_levels
from wenguo.respond.queries.handover import handover_note
from wenguo.respond.queries.moods import moods_of

if TYPE_CHECKING:
    from wenguo.people.models import User

BATCH = 200
# Whoever may take over what was meant for somebody else.
SUPERIORS = frozenset({"lead", "executive", "administrator"})


class NotEscalated(Refused):
    """There is nothing to take, answer or step down."""

    code = "not_escalated"
    message = _("This case is with the frontline; nothing waits above it.")


class NotHigher(Refused):
    """Going up means higher than now."""

    code = "not_higher"
    message = _("The case is at that level already.")


@transaction.atomic
def escalate(
    *,
    actor: Actor,
    case: Case,
    level: int,
    reason: str,
    now: datetime,
    besides: Collection[int | None] = (),
) -> Case:
    """Lift a case to a level (2 specialists, 3 department lead, 4 executive) with all that is known.

    ``besides`` are people who are not called, as whoever had it before. Raises Invalid, NotHigher, CaseIsClosed.
    """
    actor.require("respond.escalate", case)
    reason = checked_text(reason, "reason")
    if level not in domain.LEVELS:
        raise Invalid(_("There are three levels above the frontline."), level="range")
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if level <= case.level:
        raise NotHigher
    because = {"zh": f"{actor.name}升级", "en": f"Escalated by {actor.name}"}
    trigger = Trigger("hand", level, "", because)
    fields = _lift(actor, case, trigger, now=now, reason=reason, besides=besides)
    finish(actor, case, "escalated", now=now, fields=fields, news="escalated")
    return case


def consider(case: Case, *, now: datetime, said: str = "") -> list[str]:
    """Lift a case that is held if a trigger says so; gives the fields to be stored. ``said``: the customer's new words.

    Each trigger lifts a case once, and again after a reopening; an overdue level does so from the next level too.
    """
    if case.status not in (Case.Status.OPEN, Case.Status.WAITING):
        return []
    found = domain.triggers_of(situation_of(case, now=now, said=said), levels=trigger_levels(case.brand_id))
    fired = _fired(case) if found else set()
    fresh = [trigger for trigger in found if trigger.name == "late_level" or trigger.name not in fired]
    return _lift(SYSTEM, case, fresh[0], now=now) if fresh else []


def lift_by_rule(case: Case, *, level: int, name: str, now: datetime) -> list[str]:
    """A rule lifts a case that is held, unless it is as high already; gives the fields to be stored."""
    if level <= case.level or level not in domain.LEVELS:
        return []
    because = {"zh": f"规则「{name}」", "en": f"Rule “{name}”"}
    return _lift(SYSTEM, case, Trigger("rule", level, "", because), now=now)


def situation_of(
    case: Case, *, now: datetime, said: str = "", over: Collection[str] | None = None
) -> Situation:
    """What the triggers look at, as it is now."""
    moods = _moods(case) if case.pk and over is None else (0, 0)
    parts = {name: value for name, value, _points in case.priority_parts}
    return Situation(
        level=case.level,
        urgency=case.urgency,
        risks=tuple(case.risks),
        tier=case.customer.tier if case.customer else "standard",
        demands=tuple(case.demands),
        repeats=max(0, int(parts.get("repeats", 0)) - case.reopened),
        reopened=case.reopened,
        reach=case.reach,
        over=over if over is not None else over_clocks([case.pk], now=now).get(case.pk, set()),
        first_mood=moods[0],
        last_mood=moods[1],
        said=said,
    )


def consider_all(cases: Collection[Case], *, now: datetime) -> int:
    """Look at many cases at once and lift those that a trigger lifts; gives how many were."""
    over = over_clocks([case.pk for case in cases], now=now)
    levels = {brand_id: trigger_levels(brand_id) for brand_id in {case.brand_id for case in cases}}
    ids = [
        case.pk
        for case in cases
        if domain.triggers_of(
            situation_of(case, now=now, over=over.get(case.pk, set())), levels=levels[case.brand_id]
        )
    ]
    return sum(consider_now(case_id, now=now) for case_id in ids)


@transaction.atomic
def consider_now(case_id: int, *, now: datetime, waits: bool = False) -> bool:
    """Look at one case as it is now and lift it if a trigger says so.

    A case that somebody changes at this moment is left to the next look, unless there is none (``waits``).
    """
    rows = case_rows().select_for_update(of=("self",), no_key=True, skip_locked=not waits)
    case = rows.filter(pk=case_id, closed_at__isnull=True).first()
    fields = consider(case, now=now) if case else []
    if case is None or not fields:
        return False
    finish(SYSTEM, case, "escalated", now=now, fields=fields, news="escalated")
    return True


@transaction.atomic
def acknowledge(*, actor: Actor, case: Case, now: datetime) -> Escalation:
    """Say "I have it" to what was lifted to one's level. A superior may take what was meant for somebody else.

    Doing it twice changes nothing. Raises NotEscalated, NotAllowed.
    """
    actor.require("respond.escalate", case)
    case = held(actor, case)
    row = _open(case)
    if actor.user_id is None or (row.handler_id != actor.user_id and actor.role not in SUPERIORS):
        raise NotAllowed
    if row.acknowledged_at is None or row.handler_id != actor.user_id:
        row.handler_id, row.acknowledged_at, row.ack_due_at = actor.user_id, now, None
        row.save(update_fields=["handler", "acknowledged_at", "ack_due_at"])
        note_event(actor, case, "escalation_taken", now=now, level=row.level)
        finish(actor, case, "escalation_taken", now=now, fields=[])
    return row


@transaction.atomic
def answer_escalation(*, actor: Actor, case: Case, text: str, now: datetime) -> Case:
    """Decide what was asked: the answer goes to the first line as a note that calls the owner, and the case comes back.

    Raises NotEscalated, NotAllowed, Invalid.
    """
    actor.require("respond.escalate", case)
    body = checked_text(text)
    case = held(actor, case)
    row = _open(case)
    if row.handler_id != actor.user_id and actor.role not in SUPERIORS:
        raise NotAllowed
    row.answer, row.acknowledged_at = body, row.acknowledged_at or now
    note = add_message(actor, case, body, direction="note", channel="", now=now)
    call(note, [case.assignee_id] if case.assignee_id else [], now=now)
    fields = _end(actor, case, row, ending="answered", now=now)
    finish(actor, case, "escalation_answered", now=now, fields=fields, news="escalation_answered")
    return case


@transaction.atomic
def step_down(*, actor: Actor, case: Case, reason: str, now: datetime) -> Case:
    """It is not (or no longer) a matter for this level: back to the frontline with the reason.

    Raises NotEscalated, NotAllowed, Invalid without a reason.
    """
    actor.require("respond.escalate", case)
    reason = checked_text(reason, "reason")
    case = held(actor, case)
    row = _open(case)
    if row.handler_id != actor.user_id and actor.role not in SUPERIORS:
        raise NotAllowed
    row.reason = "\n".join(part for part in (row.reason, reason) if part)
    note = add_message(actor, case, reason, direction="note", channel="", now=now)
    call(note, [case.assignee_id] if case.assignee_id else [], now=now)
    fields = _end(actor, case, row, ending="stepped_down", now=now)
    finish(actor, case, "stepped_down", now=now, fields=fields)
    return case


def settle_escalation(actor: Actor, case: Case, *, now: datetime) -> list[str]:
    """The case is solved: nothing waits above it any more. For a case that is held; gives the fields to be stored."""
    row = Escalation.objects.filter(case=case, ended_at__isnull=True).first()
    return _end(actor, case, row, ending="settled", now=now) if row else []


def chase_escalations(*, now: datetime) -> int:
    """What nobody took in time goes to the next person, and past the last one to the next level; gives how many."""
    rows = Escalation.objects.filter(
        ended_at__isnull=True, acknowledged_at__isnull=True, ack_due_at__lte=now
    ).order_by("ack_due_at")
    return sum(_chased(case_id, now) for case_id in list(rows.values_list("case_id", flat=True)[:BATCH]))


@transaction.atomic
def _chased(case_id: int, now: datetime) -> bool:
    rows = case_rows().select_for_update(of=("self",), no_key=True, skip_locked=True)
    case = rows.filter(pk=case_id).first()
    row = Escalation.objects.filter(case_id=case_id, ended_at__isnull=True, ack_due_at__lte=now).first()
    if case is None or row is None or row.acknowledged_at is not None:
        return False
    before = row.handler_id
    user_id = _next(case, row, now)
    fields: list[str] = []
    if user_id is not None:
        _hand(case, row, user_id, now=now)
    elif row.level < domain.EXECUTIVE:
        because = {"zh": "没有人按时接手", "en": "Nobody took it in time"}
        trigger = Trigger("no_ack", row.level + 1, _lane(row.lane), because)
        fields = _lift(SYSTEM, case, trigger, now=now)
    else:
        # Nobody is left: it stands on the board as untaken, and everybody is called again from the beginning, each
        # round after as long again as it has waited, so that a night does not bury the case under calls.
        row.tried = []
        _hand(case, row, _next(case, row, now) or before, now=now)
        row.ack_due_at = max(row.ack_due_at or now, now + (now - row.raised_at))
        row.save(update_fields=["ack_due_at"])
    finish(SYSTEM, case, "escalation_passed_on", now=now, fields=fields)
    return True


def _fired(case: Case) -> set[str]:
    rows = Escalation.objects.filter(case=case)
    again = CaseEvent.objects.filter(case=case, kind="reopened").order_by("-id").values_list("at", flat=True)
    if case.reopened and (since := again.first()) is not None:
        rows = rows.filter(raised_at__gte=since)
    return set(rows.values_list("trigger", flat=True))


def _lift(
    actor: Actor,
    case: Case,
    trigger: Trigger,
    *,
    now: datetime,
    reason: str = "",
    besides: Collection[int | None] = (),
) -> list[str]:
    earlier = Escalation.objects.filter(case=case, ended_at__isnull=True).first()
    if earlier is not None:
        _end(actor, case, earlier, ending="passed_on", now=now)
    row = Escalation.objects.create(
        case=case,
        brand_id=case.brand_id,
        level=trigger.level,
        lane=trigger.lane,
        trigger=trigger.name,
        because=trigger.because,
        reason=reason,
        raised_by=actor.name[:150],
        raised_at=now,
        tried=[*(earlier.tried if earlier else []), *(one for one in besides if one is not None)],
    )
    case.level = trigger.level
    start_clock(case, f"level_{trigger.level}", at=now)
    facts = {"level": trigger.level, "trigger": trigger.name, "because": trigger.because, "reason": reason}
    note_event(actor, case, "escalated", now=now, **facts)
    _hand(case, row, _next(case, row, now), now=now)
    return ["level", *place_in_queue(case)]


def _next(case: Case, row: Escalation, now: datetime) -> int | None:
    order = callable_for(case, level=row.level, lane=row.lane, now=now)
    return domain.next_of(order, tried=row.tried, barred=recused_ids(case))


def _hand(case: Case, row: Escalation, user_id: int | None, *, now: datetime) -> None:
    """Call somebody: a note with the whole summary that calls them, a letter, and a clock for their "I have it"."""
    row.handler_id = user_id
    row.ack_due_at = now + timedelta(minutes=domain.ack_minutes(_lane(row.lane)))
    if user_id is not None:
        row.tried = [*row.tried, user_id]
    row.save(update_fields=["handler", "ack_due_at", "tried"])
    user = people.colleagues(SYSTEM).filter(pk=user_id).first() if user_id else None
    text = _summary(case, row, user, now)
    note = add_message(SYSTEM, case, text, direction="note", channel="", now=now)
    _call(note.pk, user_id)
    if user is not None and user.email:
        _write(case, row, note, now=now)


def _summary(case: Case, row: Escalation, user: User | None, now: datetime) -> str:
    language = user.language if user else settings.LANGUAGE_CODE
    with translation.override(language):
        whom = user.name if user else gettext("nobody yet")
        facts = {"level": level_name(row.level), "whom": whom, "why": in_language(row.because)}
        head = gettext("Escalated to %(level)s: %(whom)s. %(why)s.") % facts
    parts = [head, row.reason, handover_note(case, language=language, now=now)]
    return "\n".join(part for part in parts if part)


def _write(case: Case, row: Escalation, note: Message, *, now: datetime) -> None:
    user = row.handler
    if user is None:
        return
    with translation.override(user.language):
        facts = {"number": case.number, "minutes": domain.ack_minutes(_lane(row.lane))}
        subject = gettext("[%(number)s] Escalated to you; please take it within %(minutes)s minutes") % facts
    listen.send(
        brand=case.brand,
        customer=None,
        key=f"escalation-note-{note.pk}",
        recipient=user.email,
        subject=subject,
        body=note.body,
        language=user.language,
        now=now,
    )


def _end(actor: Actor, case: Case, row: Escalation, *, ending: str, now: datetime) -> list[str]:
    row.ended_at, row.ending = now, ending
    row.save(update_fields=["ended_at", "ending", "answer", "reason", "acknowledged_at"])
    end_clocks(case, f"level_{row.level}", at=now)
    if ending != "passed_on":
        case.level = domain.FRONTLINE
        note_event(actor, case, f"escalation_{ending}", now=now, level=row.level)
    return ["level", *place_in_queue(case)]


def _open(case: Case) -> Escalation:
    row = Escalation.objects.select_for_update(of=("self",)).filter(case=case, ended_at__isnull=True).first()
    if row is None:
        raise NotEscalated
    return row


def _call(note_id: int, user_id: int | None) -> None:
    if user_id is not None:
        Mention.objects.get_or_create(message_id=note_id, user_id=user_id)


def _lane(lane: str) -> Any:
    return lane if lane in {"safety", "legal", "reputation"} else ""


def _moods(case: Case) -> tuple[int, int]:
    moods = moods_of(case)
    return (moods[0], moods[-1]) if len(moods) > 1 else (0, 0)
