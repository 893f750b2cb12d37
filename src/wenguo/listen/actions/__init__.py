from wenguo.listen.actions.feedback import IdempotencyFacts, KeyReused, Received, receive, search_entry
from wenguo.listen.actions.files import (
    CheckedFile,
    Upload,
    attachments_for,
    check_files,
    keep,
    path_of,
)
from wenguo.listen.actions.outgoing import (
    AlreadySettled,
    claim,
    claim_due,
    give_up_lost_claims,
    send,
    send_claimed,
    settle_outgoing,
)
from wenguo.listen.actions.transports import transport

__all__ = [
    "AlreadySettled",
    "CheckedFile",
    "IdempotencyFacts",
    "KeyReused",
    "Received",
    "Upload",
    "attachments_for",
    "check_files",
    "claim",
    "claim_due",
    "give_up_lost_claims",
    "keep",
    "path_of",
    "receive",
    "search_entry",
    "send",
    "send_claimed",
    "settle_outgoing",
    "transport",
]
