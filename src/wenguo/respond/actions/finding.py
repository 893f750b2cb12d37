"""A case is found by the words in the files that came with it."""

from collections.abc import Sequence
from itertools import chain

from django.db.models import Q

from wenguo.listen import queries as listen
from wenguo.respond.actions.opening import search_entry
from wenguo.respond.models import Case, CaseFeedback, Message


def find_by_files(attachment_ids: Sequence[int], *, feedback_id: int) -> None:
    """Enter the words in the files of its feedback and its letters into what a case is found by; repeatable."""
    touched = Q(messages__attachments__in=list(attachment_ids)) | Q(links__feedback_id=feedback_id)
    for case in Case.objects.filter(touched).distinct():
        links = list(
            CaseFeedback.objects.filter(case=case).order_by("id").select_related("feedback__customer")
        )
        if links:
            entry = search_entry(case, links[0].feedback, files=_words_of(case, links))
            Case.objects.filter(pk=case.pk).update(search=entry)


def _words_of(case: Case, links: Sequence[CaseFeedback]) -> list[str]:
    said = chain.from_iterable(listen.file_words(link.feedback_id for link in links).values())
    sent = Message.objects.filter(case=case, attachments__isnull=False).values_list("attachments", flat=True)
    return [*said, *listen.words_of_files(sent)]
