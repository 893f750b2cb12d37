from wenguo.listen.models.feedback import Attachment, Feedback, IdempotencyKey
from wenguo.listen.models.fields import OwnField, OwnForm
from wenguo.listen.models.imports import FileImport, ImportProblem
from wenguo.listen.models.outgoing import Outgoing

__all__ = [
    "Attachment",
    "Feedback",
    "FileImport",
    "IdempotencyKey",
    "ImportProblem",
    "Outgoing",
    "OwnField",
    "OwnForm",
]
from wenguo.listen.models.feedback import FileText

__all__ = ["Attachment", "Feedback", "FileImport", "FileText", "IdempotencyKey", "ImportProblem", "Outgoing"]
