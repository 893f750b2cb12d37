from wenguo.listen.queries.feedback import (
    attachment_by_link,
    attachments_of,
    feedback_by_ids,
    feedback_by_link,
    feedback_of_customer,
    get_attachment,
    get_feedback,
    search_feedback,
    visible_feedback,
)

__all__ = [
    "attachment_by_link",
    "attachments_of",
    "feedback_by_ids",
    "feedback_by_link",
    "feedback_of_customer",
    "get_attachment",
    "get_feedback",
    "search_feedback",
    "visible_feedback",
]
