"""Channels in words and pictures."""

from wenguo.listen.models import Feedback

ICONS = {
    "web": "world",
    "qr": "qrcode",
    "email": "mail",
    "phone": "phone",
    "chat": "headset",
    "wechat": "brand-wechat",
    "social": "speakerphone",
    "review": "star",
    "survey": "clipboard-list",
    "app": "device-mobile",
    "api": "plug",
}


def channel_icon(channel: str) -> str:
    """The icon of a channel."""
    return ICONS.get(channel, "message-2")


def channel_name(channel: str) -> str:
    """The name of a channel in the reader's language; the code itself for an unknown one."""
    return str(dict(Feedback.Channel.choices).get(channel, channel))
