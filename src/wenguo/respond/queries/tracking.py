"""What a customer sees by their link: their own words, our answers, where it stands. Nothing internal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.errors import NotFound
from wenguo.customers import queries as customers
from wenguo.listen import queries as listen
from wenguo.respond.models import Case, CaseEvent, CaseFeedback, Message, Rating, RevokedLink
from wenguo.respond.queries.appeals import appeal_to_customer, is_open_to_appeal, referrals_to
from wenguo.respond.queries.cases import case_id_of, case_rows
from wenguo.respond.queries.coming import next_of
from wenguo.respond.queries.offers import offer_title, offers_to
from wenguo.respond.queries.page_notices import notices_to
from wenguo.respond.queries.promises import promises_to
from wenguo.respond.queries.tracking_lock import fits_pass, lock_of, without_sensitive
from wenguo.respond.queries.types import Tracking, TrackingDocument, TrackingStage, TrackingStep

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback

# Later than this a new feedback is the better way: people, goods and memories have moved on.
REOPEN_WITHIN = timedelta(days=90)
TITLE_LENGTH = 40
DONE = (Case.Status.RESOLVED, Case.Status.CLOSED)
SAID: Mapping[str, str | Promise] = {
    "resolved": gettext_lazy("We consider it settled"),
    "reopened": gettext_lazy("Taken up again"),
    "closed": gettext_lazy("Closed"),
    "split_into": gettext_lazy("%(number)s looks after your second matter"),
    "split_from": gettext_lazy("Looked after on its own, beside %(number)s"),
    "split_undone": gettext_lazy("Handled together again"),
    "appealed": gettext_lazy("You asked for a review"),
    "appeal_given": gettext_lazy("Somebody who was not involved looks at it anew"),
    "appeal_decided": gettext_lazy("The review is decided"),
}


def tracking(link: str, *, now: datetime, tail_pass: str = "") -> Tracking:
    """The page behind an unguessable link. Raises NotFound.

    Where it asks for the phone's last digits, ``tail_pass`` is what opening it gave; without, the sensitive parts are
    left out.
    """
    feedback = feedback_of_link(link)
    case = case_of_link(feedback)
    page = _whole(feedback, case, now)
    lock = lock_of(feedback, case)
    return page if lock == "open" or fits_pass(feedback, tail_pass) else without_sensitive(page, lock)


def _whole(feedback: Feedback, case: Case | None, now: datetime) -> Tracking:
    rating = Rating.objects.filter(case=case).order_by("-id").first() if case else None
    coming = next_of(case, now)
    steps = _newest_first(_steps(feedback, case))
    return Tracking(
        brand_name=str(feedback.brand),
        brand_slug=feedback.brand.slug,
        link=feedback.link,
        number=case.number if case else "",
        title=_title(feedback, case),
        received_at=feedback.received_at,
        place=str(feedback.place) if feedback.place else "",
        feedback_text=feedback.text,
        wants=feedback.wants,
        stages=_stages(case),
        steps=steps,
        next_kind=coming.kind,
        next_words=coming.words,
        next_by=coming.by,
        is_late=coming.is_late,
        if_late=coming.if_late,
        who=case.assignee.name if case and case.assignee and case.status not in DONE else "",
        rating=rating.score if rating else None,
        rating_comment=rating.comment if rating else "",
        rating_effort=rating.effort if rating else None,
        can_add=case is not None,
        can_rate=case is not None and case.status in DONE,
        can_reopen=case is not None and can_reopen(case, now=now),
        is_closed=case is not None and case.status == Case.Status.CLOSED,
        offers=offers_to(case),
        promises=promises_to(case),
        can_appeal=case is not None and can_reopen(case, now=now) and is_open_to_appeal(case),
        appeal=appeal_to_customer(case),
        referrals=referrals_to(case, now=now),
        documents=_documents(steps),
        has_statement=case is not None and case.status in DONE,
        notices=notices_to(case),
    )


def feedback_of_link(link: str) -> Feedback:
    """The words behind a link; raises NotFound, also for no link at all or one that staff closed."""
    if not link.isascii() or not link.isalnum():
        raise NotFound
    feedback = listen.feedback_by_link(link)
    if RevokedLink.objects.filter(feedback=feedback).exists():
        raise NotFound
    return feedback


def is_link_revoked(case: Case) -> bool:
    """Whether staff closed the customer's page of this case."""
    return RevokedLink.objects.filter(
        feedback__in=CaseFeedback.objects.filter(case=case).values("feedback")
    ).exists()


