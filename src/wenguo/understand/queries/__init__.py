from wenguo.understand.queries.analyses import (
    analysed_count,
    analyses_of,
    corrections_of,
    current_analysis,
    doubtful,
    visible_analyses,
    visible_feedback,
)
from wenguo.understand.queries.labels import (
    all_categories,
    category_choices,
    choices_of,
    icon_of,
    is_code,
    name_of,
)

__all__ = [
    "all_categories",
    "analysed_count",
    "analyses_of",
    "category_choices",
    "choices_of",
    "corrections_of",
    "current_analysis",
    "doubtful",
    "icon_of",
    "is_code",
    "name_of",
    "visible_analyses",
    "visible_feedback",
]
