"""The one door to every figure. Pages, reports and other rooms ask here only, so that another engine can replace it."""

from wenguo.measure.domain.statistics import (
    FEW_EVENTS,
    Change,
    Middle,
    Share,
    compare_counts,
    compare_middles,
    compare_shares,
)
from wenguo.measure.queries.handling import Figures, Week, figures, weekly
from wenguo.measure.queries.sentences import BEHIND, ORDER, Mix, distinct, mix, sentences
from wenguo.measure.queries.slices import Slice, day_for, slice_of
from wenguo.measure.queries.volumes import (
    STRETCH,
    Cells,
    DayCount,
    Tally,
    category_pareto,
    channel_tallies,
    domain_of,
    heat_cells,
    keywords,
    negative_cells,
    volume_by_day,
)

__all__ = [
    "BEHIND",
    "FEW_EVENTS",
    "ORDER",
    "STRETCH",
    "Cells",
    "Change",
    "DayCount",
    "Figures",
    "Middle",
    "Mix",
    "Share",
    "Slice",
    "Tally",
    "Week",
    "category_pareto",
    "channel_tallies",
    "compare_counts",
    "compare_middles",
    "compare_shares",
    "day_for",
    "distinct",
    "domain_of",
    "figures",
    "heat_cells",
    "keywords",
    "mix",
    "negative_cells",
    "sentences",
    "slice_of",
    "volume_by_day",
    "weekly",
]
