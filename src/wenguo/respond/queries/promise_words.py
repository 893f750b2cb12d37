"""What happened to a promise, as sentences in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.wording import moment_words

Data = dict[str, Any]

_SAID: Mapping[str, str | Promise] = {
    "promise_made": gettext_lazy("Promised, by %(due)s: %(text)s"),
    "promise_warned": gettext_lazy("A promise is due soon, %(due)s: %(text)s"),
    "promise_broken": gettext_lazy("A promise was broken, due %(due)s: %(text)s"),
    "promise_kept": gettext_lazy("Promise kept: %(text)s"),
    "promise_made_good": gettext_lazy("A broken promise was made good: %(text)s"),
    "promise_moved": gettext_lazy("A promise was moved with the customer, now %(due)s: %(text)s"),
    "promise_apologised": gettext_lazy("Apologised for a broken promise: %(text)s"),
}


def _told(kind: str) -> Callable[[Data], str]:
    def tell(data: Data) -> str:
        words = str(_SAID[kind]) % {"text": data.get("text", ""), "due": _due(data)}
        return (
            _("%(what)s: %(why)s") % {"what": words, "why": data["reason"]} if data.get("reason") else words
        )

    return tell


def _due(data: Data) -> str:
    try:
        due_at = datetime.fromisoformat(str(data.get("due_at", "")))
    except ValueError:
        return ""
    # The year is told where it is not that of the moment itself, which for a promise it almost always is.
    return moment_words(due_at, now=due_at)


PROMISES: Mapping[str, Callable[[Data], str]] = {kind: _told(kind) for kind in _SAID}
