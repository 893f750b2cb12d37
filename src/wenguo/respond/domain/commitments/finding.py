"""Which of the times in a text are commitments of ours, and in whose words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wenguo.kernel.calendars import WorkingDays
from wenguo.respond.domain.commitments.chinese import find_chinese
from wenguo.respond.domain.commitments.cues import Cues, cues_of
from wenguo.respond.domain.commitments.dues import Desk, When
from wenguo.respond.domain.commitments.english import find_english

#: Longer letters are read up to here.
READ_LIMIT = 20_000
#: Nobody makes more dated promises in one letter; and what decides about a time stands near it.
MOST = 100
_REACH = 200
_SAYS_SOMETHING = 3
_WIDTH = str.maketrans("０１２３４５６７８９：（）\u3000", "0123456789:() ")
_AFTERNOON = re.compile(r"\b([ap])\.\s?m\.", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[^。！？!?；;\n.]+(?:\.(?=\d|\w)[^。！？!?；;\n.]+)*[。！？!?；;\n.]?")
# In English a new doer opens a clause of its own: send us a photo and we will …
_CLAUSE = re.compile(
    r"(?:(?!\s(?:and|but|so) (?:we|i|it|our|my|the|you|your|he|she|they|there|this|all|no)\b)"
    r"[^，,：:、]|(?<=\d)[,:](?=\d))+"
    r"(?:[，,：:、]+|\s(?=(?:and|but|so) )|$)",
    re.I,
)
_QUESTION = re.compile(r"[?？]\s*$|吗[。,，]?$")
_TRIMMED = " \t\r，,：:、。；;！!？?.()（）-–—\"'“”‘’"


@dataclass(frozen=True, slots=True)
class Found:
    """A commitment in a text: its words, where they stand, and when it falls due.

    ``due_at`` is None when the clock starts with something that has yet to happen (收到后3天内).
    """

    text: str
    start: int
    end: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def find_promises(text: str, *, lang: str, now: datetime, days: WorkingDays | None = None) -> list[Found]:
    """The dated commitments in a text that we are about to send, in order.

    ``now`` must know its zone: days end in it. ``days`` are the working days (mainland China's when not given).
    ``lang`` (zh or en) decides for texts that are written in both.
    """
    folded = _AFTERNOON.sub(_closed_up, text[:READ_LIMIT].translate(_WIDTH))
    desk = Desk(now, days or WorkingDays())
    is_chinese = _HAN.search(folded) is not None and (
        lang != "en" or len(_HAN.findall(folded)) * 3 > len(folded)
    )
    cues, whens = (
        (cues_of("zh"), find_chinese(folded, desk))
        if is_chinese
        else (cues_of("en"), find_english(folded, desk))
    )
    times = _apart(whens)
    found: list[Found] = []
    for sentence in _pieces(_SENTENCE, _Piece(0, len(folded), folded)):
        inside = [when for when in times if sentence.start <= when.start < sentence.end]
        if inside:
            found.extend(_in_sentence(sentence, inside, cues, desk, source=text))
    return found


def _said_last(before: str) -> str:
    """What was said before in the same breath: not what stands before a colon."""
    return before[max(before.rfind(":"), before.rfind("："), -1) + 1 :]


def _closed_up(match: re.Match[str]) -> str:
    """p.m. without the dots that look like ends of sentences, as long as before."""
    return f"{match[1]}m".ljust(len(match[0]), "\x00")


def _apart(whens: Iterator[When]) -> list[When]:
    """Times that do not overlap: the first found keep their place."""
    kept: list[When] = []
    for when in whens:
        if all(when.end <= other.start or when.start >= other.end for other in kept):
            kept.append(when)
        if len(kept) >= MOST:
            break
    return sorted(kept, key=lambda when: when.start)


def _pieces(pattern: re.Pattern[str], whole: _Piece) -> list[_Piece]:
    return [
        _Piece(whole.start + match.start(), whole.start + match.end(), match.group())
        for match in pattern.finditer(whole.text)
        if match.group().strip()
    ]


def _in_sentence(
    sentence: _Piece, times: list[When], cues: Cues, desk: Desk, *, source: str
) -> Iterator[Found]:
    clauses = _pieces(_CLAUSE, sentence)
    homes = [
        next(n for n, clause in enumerate(clauses) if clause.start <= when.start < clause.end)
        for when in times
    ]
    if _QUESTION.search(sentence.text):
        return
    for place, (when, home) in enumerate(zip(times, homes, strict=True)):
        near = [other for other, where in zip(times, homes, strict=True) if where == home]
        clause = _share(clauses[home], when, near, is_chinese=cues is cues_of("zh"))
        before = sentence.text[: clause.start - sentence.start]
        after = clauses[home + 1] if home + 1 < len(clauses) and home + 1 not in homes[place:] else None
        span = _committed(clause, when, cues, before=before, after=after)
        if (
            span is None
            or not _is_ahead(when, desk)
            or cues.in_general.search(_said_last(before) + clause.text)
        ):
            continue
        words = source[span[0] : span[1]]
        start = span[0] + len(words) - len(words.lstrip(_TRIMMED))
        words = words.strip(_TRIMMED)
        due_at = None if _starts_later(when, sentence, cues) else when.due_at
        yield Found(words, start, start + len(words), due_at)


def _share(clause: _Piece, when: When, near: list[When], *, is_chinese: bool) -> _Piece:
    """The part of a clause that belongs to one of its times: a time opens its part in Chinese, ends it in English."""
    place = near.index(when)
    start, end = clause.start, max(clause.end, when.end)
    if place:
        start = when.start if is_chinese else near[place - 1].end
    if place + 1 < len(near):
        end = near[place + 1].start if is_chinese else when.end
    return _Piece(start, end, clause.text[start - clause.start : end - clause.start])


def _committed(
    clause: _Piece, when: When, cues: Cues, *, before: str, after: _Piece | None
) -> tuple[int, int] | None:
    """From where to where we commit ourselves; None when this is no commitment of ours."""
    head = clause.text[: when.start - clause.start][-_REACH:]
    tail = clause.text[when.end - clause.start :][:_REACH]
    if cues.before.search(head) or (not when.is_limit and cues.after.match(tail)):
        return None
    # And, then, 并: who acts was said before.
    inherited = before[-_REACH:] if cues.goes_on.match(head) else ""
    rest = f"{head} {tail}"
    if _is_theirs((head, tail, inherited), when, cues) or cues.opens_condition.search(head):
        return None
    if cues.commits.search(rest) or (when.is_sure and cues.bare.search(rest)):
        return clause.start, clause.end
    if after is not None and cues.commits.search(after.text):
        if not _is_theirs((after.text,), when, cues):
            return clause.start, after.end
        # The time alone, before what the customer has to do.
        if len(rest.strip(_TRIMMED)) < _SAYS_SOMETHING:
            return None
    signs = (cues.commits.search(inherited), cues.may_commit.search(rest), cues.bare.search(rest))
    return (clause.start, clause.end) if when.is_limit or any(signs) else None


def _is_theirs(parts: tuple[str, ...], when: When, cues: Cues) -> bool:
    """Whether the words speak of the customer's duty, a rule or the past, and not of what we will do."""
    if any(cues.not_ours.search(words) for words in parts):
        return True
    return not when.is_sure and _is_past(" ".join(parts[:2]), cues)


def _is_past(words: str, cues: Cues) -> bool:
    return cues.past.search(words) is not None and cues.future.search(words) is None


def _is_ahead(when: When, desk: Desk) -> bool:
    return when.due_at is not None and when.due_at > desk.now


def _starts_later(when: When, sentence: _Piece, cues: Cues) -> bool:
    """Whether the stretch begins with something that has yet to happen: 收到后3天内, within 3 days of receipt."""
    if not when.is_stretch:
        return False
    before = sentence.text[: when.start - sentence.start][-_REACH:]
    if cues.starts_later.search(before):
        return True
    where = before if cues is cues_of("zh") else sentence.text[: 5 * _REACH]
    return cues.condition.search(where) is not None
