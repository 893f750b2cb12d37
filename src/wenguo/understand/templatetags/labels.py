"""Labels in the reader's words: ``{{ case.kind|label_name:"kind" }}``, ``{{ code|label_icon:"category"
}}``.
"""

from typing import Any

from django import template

from wenguo.understand import queries

register = template.Library()


@register.filter
def label_name(code: Any, label: str) -> str:
    """投诉 for ``complaint``."""
    return queries.name_of(label, code)


@register.filter
def label_icon(code: Any, label: str) -> str:
    """The icon that stands beside the word."""
    return queries.icon_of(label, code)
