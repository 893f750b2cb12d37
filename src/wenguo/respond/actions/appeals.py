"""An appeal is asked for by the customer, given to somebody not involved, and decided in words to the customer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.governance.actions import record
from wenguo.people import queries as people
from wenguo.respond.actions.clocks import place_in_queue
from wenguo.respond.actions.conversation import add_message, say
from wenguo.respond.actions.customers_side import own_case, writer_of
from wenguo.respond.actions.deeds import checked_text, finish, held, note_event
from wenguo.respond.actions.notices import call
from wenguo.respond.actions.solving import DONE, reopened
from wenguo.respond.domain.appeals import TAKEN_UP, may_move
from wenguo.respond.models import Appeal, Case
from wenguo.respond.queries.appeals import is_open_to_appeal, possible_reviewers
from wenguo.respond.queries.cases import recused_ids
from wenguo.respond.queries.tracking import can_reopen, feedback_of_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wenguo.people.models import User

State = Appeal.State


class NotSettled(Refused):
    """Only what we call settled can be appealed against; until then words in the conversation are enough."""

    code = "not_settled"
    message = _("You can ask for a review once we call it settled, and within 90 days.")


class AppealedAlready(Refused):
    """Each time that we call it settled can be reviewed once."""

    code = "appealed_already"
    message = _("A review of this has been asked for already.")


class NotIndependent(Refused):
    """Whoever had a hand in the case, or whom it is about, cannot look at it anew."""

    code = "not_independent"
    message = _("Choose somebody who had no hand in this case and whom it is not about.")


class NotTheReviewer(NotAllowed):
    """A review is decided by whoever was chosen for it."""

    code = "not_the_reviewer"
    message = _("This review is decided by the colleague who was chosen for it.")


class ReviewerIsConcerned(NotIndependent):
    """It turned out after the choice that the case is about the reviewer."""

    code = "reviewer_is_concerned"
    message = _("This case is about you by now. Somebody else has to be chosen for the review.")


class AppealIsDecided(Refused):
    """What was decided stays; a new closing allows a new appeal."""

    code = "appeal_is_decided"
    message = _("This appeal is not at that stage.")


@transaction.atomic
def customer_appeals(*, link: str, reason: str, now: datetime) -> Appeal:
    """The customer asks that somebody not involved looks at it anew; the team's leads are called upon.

    Raises NotFound, NoConversationYet, NotSettled, AppealedAlready, Invalid without a reason.
    """
    body = checked_text(reason, "reason")
    feedback = feedback_of_link(link)
    case = held(SYSTEM, own_case(feedback))
    if case.status not in DONE or not can_reopen(case, now=now):
        raise NotSettled
    if not is_open_to_appeal(case):
        raise AppealedAlready
    actor = writer_of(feedback)
    appeal = Appeal.objects.create(case=case, closing=case.reopened, reason=body, asked_at=now)
    leads = people.leads_of_teams([case.team_id]).get(case.team_id, []) if case.team_id else []
    _call(SYSTEM, case, str(_("The customer asks for a review by somebody not involved.")), leads, now=now)
    note_event(actor, case, "appealed", now=now, appeal=appeal.pk)
    finish(actor, case, "appealed", now=now, fields=[])
    return appeal


@transaction.atomic
def choose_reviewer(*, actor: Actor, appeal: Appeal, reviewer: User, now: datetime) -> Appeal:
    """Give an appeal to a colleague who had no hand in the case; another may be chosen until it is decided.

    Raises NotIndependent, AppealIsDecided.
    """
    actor.require("respond.approve", appeal.case)
    case = held(actor, appeal.case)
    appeal = _at(appeal, State.REVIEWING)
    if reviewer.pk not in {user.pk for user in possible_reviewers(actor, case)}:
        raise NotIndependent
    appeal.state, appeal.reviewer = State.REVIEWING, reviewer
    appeal.chosen_by_name, appeal.chosen_at = actor.name[:150], now
    appeal.save(update_fields=["state", "reviewer", "chosen_by_name", "chosen_at"])
    words = str(_("Please look at this case anew: the customer appeals.")) + "\n\n" + appeal.reason
    _call(actor, case, words, [reviewer.pk], now=now)
    note_event(actor, case, "appeal_given", now=now, name=reviewer.name, user_id=reviewer.pk)
    finish(actor, case, "appeal_given", now=now, fields=[])
    return appeal


@transaction.atomic
def decide_appeal(
    *, actor: Actor, appeal: Appeal, outcome: str, words: str, findings: str, now: datetime
) -> Appeal:
    """Decide an appeal and tell the customer; upheld, in whole or part, takes the case up again.

    ``words`` go to the customer, ``findings`` stay inside. Raises NotTheReviewer, ReviewerIsConcerned, AppealIsDecided,
    Invalid, PersonalDataInReply.
    """
    actor.require("respond.read", appeal.case)
    case = held(actor, appeal.case)
    appeal = _at(appeal, State.DECIDED)
    if actor.user_id is None or appeal.reviewer_id != actor.user_id:
        raise NotTheReviewer
    if actor.user_id in recused_ids(case):
        raise ReviewerIsConcerned
    if outcome not in Appeal.Outcome.values:
        raise Invalid(_("Say how the review came out."), outcome="choice")
    appeal.words = checked_text(words, "words")
    appeal.findings = checked_text(findings, "findings", is_required=False)
    appeal.state, appeal.outcome = State.DECIDED, outcome
    appeal.decided_at, appeal.decided_by_name = now, actor.name[:150]
    appeal.save(update_fields=["state", "outcome", "words", "findings", "decided_at", "decided_by_name"])
    record(actor, "appeal.decided", appeal, at=now, outcome=outcome)
    _message, fields = say(actor, case, appeal.words, now=now)
    note_event(actor, case, "appeal_decided", now=now, outcome=outcome)
    finish(actor, case, "appeal_decided", now=now, fields=[*fields, *place_in_queue(case)])
    if outcome in TAKEN_UP and case.status in DONE:
        reopened(actor, case, str(Appeal.Outcome(outcome).label), now=now, by_right_of=SYSTEM)
    return appeal


def _at(appeal: Appeal, state: str) -> Appeal:
    row = Appeal.objects.select_for_update(no_key=True, of=("self",)).get(pk=appeal.pk)
    if not may_move(row.state, state):
        raise AppealIsDecided
    return row


def _call(actor: Actor, case: Case, words: str, user_ids: Iterable[int], *, now: datetime) -> None:
    """A note that waits on the desks of these colleagues."""
    note = add_message(actor, case, words, direction="note", channel="", now=now)
    call(note, user_ids, now=now)
