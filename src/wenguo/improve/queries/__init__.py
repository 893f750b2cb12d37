from wenguo.improve.queries.improvements import (
    baseline_per_week as baseline_per_week,
    candidates as candidates,
    cases_counted as cases_counted,
    get_improvement as get_improvement,
    improvements_of_case as improvements_of_case,
    linked_cases as linked_cases,
    notices_of as notices_of,
    proof_of as proof_of,
    published_improvements as published_improvements,
    visible_improvements as visible_improvements,
)
