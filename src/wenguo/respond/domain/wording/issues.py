"""Whether an answer takes up everything the customer asked, and speaks of this customer at all."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

ISSUES = Path(__file__).with_name("issues.toml")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LISTED = re.compile(
    r"一是|二是|三是|四是|第[一二三四]|其[一二三]|[①②③④]|(?<!\d)[1-4][.、)）](?!\d)|还要|还有|另外|而且|以及"
)
_COUNTED = re.compile(
    r"\b(?:two|three|four|several) (?:issues?|things|problems|complaints)\s*:(.*)", re.I | re.S
)
_PUT_OFF = re.compile(
    r"(?:正在|会|尽快|将|已经?|在)[^,，。]{0,8}(?:核实|调查|反馈|了解|转|走流程|审批)|耐心等待"
    r"|look into|(?:has been )?escalated|in the queue|allow time|revert",
    re.I,
)
_NAMED = re.compile(
    r"[\u4e00-\u9fff](?:先生|女士|小姐|老师|同学)|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]"
    r"|^(?:Hi|Hello|Dear|Oh) (?!there|customer|guest|valued|no\b)[A-Z][a-z]+",
    re.M,
)
_FACT = re.compile(
    r"\d{1,2}月\d{1,2}日|\d+(?:\.\d+)?(?:元|块|小时|分钟|天|次|公里|只|个月|份|%)|[$€£¥]\s?\d|\b\d{3,}\b|\d{1,2}:\d{2}"
)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    """Words that stand in any complaint and any answer."""
    return frozenset(tomllib.loads(ISSUES.read_text(encoding="utf-8"))["empty_words"].split())


@lru_cache(maxsize=1)
def _issues() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    stored = tomllib.loads(ISSUES.read_text(encoding="utf-8"))["issue"]
    return tuple((re.compile(row["asked"], re.I), re.compile(row["answered"], re.I)) for row in stored)


def content_words(text: str) -> set[str]:
    """What a text is about: pairs of Chinese characters, and stems of longer English words."""
    words = {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in _empty()}
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        words |= {run[place : place + 2] for place in range(len(run) - 1)}
    return words - _empty()


def is_specific(reply: str, complaint: str) -> bool:
    """At least one concrete fact of this customer: a name, a date or amount, or things from their own words."""
    shared = content_words(reply) & content_words(complaint)
    numbers = set(re.findall(r"\d+", reply)) & set(re.findall(r"\d+", complaint))
    enough = 2 if not _HAN.search(reply) else 3
    return (
        len(shared) >= enough
        or bool(numbers)
        or bool(_NAMED.search(reply) and shared)
        or bool(_FACT.search(reply) and shared)
    )


def unanswered(reply: str, complaint: str) -> list[str]:
    """The parts of a complaint that the reply does not take up, in the customer's words; empty when all is answered."""
    if not reply.strip():
        return [complaint.strip()] if complaint.strip() else []
    said = content_words(reply)
    missing = [part for part in _listed(complaint) if not _taken_up(part, reply, said)]
    if missing:
        return missing
    for asked, answered in _issues():
        match = asked.search(complaint)
        if match and not answered.search(reply):
            missing.append(match.group())
    return missing


def is_put_off(reply: str) -> bool:
    """Whether the reply only says that somebody will look."""
    return _PUT_OFF.search(reply) is not None


def _listed(complaint: str) -> list[str]:
    counted = _COUNTED.search(complaint)
    if counted:
        return [part.strip(" .,") for part in re.split(r",|;|\band\b", counted[1]) if len(part.strip()) > 3]
    parts = [part.strip(" ,，。:：;；") for part in _LISTED.split(complaint)]
    return [part for part in parts[1:] if len(part) > 2] if len(parts) > 2 else []


def _taken_up(part: str, reply: str, said: set[str]) -> bool:
    if content_words(part) & said:
        return True
    return any(asked.search(part) and answered.search(reply) for asked, answered in _issues())
