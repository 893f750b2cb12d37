"""Words that care begins with: a person reads and changes them before anything leaves."""

from collections.abc import Mapping
from datetime import date

Words = Mapping[str, str]

# Subject, an empty line, text: in both languages.
_PREPARED: Mapping[str, Words] = {
    "birthday": {
        "zh": """祝您生日快乐

{name}：

今天是您的生日，{brand}全体同事祝您平安、顺意。
谢谢您一直以来的信任。""",
        "en": """Happy birthday

{name},

All of us at {brand} wish you a happy birthday.
Thank you for your trust.""",
    },
    "joined": {
        "zh": """谢谢您的又一年

{name}：

您成为{brand}的会员又满一年了，谢谢您。
有什么我们可以做得更好，请直接回复告诉我们。""",
        "en": """Another year with us

{name},

You joined {brand} on this day. Thank you.
If there is something we could do better, tell us by answering this message.""",
    },
    "first_purchase": {
        "zh": """谢谢您当初选择我们

{name}：

往年的今天，您第一次选择了{brand}，谢谢您。
用得是否顺心，欢迎随时告诉我们。""",
        "en": """Since you first chose us

{name},

On this day you first chose {brand}. Thank you.
We are always glad to hear whether all is well.""",
    },
    "win_back": {
        "zh": """上次的事，我们想再听您说一次

{name}：

上次的事没有让您满意，我们一直记着。
如果您愿意，请回复告诉我们还差什么，我们安排专人与您联系。""",
        "en": """We would like to hear it once more

{name},

What happened last time did not leave you content, and we have not forgotten it.
If you like, answer and tell us what is missing; one of us will look after it in person.""",
    },
    "plan": {
        "zh": """近来一切可好

{name}：

有一阵子没有听到您的消息了，近来用得是否顺心？
有任何想说的，请直接回复。""",
        "en": """How have you been?

{name},

We have not heard from you for a while. Is all well?
Whatever you would like to say, just answer.""",
    },
}
_OCCASION: Mapping[str, tuple[str, str]] = {
    "birthday": ("{month}月{day}日生日", "Birthday on {iso}"),
    "joined": ("{month}月{day}日入会满 {years} 年", "{years} years with us on {iso}"),
    "first_purchase": (
        "{month}月{day}日首次购买满 {years} 年",
        "{years} years since the first purchase on {iso}",
    ),
}
_LOST: Mapping[str, tuple[Words, Words]] = {
    "unsatisfied": (
        {
            "zh": "{what} 结案时客户不满意（{fact} 分）",
            "en": "{what} was closed with a customer who was not content ({fact} of 5)",
        },
        {
            "zh": "由主管致电，先听完，再谈还差什么",
            "en": "A lead calls, listens first, then asks what is missing",
        },
    ),
    "declined": (
        {"zh": "{what} 中我们提出的补偿被拒绝", "en": "Our offer in {what} was declined"},
        {
            "zh": "致电了解原因，请专员重新评估方案",
            "en": "Call and ask why; have a specialist look at the offer again",
        },
    ),
    "angry": (
        {"zh": "最后一次来言仍有不满：「{what}」", "en": "The last words were still angry: “{what}”"},
        {
            "zh": "写信说明之后做了什么，并留下直接联系人",
            "en": "Write what was done since, and name somebody to reach",
        },
    ),
    "silent": (
        {"zh": "曾多次来言，已有 {fact} 天没有消息", "en": "Used to talk to us; silent for {fact} days"},
        {"zh": "问候一声，问问近来是否顺心", "en": "A friendly word: ask whether all is well"},
    ),
}


def prepared(kind: str, *, lang: str, name: str, brand: str) -> tuple[str, str]:
    """Subject and text to start from, in the customer's language; empty for a kind that is only called."""
    subject, _line, body = _PREPARED.get(kind, {}).get(lang, "").partition("\n\n")
    return subject, body.format(name=name, brand=brand)


def occasion_reason(kind: str, *, day: date, on: date) -> dict[str, str]:
    """Why today: the birthday, or the years since."""
    facts = {"month": on.month, "day": on.day, "iso": on.isoformat(), "years": on.year - day.year}
    zh, en = _OCCASION[kind]
    return {"zh": zh.format(**facts), "en": en.format(**facts)}


def plan_reason(tier_zh: str, tier_en: str, *, every_days: int, last: date | None) -> dict[str, str]:
    """Why by plan: the tier's interval, and when the customer last heard from us."""
    since = (
        (f"，上次联系 {last:%Y-%m-%d}", f", last on {last:%Y-%m-%d}")
        if last
        else ("，此前没有主动联系过", ", never before")
    )
    return {
        "zh": f"{tier_zh}客户每 {every_days} 天联系一次{since[0]}",
        "en": f"{tier_en} customers hear from us every {every_days} days{since[1]}",
    }


def lost_words(reason: str, *, what: str = "", fact: int = 0) -> tuple[dict[str, str], dict[str, str]]:
    """Why somebody may be lost, and the step that we suggest; both in both languages.

    ``what`` is a case number or a few words of the customer, which are put in as they are.
    """
    why, step = _LOST[reason]
    told = {code: text.replace("{fact}", str(fact)).replace("{what}", what) for code, text in why.items()}
    return told, dict(step)
