"""Whether an answer takes up everything the customer asked, and speaks of this customer at all."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

ISSUES = Path(__file__).with_name("issues.toml")
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
    r"[\u4e00-\u9fff](?:先生|女士|小姐|老师|同学|大爷|大妈|阿姨|叔叔?|姐|哥|总|老板|奶奶|爷爷)"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]"
    r"|^(?:Hi|Hello|Dear|Oh|Hey) (?!there|customer|guest|valued|no\b|madam|sir)[A-Z][a-z]+"
    r"|, [A-Z][a-z]+[.!?]|^[A-Z][a-z]+, (?!please|thank)",
    re.M,
)
_FACT = re.compile(
    r"\d{1,2}月\d{1,2}日|[\d一二两三四五六七八九十半几]+[多个]?"
    r"(?:元|块|小时|分钟|天|次|趟|公里|只|月|份|件|瓶|张|位|层|楼|号|岁|年|夜|晚|%)"
    r"|[$€£¥]\s?\d|\b\d{2,}\b|\d{1,2}:\d{2}|昨[天晚日]|前天|今[早晨]|上周"
    r"|yesterday|last (?:night|week|month)|this morning"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
    r" (?:hours?|days?|weeks?|months?|nights?|times|years?|calls?|minutes)\b",
    re.I,
)
# More of the same says no more.
_MOST_SHARED, _MOST_FACTS = 6, 4


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


def fact_signs(reply: str, complaint: str) -> dict[str, float]:
    """What speaks for an answer that names a fact of this customer: words and numbers of theirs, a name, any figure."""
    shared = len(content_words(reply) & content_words(complaint))
    numbers = set(re.findall(r"\d+", reply)) & set(re.findall(r"\d+", complaint))
    is_named, facts = bool(_NAMED.search(reply)), len(_FACT.findall(reply))
    return {
        "shared": float(min(shared, _MOST_SHARED)),
        "number": float(bool(numbers)),
        "name": float(is_named),
        "facts": float(min(facts, _MOST_FACTS)),
        "name and shared": float(is_named and shared > 0),
        "fact and shared": float(facts > 0 and shared > 0),
    }


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
