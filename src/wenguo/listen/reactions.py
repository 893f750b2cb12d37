"""What listening does with its own news."""

from wenguo.kernel.clock import now
from wenguo.listen import actions
from wenguo.listen.events import FilesKept, ImportStarted, OutgoingQueued
from wenguo.listen.jobs import read_words


def send_message(news: OutgoingQueued) -> None:
    """Send it now if it is due; the sweep finds it otherwise."""
    if actions.claim(news.outgoing_id, now=now()):
        actions.send_claimed(news.outgoing_id, transport=actions.transport(), now=now())


def read_file(news: ImportStarted) -> None:
    """Read the file in, from where a crash may have stopped it."""
    actions.run_import(news.file_import_id, now=now())


def read_words_of(news: FilesKept) -> None:
    """Read the files behind what people wait for: a scanned page takes seconds."""
    read_words.later(attachment_ids=list(news.attachment_ids))
