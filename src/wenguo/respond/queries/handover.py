"""The note that goes with a case from one pair of hands to the next, drafted from what happened."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.wording import due_words, moment_words
from wenguo.respond.domain.handover import shortened
from wenguo.respond.models import Case, Message
from wenguo.respond.queries.steps import next_step
from wenguo.understand import queries as understanding


def handover_note(case: Case, *, language: str, now: datetime) -> str:
    """What the customer wants, what was done and said, what comes next and by when, what to watch; in ``language``."""
    with translation.override(language):
        lines = [_wanted(case), *_done(case, now), *_said(case), _next(case, now), *_watch(case)]
        return "\n".join(f"· {line}" for line in lines if line)


def _wanted(case: Case) -> str:
    wants = [understanding.name_of("demands", code) for code in case.demands]
    if not wants:
        return _("About: %(title)s") % {"title": case.title}
    facts = {"title": case.title, "wants": _(", ").join(wants)}
    return _("About: %(title)s (wants: %(wants)s)") % facts


def _done(case: Case, now: datetime) -> list[str]:
    if case.first_replied_at is None:
        return [_("Not answered yet.")]
    return [_("First answered %(at)s.") % {"at": moment_words(case.first_replied_at, now=now)}]


def _said(case: Case) -> list[str]:
    lines = []
    for direction, words in (
        (Message.Direction.OUTGOING, _("We said last: “%(text)s”")),
        (Message.Direction.INCOMING, _("The customer said last: “%(text)s”")),
        (Message.Direction.NOTE, _("Last note: “%(text)s”")),
    ):
        row = Message.objects.filter(case=case, direction=direction).order_by("-id").first()
        if row is not None:
            lines.append(words % {"text": shortened(row.body)})
    return lines


def _next(case: Case, now: datetime) -> str:
    step = next_step(case)
    due = f" ({due_words(step.due_at, now=now)})" if step.due_at else ""
    return _("Next: %(step)s") % {"step": step.words} + due


def _watch(case: Case) -> list[str]:
    risks = [understanding.name_of("risks", code) for code in case.risks]
    lines = [_("Watch: %(risks)s") % {"risks": _(", ").join(risks)}] if risks else []
    if case.reopened:
        lines.append(_("Reopened %(n)d times.") % {"n": case.reopened})
    return lines
