"""Side threads of a case, and the one behind a link."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Max, Prefetch, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.respond.models import Case, SideMessage, SideThread
from wenguo.respond.queries.cases import visible_cases


def side_threads_of(case: Case) -> list[SideThread]:
    """The side threads of a case that the reader may see, the newest first, with how much was written."""
    rows = SideThread.objects.filter(case=case).annotate(
        message_count=Count("messages"), last_at=Max("messages__created_at")
    )
    return list(rows.prefetch_related(_messages()).order_by("-id"))


def get_side_thread(actor: Actor, case: Case, thread_id: int) -> SideThread:
    """One side thread of a case; raises NotFound."""
    rows = SideThread.objects.filter(case__in=visible_cases(actor).order_by().values("id"))
    row = rows.select_related("case__brand").prefetch_related(_messages()).filter(case=case, pk=thread_id)
    if (thread := row.first()) is None:
        raise NotFound
    return thread


def side_thread_by_link(link: str) -> SideThread:
    """What a partner's link opens, with its messages and nothing else; raises NotFound, also once it is revoked."""
    if not link.isascii() or not link.isalnum():
        raise NotFound
    rows = SideThread.objects.filter(link=link, revoked_at__isnull=True).select_related("case__brand")
    thread = rows.prefetch_related(_messages()).first()
    if thread is None:
        raise NotFound
    return thread


def side_url(thread: SideThread) -> str:
    """Where the partner reads and answers, as a whole address."""
    return f"{settings.BASE_URL}/side/{thread.link}"


def _messages() -> Prefetch[str, QuerySet[SideMessage], str]:
    return Prefetch("messages", SideMessage.objects.order_by("id").prefetch_related("attachments"))
