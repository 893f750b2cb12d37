"""What happened, told as a story: a clause about our side, in the past, that the customer did not tell us.

The rules of wording know many ways to name a cause; this hears the ones that are just told: 排线有毛病, the email
landed in the spam folder. It is heard only in an answer that also regrets, owns or repairs.
"""

import re
from collections.abc import Set as AbstractSet

from wenguo.respond.domain.wording.issues import content_words
from wenguo.respond.domain.wording.rules import WARM

#: A clause that repeats this share of the customer's own words tells nothing new.
_ECHO = 0.2
_CHINESE = re.compile(
    r"(?:^|[,，。;；!！:：])(?!至今|还是|谁)"
    # What we do, wish, feel or rule is no story of what happened.
    r"(?![^,，。;；!！]*(?:您|你|请|退|赔|补|已|会|将|歉|对不|明天|今晚|现在|马上|立即"
    r"|今起|天起|以后|今后|往后|感谢|谢谢|理解|正常|规定|不予|不能|无法|概不|没有?(?:任何)?(?:办法|关系|问题|必要|证据|收到|义务|异常)|如果|若|负责|睡|吃|喝|盼|孩子"
    r"|老人|培训|处罚|批评|停|整改|开除|打折|免|送|安排|收到|未来|恢复|理由|借口|白|竟|生气|难受|费用|心|我(?!们)|就好了|罚|辞))"
    r"[^,，。;；!！]*(?:没(?!有)|没有(?=[^,，。]{2})|未|错|漏|误|被|毛病|坏|断|卡[在住]|[录当写贴看认弄搞]成|不熟|不够|不足"
    r"|[^为除不极罢够]了)[^,，。;；!！]*"
)
_ENGLISH = re.compile(
    r"(?:^|[.!?:;,]\s|\b(?:and|but|so|because|which|that)\s)(?!(?:you|your|please|if|no|any|most|it)\b)"
    r"(?![^.,;!?]*\b(?:you|sorry|apolog\w+|will|refund\w*|credit\w*|please|again|can|cannot|if|policy|terms|have been"
    r"|has been|thank\w*|suspended|retrained|free|today|i am|i['’]m|must|should|records?|appalled)\b)"
    r"(?:our|the|an?|two|one|three|someone|nobody|we|both|his|her|their|last|this"
    r"|your (?=\w+ (?:email|letter|form|file|parcel)))"
    r"\b[^.,;!?]{0,40}\b(?:was|were|had|\w{3,}ed|went|got|left|fell|ran|put|sent|took|gave|lost|broke|came|shut|cut"
    r"|forgot|wrote|read|misread|did(?:n['’]t| not)?|never|nobody)\b",
    re.I,
)


def tells_story(reply: str, complaint: str, *, lang: str, kinds: AbstractSet[str]) -> bool:
    """Whether an answer tells what happened without calling it a cause. ``kinds`` are the checks that found things."""
    if not kinds & WARM:
        return False
    theirs = content_words(complaint)
    pattern = _CHINESE if lang == "zh" else _ENGLISH
    return any(_is_new(match.group(), theirs) for match in pattern.finditer(reply))


def _is_new(clause: str, theirs: AbstractSet[str]) -> bool:
    words = content_words(clause)
    return bool(words) and len(words & theirs) < _ECHO * len(words)
