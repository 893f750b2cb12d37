from wenguo.understand.queries.analyses import (
    Filters,
    analysed_count,
    analyses_of,
    corrections_of,
    current_analysis,
    doubtful,
    filtered_feedback,
    versions_of,
    visible_analyses,
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
    "Filters",
    "all_categories",
    "analysed_count",
    "analyses_of",
    "category_choices",
    "choices_of",
    "corrections_of",
    "current_analysis",
    "doubtful",
    "filtered_feedback",
    "icon_of",
    "is_code",
    "name_of",
    "versions_of",
    "visible_analyses",
]
