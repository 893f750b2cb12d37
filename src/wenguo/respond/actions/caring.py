"""A contact with a customer: called, asked by message, answered by them, or given up after so many tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.base.live import announce
from wenguo.customers import queries as customers
from wenguo.customers.actions import CustomerFacts
from wenguo.governance.actions import record
from wenguo.listen import actions as listen, queries as heard
from wenguo.respond.actions.clocks import end_clocks, place_in_queue
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.customers_side import own_case, writer_of
from wenguo.respond.actions.deeds import checked_text, finish, held, note_event
from wenguo.respond.actions.opening import open_case
from wenguo.respond.actions.solving import DONE, close, followed_up
from wenguo.respond.domain.salutation import salutation
from wenguo.respond.models import CareAttempt, CareTask, Case, Rating
from wenguo.respond.queries.care import TO_DO, after_quiet, care_settings_of, visible_care
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.respond.queries.letter_words import language_of
from wenguo.respond.queries.tracking import feedback_of_link

State, Kind, Outcome = CareTask.State, CareTask.Kind, CareTask.Outcome
BATCH = 200


class CareIsSettled(Refused):
    """Somebody did it, dismissed it, or it became needless in the meantime."""

    code = "care_is_settled"
    message = gettext_lazy("This was done in the meantime, or is no longer needed.")


class NothingWasAsked(Refused):
    """No follow-up waits for an answer: it was given, or the case is in work again."""

    code = "nothing_was_asked"
    message = gettext_lazy(
        "There is no question open here any more. You can always write to us on your page."
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer said to the question: content or not, 1 to 5 where they gave it, and their words."""

    satisfied: bool
    score: int | None = None
    effort: int | None = None
    words: str = ""


@transaction.atomic
def record_call(
    *,
    actor: Actor,
    task: CareTask,
    said: Said | None,
    now: datetime,
    retry_at: datetime | None = None,
    note: str = "",
) -> CareTask:
    """A call was made: reached (``said``), or not (None): then it is due again, at ``retry_at`` or as the brand has it.

    Not reached as often as the brand tries ends it, and closes the case where nothing is owed. Whoever is not content
    gets the case back into work, above those who had it; without a case their words open one.
    Raises CareIsSettled, Invalid.
    """
    actor.require("respond.reply", task)
    row = held_care(actor, task, *TO_DO)
    if said is None:
        return _not_reached(actor, row, retry_at=retry_at, note=note, now=now)
    _check(said)
    CareAttempt.objects.create(task=row, at=now, by_name=actor.name[:150], is_reached=True, words=said.words)
    row.tries += 1
    _end(actor, row, said, now=now)
    if row.case is None:
        row.case = _case_of_words(actor, row, said, now=now)
        row.save(update_fields=["case"])
        return row
    case = held(SYSTEM, row.case)
    if case.status in DONE and case.merged_into_id is None:
        _rate(case, said, now=now)
        followed_up(actor, case, said.words, satisfied=said.satisfied, now=now)
    return row


@transaction.atomic
def answer_follow_up(*, link: str, said: Said, now: datetime) -> CareTask:
    """The customer answers by their link, once for one resolve. Not content: the case opens again, higher up.

    Raises NotFound, NothingWasAsked, Invalid.
    """
    _check(said)
    feedback = feedback_of_link(link)
    case = held(SYSTEM, own_case(feedback))
    rows = CareTask.objects.select_for_update(no_key=True)
    row = rows.filter(case=case, kind=Kind.FOLLOW_UP, state__in=TO_DO).first()
    if row is None or case.status not in DONE:
        raise NothingWasAsked
    row.case = case
    customer = writer_of(feedback)
    if said.words:
        message = add_message(customer, case, said.words, direction="in", channel="web", now=now)
        note_event(customer, case, "customer_added", now=now, message=message.pk)
    _rate(case, said, now=now)
    if said.score is not None:
        note_event(customer, case, "rated", now=now, score=said.score, reason="")
    _end(customer, row, said, now=now)
    followed_up(customer, case, said.words, satisfied=said.satisfied, now=now)
    return row


def ask_follow_ups(*, now: datetime) -> int:
    """Send what is to be asked by now, and give up what nobody answered; gives how many were touched.

    Nobody is asked in quiet hours, and the key of the message is why a crash asks nobody twice.
    """
    rows = CareTask.objects.filter(way="message", kind=Kind.FOLLOW_UP, next_at__lte=now, state__in=TO_DO)
    return sum(
        _turn(pk, now=now) for pk in list(rows.order_by("next_at").values_list("pk", flat=True)[:BATCH])
    )


@transaction.atomic
def _turn(task_id: int, *, now: datetime) -> bool:
    rows = CareTask.objects.filter(pk=task_id, state__in=TO_DO, next_at__lte=now, case__isnull=False)
    found = rows.values_list("case_id", flat=True).first()
    if found is None:
        return False
    case = held(SYSTEM, Case(pk=found))
    row = rows.select_for_update(no_key=True, of=("self",)).select_related("customer", "brand").first()
    if row is None:
        return False
    wishes = care_settings_of(row.brand_id)
    later = after_quiet(wishes, now)
    if row.state == State.OPEN and later > now:
        row.next_at = later
        row.save(update_fields=["next_at"])
        return False
    if row.state == State.ASKED or row.customer.do_not_contact:
        _give_up(SYSTEM, row, case, now=now)
        return True
    _ask(row, case, now=now)
    row.state, row.asked_at, row.tries = State.ASKED, now, 1
    row.next_at = now + timedelta(days=wishes.answer_days)
    row.save(update_fields=["state", "asked_at", "tries", "next_at"])
    return True


