from wenguo.listen.actions.feedback import IdempotencyFacts, KeyReused, Received, receive, search_entry
from wenguo.listen.actions.files import (
    CheckedFile,
    Upload,
    attachments_for,
    check_files,
    keep,
    path_of,
    store_attachments,
)
from wenguo.listen.actions.imports import (
    UNREADABLE,
    ImportUnderWay,
    import_path,
    run_import,
    stalled_imports,
    start_import,
    upload_import,
)
from wenguo.listen.actions.limits import TooOften, let_in
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
    "UNREADABLE",
    "AlreadySettled",
    "CheckedFile",
    "IdempotencyFacts",
    "ImportUnderWay",
    "KeyReused",
    "Received",
    "TooOften",
    "Upload",
    "attachments_for",
    "check_files",
    "claim",
    "claim_due",
    "give_up_lost_claims",
    "import_path",
    "keep",
    "let_in",
    "path_of",
    "receive",
    "run_import",
    "search_entry",
    "send",
    "send_claimed",
    "settle_outgoing",
    "stalled_imports",
    "start_import",
    "store_attachments",
    "transport",
    "upload_import",
]
