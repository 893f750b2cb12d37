"""What a language model says of a feedback, as a part of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods

from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.understand import actions, queries

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.listen.models import Feedback
    from wenguo.understand.models import Opinion

PURPOSES = ("summary", "translation", "labels")


@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: Request, feedback_id: int) -> HttpResponse:
    """What was asked and answered; a button asks."""
    row = listen.get_feedback(request.actor, feedback_id)
    if request.method == "POST":
        asked = {"purpose": request.POST.get("purpose", ""), "language": _language()}
        try:
            actions.ask_opinion(actor=request.actor, feedback=row, now=now(), **asked)
        except actions.NoLanguageModel as reason:
            messages.warning(request, str(reason))
        if not request.htmx:
            return redirect("feedback-one", row.pk)
    return render(request, "understand/opinions.html", opinions_context(request, row))


def opinions_context(request: Request, row: Feedback) -> dict[str, Any]:
    """What the part needs; ``asks`` is empty for those who may not ask and where no model is set up."""
    can_ask = queries.has_language_model() and request.actor.can("understand.correct")
    given = {opinion.purpose: opinion for opinion in queries.opinions_of(row, language=_language())}
    names = {"summary": _("Summarise"), "translation": _("Translate"), "labels": _("Second opinion")}
    analysis = queries.current_analysis(row)
    return {
        "feedback": row,
        "asks": [(code, names[code], given.get(code)) for code in PURPOSES] if can_ask else [],
        "differences": _differences(given.get("labels"), analysis.labels if analysis else {}),
    }


def _differences(opinion: Opinion | None, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the model disagrees with us, ready to be taken over."""
    if opinion is None:
        return []
    return [
        {
            "label": label,
            "name": queries.label_title("category" if label == "categories" else label),
            "words": queries.values_words(label, value),
            "values": value if isinstance(value, list) else [value],
        }
        for label, value in opinion.labels.items()
        if value != labels.get(label)
    ]


def _language() -> str:
    return (get_language() or "zh-hans")[:8]
