from wenguo.listen.actions.feedback import (
    IdempotencyFacts as IdempotencyFacts,
    KeyReused as KeyReused,
    Received as Received,
    cut_out as cut_out,
    receive as receive,
    search_entry as search_entry,
)
from wenguo.listen.actions.fields import (
    FieldsInvalid as FieldsInvalid,
    filled_in as filled_in,
    put_away_field as put_away_field,
    read_fields as read_fields,
    remove_own_form as remove_own_form,
    set_own_field as set_own_field,
    set_own_form as set_own_form,
)
from wenguo.listen.actions.file_texts import read_files as read_files, unread_files as unread_files
from wenguo.listen.actions.files import (
    CheckedFile as CheckedFile,
    Upload as Upload,
    check_files as check_files,
    keep as keep,
    path_of as path_of,
    store_attachments as store_attachments,
)
from wenguo.listen.actions.imports import (
    UNREADABLE as UNREADABLE,
    ImportUnderWay as ImportUnderWay,
    import_path as import_path,
    run_import as run_import,
    stalled_imports as stalled_imports,
    start_import as start_import,
    upload_import as upload_import,
)
from wenguo.listen.actions.limits import TooOften as TooOften, let_in as let_in
from wenguo.listen.actions.outgoing import (
    AlreadySettled as AlreadySettled,
    claim as claim,
    claim_due as claim_due,
    give_up_lost_claims as give_up_lost_claims,
    send as send,
    send_claimed as send_claimed,
    settle_outgoing as settle_outgoing,
)
from wenguo.listen.actions.transports import transport as transport