def case_of_link(feedback: Feedback) -> Case | None:
    """The case behind a link, if its conversation is the link-holder's own.

    A case may have gathered feedback of people who turned out to be different: they never read each other's letters.
    """
    case_id = case_id_of(feedback.pk)
    if case_id is None:
        return None
    case = case_rows().get(pk=case_id)
    first = (
        CaseFeedback.objects.filter(case=case).order_by("id").values_list("feedback_id", flat=True).first()
    )
    is_own = first in (feedback.pk, feedback.part_of_id)
    return case if is_own or is_same_person(feedback, case) else None


def is_same_person(feedback: Feedback, case: Case) -> bool:
    """Whether the feedback came from the case's customer, under whatever name it was merged."""
    if feedback.customer is None or case.customer is None:
        return False
    return feedback.customer_id in customers.family_ids(case.customer.merged_into or case.customer)


def can_reopen(case: Case, *, now: datetime) -> bool:
    """Whether the customer may say that it is not settled after all."""
    return case.status in DONE and now <= (case.closed_at or case.resolved_at or now) + REOPEN_WITHIN


def _newest_first(steps: Iterator[TrackingStep]) -> tuple[TrackingStep, ...]:
    # Of two at the same moment the later told one is the newer.
    placed = sorted(enumerate(steps), key=lambda pair: (pair[1].at, pair[0]), reverse=True)
    return tuple(step for _place, step in placed)


def _documents(steps: tuple[TrackingStep, ...]) -> tuple[TrackingDocument, ...]:
    """What we sent along with our letters, the newest first; their own photos stand where they sent them."""
    return tuple(
        TrackingDocument(step.at, file.name, file.token, file.content_type)
        for step in steps
        if not step.is_mine
        for file in step.attachments
    )


def _title(feedback: Feedback, case: Case | None) -> str:
    if case is not None and case.title:
        return case.title
    line = " ".join(feedback.text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def _stages(case: Case | None) -> tuple[TrackingStage, ...]:
    labels = (_("Received"), _("Finding out"), _("Solving"), _("Following up"))
    if case is None:
        reached = 0
    elif case.status == Case.Status.CLOSED:
        reached = len(labels)
    else:
        order = [Case.Stage.RECEIVE, Case.Stage.ASSESS, Case.Stage.RESOLVE, Case.Stage.FOLLOW_UP]
        reached = order.index(Case.Stage(case.stage)) if case.stage in order else len(labels) - 1
    return tuple(
        TrackingStage(label, "done" if place < reached else "now" if place == reached else "")
        for place, label in enumerate(labels)
    )


def _steps(feedback: Feedback, case: Case | None) -> Iterator[TrackingStep]:
    files = tuple(listen.attachments_of([feedback.pk]).get(feedback.pk, ()))
    yield TrackingStep(feedback.received_at, _("We received your words"), feedback.text, True, files)
    if case is None:
        return
    for message in (
        Message.objects.filter(case=case).exclude(direction="note").prefetch_related("attachments")
    ):
        is_mine = message.direction == Message.Direction.INCOMING
        title = (
            _("You wrote to us") if is_mine else _("%(name)s wrote to you") % {"name": message.author_name}
        )
        yield TrackingStep(message.created_at, title, message.body, is_mine, tuple(message.attachments.all()))
    seen: set[str] = set()
    for event in CaseEvent.objects.filter(case=case).order_by("id"):
        title = _event_title(event, seen)
        seen.add(event.kind)
        if title:
            yield TrackingStep(event.at, title, is_private=bool(offer_title(event.kind, event.data)))


def _event_title(event: CaseEvent, seen: set[str]) -> str:
    """Only these events are for the customer, in these words; whatever else happens inside stays inside."""
    match event.kind:
        case "assigned":
            # Who takes over from whom is our affair; that somebody cares is theirs.
            return (
                ""
                if "assigned" in seen
                else _("%(name)s looks after it") % {"name": event.data.get("name", "")}
            )
        case "rated":
            return _("You gave us %(score)s of 5") % {"score": event.data.get("score", "")}
    if event.kind in SAID:
        return str(SAID[event.kind]) % {"number": event.data.get("number", "")}
    return offer_title(event.kind, event.data)