def _ask(row: CareTask, case: Case, *, now: datetime) -> None:
    """The question on its way, and on the customer's page; the clock of the follow-up is met by it."""
    feedback = feedback_of_case(case)[0]
    address = customers.contact_of(row.customer, "email")
    if address:
        language = language_of(feedback)
        with translation.override(language):
            subject, body = _question(row, case, heard.tracking_url(feedback))
        listen.send(
            brand=row.brand,
            customer=row.customer,
            key=row.key,
            recipient=address,
            subject=subject,
            body=body,
            language=language,
            now=now,
        )
    # Asking is the follow-up that the clock measures; the answer is the customer's own time.
    end_clocks(case, "follow_up", at=now)
    note_event(SYSTEM, case, "follow_up_asked", now=now)
    finish(SYSTEM, case, "follow_up_asked", now=now, fields=place_in_queue(case))


def _question(row: CareTask, case: Case, url: str) -> tuple[str, str]:
    name = salutation(row.customer.name, lang="zh" if translation.get_language() != "en" else "en")
    facts = {"number": case.number, "title": case.title, "brand": row.brand, "url": f"{url}/solved"}
    lines = [
        _("%(name)s,") % {"name": name},
        _("We consider “%(title)s” (%(number)s) settled. Is it, for you?") % facts,
        _("Two taps tell us: %(url)s") % facts,
        _("If it is not solved, somebody else looks at it, above those who had it."),
        _("If you do not answer, nothing changes for you."),
        str(row.brand),
    ]
    return _("%(brand)s: was it solved? %(number)s") % facts, "\n\n".join(lines)


def _not_reached(
    actor: Actor, row: CareTask, *, retry_at: datetime | None, note: str, now: datetime
) -> CareTask:
    wishes = care_settings_of(row.brand_id)
    if retry_at is not None and retry_at <= now:
        raise Invalid(gettext_lazy("Choose a time that lies ahead."), retry_at="past")
    row.tries += 1
    is_over = row.tries >= wishes.tries
    again = None if is_over else after_quiet(wishes, retry_at or now + timedelta(hours=wishes.retry_hours))
    note = checked_text(note, "note", is_required=False)
    CareAttempt.objects.create(
        task=row, at=now, by_name=actor.name[:150], is_reached=False, words=note, next_at=again
    )
    case = held(SYSTEM, row.case) if row.case is not None else None
    if case is not None:
        note_event(actor, case, "call_tried", now=now, n=row.tries)
    if again is not None:
        row.next_at = row.due_at = again
        row.save(update_fields=["tries", "next_at", "due_at"])
        announce("care", row.pk, brand_id=row.brand_id)
        return row
    if case is not None:
        _give_up(actor, row, case, now=now)
    else:
        _close_row(actor, row, Outcome.NOT_REACHED, now=now)
    return row


def _give_up(actor: Actor, row: CareTask, case: Case, *, now: datetime) -> None:
    """Nobody answered: the follow-up ends so, and the case closes unless something is owed."""
    _close_row(actor, row, Outcome.NOT_REACHED, now=now)
    if case.status != Case.Status.RESOLVED:
        return
    case = followed_up(SYSTEM, case, "", satisfied=None, now=now)
    lesson = str(gettext_lazy("The customer did not answer the follow-up."))
    try:
        with transaction.atomic():
            close(actor=SYSTEM, case=case, lesson=lesson, now=now)
    except Refused:
        # It stays resolved, with its owner, until what is owed is settled.
        return


def _case_of_words(actor: Actor, row: CareTask, said: Said, *, now: datetime) -> Case | None:
    """Whoever is not content in a call without a case gets one; what others say is kept in the task."""
    if said.satisfied or not said.words:
        return None
    customer = row.customer
    feedback = listen.receive(
        actor=actor,
        brand=row.brand,
        text=said.words,
        channel="phone",
        customer=CustomerFacts(
            name=customer.name,
            email=customers.contact_of(customer, "email"),
            phone=customers.contact_of(customer, "phone"),
        ),
        now=now,
        external_id=row.key,
        language=customer.language,
    ).feedback
    return open_case(feedback=feedback, now=now)


def _rate(case: Case, said: Said, *, now: datetime) -> None:
    if said.score is None:
        return
    Rating.objects.create(
        case=case, score=said.score, effort=said.effort, comment=said.words[:1000], created_at=now
    )


def _end(actor: Actor, row: CareTask, said: Said, *, now: datetime) -> None:
    row.score, row.effort, row.words = said.score, said.effort, said.words
    _close_row(actor, row, Outcome.SATISFIED if said.satisfied else Outcome.UNSATISFIED, now=now)


def _close_row(actor: Actor, row: CareTask, outcome: str, *, now: datetime) -> None:
    row.state, row.outcome, row.done_at, row.done_by_name = State.DONE, outcome, now, actor.name[:150]
    row.save()
    record(actor, "care.done", row, at=now, outcome=outcome)
    announce("care", row.pk, brand_id=row.brand_id)


def held_care(actor: Actor, task: CareTask, *states: str) -> CareTask:
    """A care task and its case as they are now, the case locked first, as every deed does it.

    Raises NotFound when the actor may not see it, CareIsSettled in any other state.
    """
    if task.case_id is not None:
        held(SYSTEM, Case(pk=task.case_id))
    row = visible_care(actor).select_for_update(of=("self",), no_key=True).filter(pk=task.pk).first()
    if row is None:
        raise NotFound
    if row.state not in states:
        raise CareIsSettled
    return row


def _check(said: Said) -> None:
    for name in ("score", "effort"):
        value = getattr(said, name)
        if value is not None and (isinstance(value, bool) or value not in range(1, 6)):
            raise Invalid(gettext_lazy("Choose one to five."), **{name: "range"})
    checked_text(said.words, "words", is_required=False)
