"""What customers do on their own page, with nothing but their link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.base.live import announce
from wenguo.listen import actions as listen
from wenguo.respond.actions.clocks import place_in_queue, start_clock
from wenguo.respond.actions.conversation import add_message, repeated
from wenguo.respond.actions.deeds import NotClosed, checked_text, finish, held, note_event
from wenguo.respond.actions.escalating import consider
from wenguo.respond.actions.fields import taken_over
from wenguo.respond.actions.solving import DONE, reopened
from wenguo.respond.actions.waiting import release
from wenguo.respond.models import Case, CaseFeedback, Message, Rating
from wenguo.respond.queries.cases import case_for_feedback
from wenguo.respond.queries.tracking import can_reopen, case_of_link, feedback_of_link, is_same_person

if TYPE_CHECKING:
    from wenguo.listen.actions import Upload
    from wenguo.listen.models import Feedback

MAX_COMMENT = 1000
# The same stars again within this time are the same tap.
SAME_TAP = timedelta(minutes=10)
# Nobody writes more than this by hand; counted in the database, so that it holds over all processes.
MOST_AT_ONCE = 20
AT_ONCE = timedelta(minutes=10)


class NotSettledYet(Refused):
    """A case is rated when we think that it is settled."""

    code = "not_settled_yet"
    message = _("You can rate us once it is settled.")


class TooLateToReopen(Refused):
    """A long time has passed: new words get a new case."""

    code = "too_late_to_reopen"
    message = _("This was settled a long time ago. Please write to us anew, so that nothing is mixed up.")


class NoConversationYet(Refused):
    """Nobody handles this feedback (yet), so nobody would read what is added."""

    code = "no_conversation_yet"
    message = _("There is no conversation here yet. Please try again in a moment, or write to us anew.")


class OtherCustomer(Refused):
    """Feedback of different customers in one case would let them read each other's letters."""

    code = "other_customer"
    message = _("This feedback came from another customer. Handle it in a case of its own.")


class HasCase(Refused):
    """A feedback is handled in one case."""

    code = "has_case"
    message = _("This feedback is handled in another case already.")


@transaction.atomic
def customer_adds(
    *, link: str, text: str, uploads: Sequence[Upload] = (), now: datetime, request_key: str = ""
) -> Message:
    """The customer writes more, or sends photos. A case that waited for them goes on; nothing is reopened by it.

    The same ``request_key`` gives the earlier message again. Raises NotFound, NoConversationYet, Invalid.
    """
    body = checked_text(text, is_required=not uploads)
    feedback = feedback_of_link(link)
    case = own_case(feedback)
    files = listen.store_attachments(brand=feedback.brand, uploads=uploads, now=now)
    case = held(SYSTEM, case)
    if earlier := repeated(case, request_key=request_key, body=body):
        return earlier
    _not_too_often(Message.objects.filter(case=case, direction=Message.Direction.INCOMING), now)
    actor = writer_of(feedback)
    message = add_message(
        actor, case, body, direction="in", channel="web", now=now, request_key=request_key, files=files
    )
    note_event(actor, case, "customer_added", now=now, message=message.pk)
    fields: list[str] = []
    if case.status == Case.Status.WAITING:
        fields = release(actor, case, now=now)
    if case.first_replied_at and case.status == Case.Status.OPEN:
        start_clock(case, "next_reply", at=now)
    fields += consider(case, now=now, said=body)
    if case.status == Case.Status.OPEN:
        fields += place_in_queue(case)
    finish(actor, case, "customer_added", now=now, fields=fields, news="customer_added")
    return message


@transaction.atomic
def customer_reopens(*, link: str, reason: str, now: datetime) -> Case:
    """The customer says that it is not settled after all. Their words join the conversation.

    Raises NotFound, NotClosed, TooLateToReopen, Invalid without a reason.
    """
    body = checked_text(reason, "reason")
    feedback = feedback_of_link(link)
    case = held(SYSTEM, own_case(feedback))
    if case.status not in DONE:
        raise NotClosed
    if not can_reopen(case, now=now):
        raise TooLateToReopen
    actor = writer_of(feedback)
    message = add_message(actor, case, body, direction="in", channel="web", now=now)
    note_event(actor, case, "customer_added", now=now, message=message.pk)
    return reopened(actor, case, "", now=now)


@transaction.atomic
def rate(*, link: str, score: int, comment: str, now: datetime, effort: int | None = None) -> Rating:
    """How the customer found our handling, 1 to 5. They may change their mind: the newest counts.

    ``effort`` is what it cost them to be heard, 1 (very little) to 5 (very much); None where they do not say.
    Raises NotFound, NotSettledYet, Invalid.
    """
    _one_to_five(score=score)
    if effort is not None:
        _one_to_five(effort=effort)
    comment = comment.replace("\x00", "").strip()[:MAX_COMMENT]
    feedback = feedback_of_link(link)
    case = held(SYSTEM, own_case(feedback))
    if case.status not in DONE:
        raise NotSettledYet
    latest = Rating.objects.filter(case=case).order_by("-id").first()
    if (
        latest
        and (latest.score, latest.effort, latest.comment) == (score, effort, comment)
        and now - latest.created_at < SAME_TAP
    ):
        return latest
    _not_too_often(Rating.objects.filter(case=case), now)
    actor = writer_of(feedback)
    rating = Rating.objects.create(case=case, score=score, effort=effort, comment=comment, created_at=now)
    note_event(actor, case, "rated", now=now, score=score, effort=effort, reason=comment)
    finish(actor, case, "rated", now=now, fields=[], news="rated")
    return rating


@transaction.atomic
def attach_feedback(*, actor: Actor, case: Case, feedback: Feedback, now: datetime) -> Case:
    """What the same customer said elsewhere belongs to the same case. Attaching twice changes nothing.

    Raises OtherCustomer, HasCase, NotFound.
    """
    actor.require("respond.reply", case)
    case = held(actor, case)
    if not actor.sees_brand(feedback.brand_id) or feedback.brand_id != case.brand_id:
        raise NotFound
    current = case_for_feedback(feedback.pk)
    if current is not None:
        if current.pk != case.pk:
            raise HasCase
        return case
    if not is_same_person(feedback, case):
        raise OtherCustomer
    CaseFeedback.objects.create(case=case, feedback=feedback)
    note_event(actor, case, "feedback_attached", now=now, feedback=feedback.pk)
    fields = [*consider(case, now=now, said=feedback.text), *taken_over(case, feedback.fields)]
    finish(actor, case, "feedback_attached", now=now, fields=fields, news="feedback_attached")
    announce("feedback", feedback.pk, brand_id=feedback.brand_id)
    return case


def _one_to_five(**given: int) -> None:
    for name, value in given.items():
        if isinstance(value, bool) or value not in range(1, 6):
            raise Invalid(_("Choose one to five."), **{name: "range"})


def _not_too_often(rows: QuerySet[Message] | QuerySet[Rating], now: datetime) -> None:
    if rows.filter(created_at__gt=now - AT_ONCE).count() >= MOST_AT_ONCE:
        raise listen.TooOften(AT_ONCE)


def own_case(feedback: Feedback) -> Case:
    """The case behind the link-holder's own words; raises NoConversationYet."""
    case = case_of_link(feedback)
    if case is None:
        raise NoConversationYet
    return case


def writer_of(feedback: Feedback) -> Actor:
    """The customer as the one who acts."""
    name = feedback.customer.name if feedback.customer else ""
    return Actor(kind="customer", name=name)
