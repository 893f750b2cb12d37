from wenguo.understand.domain.labels import LISTS as LISTS
from wenguo.understand.queries.alike import (
    Alike as Alike,
    alike_counts as alike_counts,
    alike_to as alike_to,
    copies_among as copies_among,
)
from wenguo.understand.queries.analyses import (
    Filters as Filters,
    analysed_count as analysed_count,
    analyses_of as analyses_of,
    corrections_of as corrections_of,
    current_analysis as current_analysis,
    doubtful as doubtful,
    filtered_feedback as filtered_feedback,
    versions_of as versions_of,
    visible_analyses as visible_analyses,
)
from wenguo.understand.queries.labels import (
    all_categories as all_categories,
    category_choices as category_choices,
    choices_of as choices_of,
    forget_names as forget_names,
    icon_of as icon_of,
    is_category as is_category,
    is_code as is_code,
    label_title as label_title,
    name_of as name_of,
    own_categories as own_categories,
    values_words as values_words,
)
from wenguo.understand.queries.opinions import (
    has_language_model as has_language_model,
    opinions_of as opinions_of,
    taxonomy_codes as taxonomy_codes,
)
from wenguo.understand.queries.reading import (
    Chip as Chip,
    Line as Line,
    category_chip as category_chip,
    chips_of as chips_of,
    evidence_of as evidence_of,
    lines_of as lines_of,
)
from wenguo.understand.queries.versions import (
    Passing as Passing,
    applied as applied,
    get_rereading as get_rereading,
    get_version as get_version,
    last_rereading as last_rereading,
    levels as levels,
    live_version as live_version,
    new_decisions as new_decisions,
    passing_of as passing_of,
    rule as rule,
    visible_versions as visible_versions,
)
