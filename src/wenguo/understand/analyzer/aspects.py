"""Which parts a writer speaks of, and how each is judged in its own clause."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from wenguo.understand.analyzer.reading import Aspect, Span

TERMS = Path(__file__).with_name("aspects.toml")
_MOST = 12
#: A clause ends at punctuation and before a turn: 房间不错但是早餐难吃 is judged in two halves.
_BREAK = re.compile(r"[,，。.!！?？;；、\n~～…]+|(?=但是|但|不过|可是|然而|就是|只是|除了| but | however )")


#: A fault denied is no fault: 没有异味, 并不差, not bad.
_DENIED = re.compile(
    r"(?:没有?|没什么|并?不(?:会|算|太|怎么)?|毫?无|绝不)(?:任何|一点儿?|什么|再)?"
    r"(?:异味|怪味|差|贵|慢|吵|脏|臭|难吃|不耐烦|卡顿|卡|问题|毛病|噪音|杂音|异响|瑕疵|破损|色差|掉色|失望|后悔|让人失望)(?!吗|么)"
    r"|\b(?:not|wasn't|isn't|weren't) (?:too |that |so |at all )?(?:bad|noisy|expensive|slow|dirty)\b"
    r"|\bno (?:problems?|issues?|complaints)\b",
    re.I,
)
#: 不是说态度不好 sets the fault aside without praise.
_SET_ASIDE = re.compile(r"(?:不是|没有?)说[^,，。;；]{0,8}(?:不好|差|坏|不行)")
#: Words that blame wherever they stand.
_BLAMED = re.compile(
    r"偏[高贵小慢少咸淡辣硬软旧远]|[太过][贵慢少小吵脏咸淡油硬旧差远]|[慢贵吵脏差少]得|慢死|贵死|吵死|离谱"
    r"|(?:漏|破|碎|洒|坏|凉|烂|裂|丢)了|不耐用|不值|没人(?:管|理|接)"
    r"|\btoo (?:slow|small|noisy|expensive|salty|cold|loud)\b"
    r"|\b(?:was|is|were|are) (?:so |very |too |really )?(?:slow|cold|dirty|rude|noisy|awful|terrible|overpriced)\b",
    re.I,
)


@lru_cache(maxsize=1)
def terms() -> dict[str, str]:
    """Every known term with its category."""
    stored = tomllib.loads(TERMS.read_text(encoding="utf-8"))
    return {term: category for category, words in stored.items() for term in str(words).split()}


def clauses(text: str) -> list[Span]:
    """The stretches of a text that each say one thing."""
    found, start = [], 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            found.append((start, match.start()))
        start = max(match.end(), start)
    if start < len(text):
        found.append((start, len(text)))
    return found


def find_aspects(
    text: str, words: Sequence[tuple[Span, str | None]], *, tones: Sequence[tuple[Span, float]]
) -> tuple[Aspect, ...]:
    """Known parts among the words (their stretch and category); each takes the tone of its clause."""
    found: list[Aspect] = []
    seen: set[tuple[str, int]] = set()
    clause = 0
    for (start, end), category in words:
        if category is None or not tones:
            continue
        while clause + 1 < len(tones) and tones[clause][0][1] <= start:
            clause += 1
        term = text[start:end]
        if (term.lower(), clause) in seen:
            continue
        seen.add((term.lower(), clause))
        (first, last), tone = tones[clause]
        found.append(Aspect(term, start, end, category, tone_of(text[first:last], tone)))
        if len(found) == _MOST:
            break
    return tuple(found)


def tone_of(clause: str, tone: float) -> str:
    """How a clause judges: by words that leave no doubt, otherwise by how it sounds; near zero nothing is judged."""
    if _SET_ASIDE.search(clause):
        return "neutral"
    if _DENIED.search(clause):
        return "positive"
    if _BLAMED.search(clause):
        return "negative"
    if abs(tone) < 0.08:
        return "neutral"
    return "positive" if tone > 0 else "negative"
