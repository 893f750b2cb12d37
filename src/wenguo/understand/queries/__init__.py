from wenguo.understand.domain.labels import LISTS
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
    label_title,
    name_of,
    values_words,
)
from wenguo.understand.queries.opinions import has_language_model, opinions_of, taxonomy_codes
from wenguo.understand.queries.reading import Chip, Line, category_chip, chips_of, evidence_of, lines_of

__all__ = [
    "LISTS",
    "Chip",
    "Filters",
    "Line",
    "all_categories",
    "analysed_count",
    "analyses_of",
    "category_chip",
    "category_choices",
    "chips_of",
    "choices_of",
    "corrections_of",
    "current_analysis",
    "doubtful",
    "evidence_of",
    "filtered_feedback",
    "has_language_model",
    "icon_of",
    "is_code",
    "label_title",
    "lines_of",
    "name_of",
    "opinions_of",
    "taxonomy_codes",
    "values_words",
    "versions_of",
    "visible_analyses",
]
