"""How an answer looks where it is read: lengths of short messages, and where a public post must end."""

from dataclasses import dataclass
from math import ceil

# A short message holds 160 letters of the old alphabet or 70 of any other; in parts 153 or 67 (3GPP TS 23.038).
SMS = {"one": (160, 70), "part": (153, 67)}
# What a public post holds: Weibo without a subscription, and the shortest of the others.
POST = 140
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True, slots=True)
class Fit:
    """How long a text is, how much one message holds, how many it takes, and what lies beyond the first."""

    length: int
    limit: int
    parts: int
    beyond: str


def sms_fit(text: str) -> Fit:
    """A short message: Chinese, or any letter outside of the old alphabet, makes every letter count double."""
    is_plain = all(letter in _GSM or letter in _GSM_TWICE for letter in text)
    which = 0 if is_plain else 1
    # Outside of the alphabet letters are counted as they are sent: an emoji is two.
    weights = [
        (2 if one in _GSM_TWICE else 1) if is_plain else len(one.encode("utf-16-be")) // 2 for one in text
    ]
    length, one, part = sum(weights), SMS["one"][which], SMS["part"][which]
    parts = 1 if length <= one else ceil(length / part)
    return Fit(length, one, parts, _beyond(text, weights, one if parts == 1 else part))


def post_fit(text: str) -> Fit:
    """A public post: what does not fit is cut off, so that it shall be seen before it is sent."""
    weights = [1] * len(text)
    return Fit(
        len(text), POST, 1 if len(text) <= POST else ceil(len(text) / POST), _beyond(text, weights, POST)
    )


def _beyond(text: str, weights: list[int], limit: int) -> str:
    used = 0
    for place, weight in enumerate(weights):
        used += weight
        if used > limit:
            return text[place:]
    return ""
