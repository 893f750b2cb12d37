"""What listening does regularly."""

from wenguo.base.jobs import job
from wenguo.base.news import BULK_QUEUE
from wenguo.kernel.clock import now
from wenguo.listen import actions


@job(every="* * * * *")
def send_waiting_messages() -> None:
    """Messages whose next try has come, and claims whose worker was lost."""
    actions.give_up_lost_claims(now=now())
    for outgoing_id in actions.claim_due(now=now()):
        actions.send_claimed(outgoing_id, transport=actions.transport(), now=now())


@job(every="*/5 * * * *")
def resume_imports() -> None:
    """Imports that stopped half-way go on."""
    for file_import_id in actions.stalled_imports(now=now()):
        actions.run_import(file_import_id, now=now())


@job(queue=BULK_QUEUE)
def read_words(attachment_ids: list[int]) -> None:
    """The words in the files of one feedback or message."""
    actions.read_files(attachment_ids, now=now())


@job(every="17 * * * *", queue=BULK_QUEUE)
def read_forgotten_files() -> None:
    """Files whose job was lost, and pictures that came before the picture reader was installed."""
    actions.read_files(actions.unread_files(now=now()), now=now())
