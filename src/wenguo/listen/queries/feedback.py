"""The only roads to feedback and to the files that came with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

from wenguo.base.errors import NotFound
from wenguo.base.search import matching
from wenguo.customers import queries as customers
from wenguo.listen.models import Attachment, Feedback, FileText

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.customers.models import Customer

MAX_ID = 2**63 - 1


def _rows() -> QuerySet[Feedback]:
    # The search entry is larger than the text and of no use outside the database.
    return Feedback.objects.select_related("brand", "customer", "place").defer("search", "customer__search")


def visible_feedback(actor: Actor) -> QuerySet[Feedback]:
    """Feedback of the actor's brands, with customer and place. Nothing without the permission."""
    if not actor.can("listen.read"):
        return _rows().none()
    return _rows() if actor.brand_ids is None else _rows().filter(brand_id__in=actor.brand_ids)


def get_feedback(actor: Actor, feedback_id: int) -> Feedback:
    """One feedback; raises NotFound, also for that of another brand."""
    if not 0 < feedback_id <= MAX_ID:
        raise NotFound
    feedback = visible_feedback(actor).filter(pk=feedback_id).first()
    if feedback is None:
        raise NotFound
    return feedback


def feedback_by_link(link: str) -> Feedback:
    """What a customer sees by their tracking link; raises NotFound."""
    feedback = _rows().filter(link=link).first()
    if feedback is None:
        raise NotFound
    return feedback


def feedback_by_ids(ids: Iterable[int]) -> dict[int, Feedback]:
    """Rows for the inside of the house (jobs and reactions), by id; those that do not exist are left out."""
    return {feedback.pk: feedback for feedback in _rows().filter(pk__in=list(ids))}


def search_feedback(actor: Actor, text: str) -> QuerySet[Feedback]:
    """Feedback that holds every word or phrase; exact substrings for Chinese from two characters on."""
    return visible_feedback(actor).filter(matching(text))


def feedback_of_customer(actor: Actor, customer: Customer) -> QuerySet[Feedback]:
    """Everything this customer ever said, under any of the names that were merged."""
    return visible_feedback(actor).filter(customer_id__in=customers.family_ids(customer))


def attachment_rows() -> QuerySet[Attachment]:
    """Files with the words read from them, for rooms that keep files of their own."""
    return Attachment.objects.select_related("reading")


def file_words(feedback_ids: Iterable[int]) -> dict[int, list[str]]:
    """The words in the files of several feedbacks in one query, by feedback; those without any are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = FileText.objects.filter(attachment__feedback_id__in=list(feedback_ids)).exclude(text="")
    for feedback_id, text in rows.order_by("attachment_id").values_list("attachment__feedback_id", "text"):
        found[feedback_id].append(text)
    return dict(found)


def words_in(file: Attachment) -> str | None:
    """The words read in a file, empty if there are none, None as long as nobody has read it."""
    reading: FileText | None = getattr(file, "reading", None)
    return reading.text if reading else None


def words_of_files(attachment_ids: Iterable[int]) -> list[str]:
    """The words in these files, in order, for the inside of the house; files without any are left out."""
    rows = FileText.objects.filter(attachment_id__in=list(attachment_ids)).exclude(text="")
    return list(rows.order_by("attachment_id").values_list("text", flat=True))


def attachments_of(feedback_ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """The files of several feedbacks in one query, by feedback."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in attachment_rows().filter(feedback_id__in=list(feedback_ids)).order_by("id"):
        if row.feedback_id is not None:
            found[row.feedback_id].append(row)
    return dict(found)


def get_attachment(actor: Actor, token: str) -> Attachment:
    """A file for a colleague of its brand; raises NotFound for everybody else."""
    row = None if "\x00" in token else Attachment.objects.filter(token=token).first()
    if row is None or not actor.can("listen.read") or not actor.sees_brand(row.brand_id):
        raise NotFound
    return row


def tracking_url(feedback: Feedback) -> str:
    """Where the customer follows what becomes of it, as a whole address."""
    return f"{settings.BASE_URL}/t/{feedback.link}"


def file_url(file: Attachment) -> str:
    """Where a program with a token, or a signed-in colleague, fetches the file."""
    return f"{settings.BASE_URL}/api/v1/files/{file.token}"


def channel_names() -> list[tuple[str, str]]:
    """Code and name of every channel, in the reader's language."""
    return [(code, str(name)) for code, name in Feedback.Channel.choices]
