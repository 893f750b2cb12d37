"""Words with their places, the telling ones among them, and the sentence that says most."""

from collections.abc import Mapping, Sequence

import rjieba

from wenguo.understand.analyzer.reading import Span

_MOST_KEYWORDS = 6
_LINE = 60
_UNKNOWN_WORD = 7.0
#: Words that hold a sentence together but never say what it is about.
_FILLERS = frozenset(
    "的 了 是 我 你 他 她 它 们 我们 你们 他们 这 那 这个 那个 这些 那些 有 没有 在 就 也 都 很 和 与 或 而 但 但是 不过 因为 所以 如果 就是 还是 "
    "还 又 再 不 没 要 会 能 可以 可能 应该 什么 怎么 怎么样 为什么 多少 哪里 一个 一下 一点 一些 一次 一直 已经 然后 现在 时候 时间 今天 昨天 "
    "自己 大家 真的 非常 比较 特别 觉得 感觉 知道 东西 这样 那样 不是 不会 不能 只是 只有 而且 虽然 还有 以后 之前 之后 上 下 里 去 来 到 给 把 被 让 "
    "对 跟 从 向 为 吧 吗 呢 啊 哦 嗯 呀 哈哈 啦 嘛 the and for you your with this that have has had was were are not but all can will our out they "
    "them what when from who how get got just very been would there their about than then too its also any could did does "
    "客户 用户 您好 你好 谢谢 请问 反映 表示 来电 要求 请 麻烦 希望".split()
)


def cut(text: str) -> list[Span]:
    """Where each word stands; every character belongs to one word."""
    spans, start = [], 0
    for word in rjieba.cut(text):
        spans.append((start, start + len(word)))
        start += len(word)
    return spans


def keywords(text: str, spans: Sequence[Span], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """The words that tell this text from others: how often here times how rare elsewhere."""
    often: dict[str, int] = {}
    for start, end in spans:
        word = text[start:end].lower()
        if end - start > 1 and word not in _FILLERS and is_wordlike(word):
            often[word] = often.get(word, 0) + 1
    ranked = sorted(often, key=lambda word: -(1 + often[word]) * rarity.get(word, _UNKNOWN_WORD) * _weight(word))
    return tuple(word[:40] for word in ranked[:_MOST_KEYWORDS])


def is_wordlike(word: str) -> bool:
    """Han words of two characters and Latin ones of three; no numbers, no marks."""
    if not word.isalpha():
        return False
    return len(word) > 2 or not word.isascii()


def _weight(word: str) -> float:
    return 1.0 if word.isascii() else min(len(word), 4) / 2


def best_line(text: str, clauses: Sequence[Span], weights: Sequence[float]) -> str:
    """The stretch of clauses that says most, whole, in at most one line."""
    short = " ".join(text.split())
    if len(short) <= _LINE or not clauses:
        return short[:_LINE]
    start = max(range(len(clauses)), key=lambda place: weights[place])
    left = right = start
    while True:
        room = _LINE - (clauses[right][1] - clauses[left][0])
        options = []
        if right + 1 < len(clauses) and clauses[right + 1][1] - clauses[right][1] <= room:
            options.append((weights[right + 1], 1))
        if left > 0 and clauses[left][0] - clauses[left - 1][0] <= room:
            options.append((weights[left - 1], 0))
        if not options:
            break
        if max(options)[1]:
            right += 1
        else:
            left -= 1
    line = text[clauses[left][0] : clauses[right][1]]
    return " ".join(line.split())[:_LINE]
