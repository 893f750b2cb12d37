"""The golden day of a crisis: what is done in which order, by when, and how fast cases come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
HOURS_SHOWN = 24
MOST_STEPS = 40
# In the order of a first day: people before words, facts before promises, one voice, then the way back.
GOLDEN_DAY: tuple[tuple[str, str, int], ...] = (
    (
        "确认人员安全，需要时先叫急救或停用",
        "Make sure that people are safe; stop the use or call for help first",
        15,
    ),
    ("指定负责人、发言人和记录员", "Name the lead, the spokesperson and the scribe", 30),
    ("把已知的事实和不知道的事分开写下", "Write down what is known, apart from what is not", 60),
    ("停止正在发布的广告和定时内容", "Stop advertisements and scheduled posts", 60),
    ("法务看过后批准第一份统一口径", "Approve the first statement after legal has read it", 120),
    ("告知一线怎么答、什么不答", "Tell the frontline what to answer and what not", 150),
    (
        "联系已知的受影响客户，先问人再谈赔偿",
        "Call the customers known to be concerned: people first, money later",
        240,
    ),
    ("查清还有谁可能受影响，主动告知", "Find out who else may be concerned and tell them first", 360),
    ("按规定向主管部门报告", "Report to the authorities where the law asks for it", 480),
    ("发布进展：做了什么、下一次什么时候说", "Tell the progress: what was done, and when we speak next", 720),
    ("给出解决与补偿方案和时间", "Say how it is made good, and by when", 1200),
    ("复盘安排好时间和人", "Set time and people for the review", 1440),
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How cases come in: the last hour, the one before, and each of the last 24 hours, oldest first."""

    last_hour: int
    hour_before: int
    by_hour: tuple[int, ...]


def pace(moments: Iterable[datetime], *, now: datetime) -> Pace:
    """Cases per hour up to ``now``; what lies further back or ahead does not count."""
    counts = [0] * HOURS_SHOWN
    for moment in moments:
        back = now - moment
        if timedelta(0) <= back < HOURS_SHOWN * HOUR:
            counts[HOURS_SHOWN - 1 - int(back / HOUR)] += 1
    return Pace(counts[-1], counts[-2], tuple(counts))
