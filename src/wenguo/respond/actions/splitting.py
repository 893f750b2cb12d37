"""One feedback that tells of two problems becomes two cases; untouched, the second goes back into the first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.customers import queries as customers
from wenguo.listen import actions as listen, queries as heard
from wenguo.respond.actions import mail
from wenguo.respond.actions.clocks import drop_clocks, end_law, place_in_queue
from wenguo.respond.actions.conversation import add_message
from wenguo.respond.actions.deeds import CaseIsClosed, finish, held, note_event
from wenguo.respond.actions.escalating import consider
from wenguo.respond.actions.opening import open_case
from wenguo.respond.actions.ranking import rank
from wenguo.respond.actions.routing import route
from wenguo.respond.domain.splitting import SplitProblem, checked_spans, cut
from wenguo.respond.models import Case, CaseEvent, CaseFeedback, CaseLink, CaseSplit, Recusal
from wenguo.respond.queries.cases import recused_ids
from wenguo.respond.queries.letter_words import language_of
from wenguo.respond.queries.splitting import is_untouched
from wenguo.understand import actions as understand, queries as understanding

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.people.models import Team

SHOWN = 80
PROBLEMS = {
    "empty": _("Choose the sentences that tell of the second matter."),
    "range": _("These words do not stand in the feedback."),
    "overlap": _("The same words cannot be chosen twice."),
    "everything": _("Something must be left for the first matter."),
}


class NotSplit(Refused):
    """It stands on its own, or went back already."""

    code = "not_split"
    message = _("This case was not split from another one.")


class MovedOn(Refused):
    """What was done and said on the second case would be lost."""

    code = "moved_on"
    message = _("Something has happened on this case since. Merge the two instead.")


@transaction.atomic
def split(
    *,
    actor: Actor,
    case: Case,
    feedback: Feedback,
    spans: Sequence[Sequence[int]],
    category: str,
    now: datetime,
    team: Team | None = None,
) -> CaseSplit:
    """Cut a part out of what was said and handle it under a number, category and clocks of its own.

    ``spans`` are [start, end] in the text of the feedback. Our own clocks run from now, those of the law from the
    original receipt. The customer is told of both numbers in one message. Raises Invalid, CaseIsClosed, NotFound for a
    feedback of another case.
    """
    actor.require("respond.resolve", case)
    if not understanding.is_category(category):
        raise Invalid(_("There is no such category."), category="choice")
    if team is not None and team.brand_id != case.brand_id:
        raise Invalid(_("This team belongs to another brand."), team="choice")
    chosen = _chosen(spans, feedback.text)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if not CaseFeedback.objects.filter(case=case, feedback=feedback).exists():
        raise NotFound
    words = _part_of(actor, feedback, chosen, category, now)
    part = open_case(feedback=words, now=now, starts_at=now, is_silent=True, law_from=feedback.received_at)
    row = CaseSplit.objects.create(
        source=case,
        part=part,
        feedback=feedback,
        spans=[list(span) for span in chosen],
        split_at=now,
        split_by_name=actor.name[:150],
    )
    fields = _settle(case, part, team, said=words.text, now=now)
    _link(actor, case, part, now=now)
    _tell(actor, case, _told(case, part, words), now=now)
    finish(actor, case, "split", now=now, fields=[], news="split")
    finish(actor, part, "split_from", now=now, fields=[*fields, *place_in_queue(part)], news="split")
    row.last_event_id = CaseEvent.objects.filter(case=part).latest("id").pk
    row.save(update_fields=["last_event_id"])
    return row


@transaction.atomic
def unsplit(*, actor: Actor, case: Case, now: datetime) -> Case:
    """The part goes back into the case that it was split from, as long as nothing else happened to it; gives that case.

    The customer is told. Raises NotSplit, MovedOn, CaseIsClosed when the first case is closed by now.
    """
    actor.require("respond.resolve", case)
    row = (
        CaseSplit.objects.filter(part=case, undone_at__isnull=True)
        .select_related("source", "feedback")
        .first()
    )
    if row is None:
        raise NotSplit
    # Always the lower number first, so that two deeds at once never wait for each other.
    rows = {one.pk: held(actor, one) for one in sorted((row.source, case), key=lambda one: one.pk)}
    source, part = rows[row.source_id], rows[case.pk]
    if source.status == Case.Status.CLOSED:
        raise CaseIsClosed
    if part.status == Case.Status.CLOSED or not is_untouched(row):
        raise MovedOn
    CaseFeedback.objects.filter(case=part).update(case=source)
    drop_clocks(part, at=now)
    end_law(part, at=now)
    part.status, part.closed_at, part.merged_into = Case.Status.CLOSED, now, source
    CaseSplit.objects.filter(pk=row.pk).update(undone_at=now)
    CaseLink.objects.filter(kind=CaseLink.Kind.SPLIT, first=source, second=part).delete()
    note_event(actor, source, "split_undone", now=now, number=part.number)
    note_event(actor, part, "split_undone", now=now, number=source.number)
    with translation.override(language_of(row.feedback)):
        facts = {"number": source.number, "other": part.number}
        body = (
            gettext("We handle both matters together after all, under %(number)s; %(other)s is closed.")
            % facts
        )
    _tell(actor, source, body, now=now)
    fields = ["status", "closed_at", "merged_into", *place_in_queue(part)]
    finish(actor, part, "split_undone", now=now, fields=fields, news="merged")
    finish(actor, source, "split_undone", now=now, fields=[], news="merged")
    return source


def _chosen(spans: Sequence[Sequence[int]], text: str) -> list[tuple[int, int]]:
    try:
        return checked_spans(spans, text)
    except SplitProblem as problem:
        raise Invalid(PROBLEMS[problem.code], spans=problem.code) from problem


def _part_of(
    actor: Actor, feedback: Feedback, chosen: list[tuple[int, int]], category: str, now: datetime
) -> Feedback:
    """The chosen words as a feedback of their own, read at once, with the category that a person gave them."""
    words = listen.cut_out(actor=actor, feedback=feedback, text=cut(feedback.text, chosen), now=now)
    understand.analyse(words.pk, now=now)
    understand.correct(actor=actor, feedback=words, label="category", value=category, now=now)
    understand.put_with(words, feedback.pk)
    return words


def _settle(source: Case, part: Case, team: Team | None, *, said: str, now: datetime) -> list[str]:
    """Whoever must not handle the one must not handle the other; a team that was chosen takes it; triggers look."""
    kept_out = Recusal.objects.filter(case=source).values_list("user_id", "reason", "is_named")
    Recusal.objects.bulk_create(
        (
            Recusal(case=part, user_id=user_id, reason=reason, is_named=is_named, created_at=now)
            for user_id, reason, is_named in kept_out
        ),
        ignore_conflicts=True,
    )
    # Only now it is known that this customer has not come twice.
    fields = [*rank(part, now=now)]
    if team is not None and part.team_id != team.pk:
        fields += ["team", *route(part, now=now, team=team)]
    elif part.assignee_id in recused_ids(part):
        fields += route(part, now=now, team=part.team)
    return [*fields, *consider(part, now=now, said=said)]


def _link(actor: Actor, case: Case, part: Case, *, now: datetime) -> None:
    """The two know of each other, and each says so in its story."""
    facts = {"kind": CaseLink.Kind.SPLIT, "linked_at": now, "linked_by_name": actor.name[:150]}
    CaseLink.objects.create(first=case, second=part, **facts)
    note_event(actor, case, "split_into", now=now, number=part.number, title=part.title)
    note_event(actor, part, "split_from", now=now, number=case.number, title=case.title)


def _told(case: Case, part: Case, words: Feedback) -> str:
    text = " ".join(words.text.split()).rstrip("。.")
    facts = {
        "number": case.number,
        "other": part.number,
        "words": text if len(text) <= SHOWN else text[: SHOWN - 1] + "…",
        "url": heard.tracking_url(words),
    }
    with translation.override(language_of(words)):
        return (
            gettext(
                "You told us of two matters, and we look after each of them. %(number)s goes on as before. New is "
                "%(other)s: “%(words)s”.\nWhere that stands: %(url)s"
            )
            % facts
        )


def _tell(actor: Actor, case: Case, body: str, *, now: datetime) -> None:
    # No answer to what was asked: the clock of the first reply runs on.
    address = customers.contact_of(case.customer, "email")
    channel = "email" if address else "web"
    message = add_message(actor, case, body, direction="out", channel=channel, now=now)
    if address:
        mail.send_message(case, message, to=address, now=now)
