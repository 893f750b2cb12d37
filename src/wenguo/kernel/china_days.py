"""The days of mainland China that break the Monday-to-Friday rule, as published by the State Council.

2025: notice 国办发明电〔2024〕12号. 2026: notice 国办发明电〔2025〕7号. Years that are not here are provisional.
"""

from datetime import date, timedelta

SPANS: tuple[tuple[str, date, date], ...] = (
    ("元旦", date(2025, 1, 1), date(2025, 1, 1)),
    ("春节", date(2025, 1, 28), date(2025, 2, 4)),
    ("清明节", date(2025, 4, 4), date(2025, 4, 6)),
    ("劳动节", date(2025, 5, 1), date(2025, 5, 5)),
    ("端午节", date(2025, 5, 31), date(2025, 6, 2)),
    ("国庆节、中秋节", date(2025, 10, 1), date(2025, 10, 8)),
    ("元旦", date(2026, 1, 1), date(2026, 1, 3)),
    ("春节", date(2026, 2, 15), date(2026, 2, 23)),
    ("清明节", date(2026, 4, 4), date(2026, 4, 6)),
    ("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
    ("端午节", date(2026, 6, 19), date(2026, 6, 21)),
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
)
# 调休: Saturdays and Sundays on which everybody works.
MADE_UP: tuple[date, ...] = (
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)
PUBLISHED_YEARS: frozenset[int] = frozenset({2025, 2026})


def special_days() -> dict[date, bool]:
    """Day → whether it is worked, for every published day that differs from or confirms the weekly rule."""
    days: dict[date, bool] = {}
    for _name, first, last in SPANS:
        for offset in range((last - first).days + 1):
            days[first + timedelta(days=offset)] = False
    days.update(dict.fromkeys(MADE_UP, True))
    return days
