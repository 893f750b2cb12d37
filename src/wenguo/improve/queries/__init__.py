from wenguo.improve.queries.improvements import (
    baseline_per_week,
    candidates,
    cases_counted,
    get_improvement,
    improvements_of_case,
    linked_cases,
    notices_of,
    proof_of,
    published_improvements,
    visible_improvements,
)

__all__ = [
    "baseline_per_week",
    "candidates",
    "cases_counted",
    "get_improvement",
    "improvements_of_case",
    "linked_cases",
    "notices_of",
    "proof_of",
    "published_improvements",
    "visible_improvements",
]
