"""What codes are called, in the reader's language."""

from wenguo.base.actor import SYSTEM, Actor
from wenguo.listen import queries as listen
from wenguo.people import queries as people
from wenguo.understand import queries as understand

CHANNEL_ICONS = {
    "web": "forms",
    "qr": "qrcode",
    "email": "mail",
    "phone": "phone",
    "chat": "headset",
    "wechat": "brand-wechat",
    "social": "message-share",
    "review": "star",
    "survey": "clipboard-check",
    "app": "device-mobile",
    "api": "api",
}


def channels() -> list[tuple[str, str]]:
    """(code, name) of every channel."""
    return [(code, str(name)) for code, name in listen.visible_feedback(SYSTEM).model.Channel.choices]


def channel_name(code: str) -> str:
    """The name of a channel; the code for one that is not known."""
    return dict(channels()).get(code, code)


def category_name(code: str) -> str:
    """The name of a category or a whole domain; what is not yet understood says so by its own empty code."""
    return understand.name_of("category", code)


def places(actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the actor's places."""
    return [(place.pk, str(place)) for place in people.visible_places(actor)]


def full_name(code: str) -> str:
    """A category with its domain, where the name alone would not say what it is about: 物流配送 · 时效."""
    domain, dot, _rest = code.partition(".")
    return f"{category_name(domain)} · {category_name(code)}" if dot else category_name(code)
