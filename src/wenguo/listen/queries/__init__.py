from wenguo.listen.queries.channels import channel_icon, channel_name
from wenguo.listen.queries.feedback import (
    attachments_of,
    channel_names,
    feedback_by_ids,
    feedback_by_link,
    feedback_of_customer,
    file_url,
    get_attachment,
    get_feedback,
    search_feedback,
    tracking_url,
    visible_feedback,
)
from wenguo.listen.queries.imports import get_import, import_problems, visible_imports
from wenguo.listen.queries.outgoing import (
    get_outgoing,
    outgoing_counts,
    outgoing_sent_at,
    outgoing_states,
    visible_outgoing,
)

__all__ = [
    "attachments_of",
    "channel_icon",
    "channel_name",
    "channel_names",
    "feedback_by_ids",
    "feedback_by_link",
    "feedback_of_customer",
    "file_url",
    "get_attachment",
    "get_feedback",
    "get_import",
    "get_outgoing",
    "import_problems",
    "outgoing_counts",
    "outgoing_sent_at",
    "outgoing_states",
    "search_feedback",
    "tracking_url",
    "visible_feedback",
    "visible_imports",
    "visible_outgoing",
]
