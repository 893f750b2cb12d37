"""Texts to start an answer from, advice for the moment, and what worked in like cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation

from wenguo.base.bilingual import in_language, short_language
from wenguo.base.wording import moment_words
from wenguo.respond.domain.guidance import Advice, Moment, Step, advise, learn_steps
from wenguo.respond.domain.moods import trend
from wenguo.respond.domain.replies import ReplyWords, best_first, filled, merged
from wenguo.respond.domain.salutation import salutation
from wenguo.respond.domain.wording import content_words
from wenguo.respond.models import Case, ReplyText
from wenguo.respond.queries.cases import analysis_of_case, visible_cases

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand
    from wenguo.understand.models import Analysis

CANDIDATES = 60
FEW = 3
_STAGES = {"resolve": "solution", "follow_up": "follow_up", "learn": "follow_up"}


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text with the facts of a case in it, in the customer's language; its name in the reader's."""

    short: str
    kind: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """Advice beside the editor, in the reader's language, and the steps of LEARN."""

    pieces: list[tuple[str, list[str]]]
    steps: list[Step]


def reply_texts(brand: Brand) -> list[ReplyText]:
    """A brand's own texts and advice."""
    return list(ReplyText.objects.filter(brand=brand).order_by("kind", "short"))


def texts_for_case(actor: Actor, case: Case, *, now: datetime, wanted: str = "") -> list[FilledText]:
    """Drafts and snippets that fit the case, best first; ``wanted`` is what was typed of the short name or name."""
    actor.require("respond.reply", case)
    own = [
        ReplyWords(row.short, row.kind, row.name, row.body, row.stage, row.style, row.category)
        for row in reply_texts(case.brand)
        if row.kind != ReplyText.Kind.GUIDANCE
    ]
    moment = _moment(case, analysis_of_case(case))
    lang = moment.culture
    fitting = best_first(merged(own), stage=moment.stage, style=moment.style, category=case.category)
    values = _values(actor, case, lang=lang, now=now)
    texts = [
        FilledText(
            one.short,
            one.kind,
            in_language(dict(one.name)),
            filled(in_language(dict(one.body), lang), values),
        )
        for one in fitting
    ]
    typed = wanted.strip().lower()
    return [one for one in texts if typed in one.short.lower() or typed in one.name.lower()]


def _values(actor: Actor, case: Case, *, lang: str, now: datetime) -> Mapping[str, str]:
    with translation.override("zh-hans" if lang == "zh" else "en"):
        return {
            "salutation": salutation(case.customer.name if case.customer else "", lang=lang),
            "fact": case.title,
            "number": case.number,
            "expected": moment_words(case.next_due_at, now=now)
            if case.next_due_at and case.next_due_at > now
            else "",
            "agent": actor.name,
            "brand": str(case.brand),
        }


def guidance_for(
    actor: Actor, case: Case, *, analysis: Analysis | None, moods: Sequence[int] = ()
) -> Guidance:
    """Advice that fits where the case stands and who is behind it, as ``analysis`` of the first words has it.

    ``moods`` are the customer's from letter to letter.
    """
    actor.require("respond.reply", case)
    rows = ReplyText.objects.filter(brand=case.brand, kind=ReplyText.Kind.GUIDANCE)
    own = {row.short: Advice(row.short, row.name, row.body) for row in rows}
    pieces = [
        (in_language(dict(advice.name)), in_language(dict(advice.body)).splitlines())
        for advice in advise(_moment(case, analysis, moods), own)
    ]
    steps = learn_steps(
        is_taken=case.assignee_id is not None,
        is_answered=case.first_replied_at is not None,
        is_resolved=case.resolved_at is not None,
        is_followed_up=case.closed_at is not None,
    )
    return Guidance(pieces, steps)


def _moment(case: Case, analysis: Analysis | None, moods: Sequence[int] = ()) -> Moment:
    labels: Mapping[str, Any] = (analysis.labels if analysis else {}) or {}
    stage = _STAGES.get(case.stage, "solution" if case.first_replied_at else "first")
    return Moment(
        stage=stage,
        mood=moods[-1] if moods else case.intensity,
        is_worse=trend(moods) == "worse",
        need=str(labels.get("need") or ""),
        style=str(labels.get("style") or ""),
        demands=tuple(case.demands),
        tier=case.customer.tier if case.customer else "",
        culture=short_language(case.language or (analysis.language if analysis else "zh")),
    )


def similar_solved(actor: Actor, case: Case) -> list[Case]:
    """Solved cases of the brand of the same kind, the most alike in words first: what worked there may work here."""
    rows = visible_cases(actor).filter(brand=case.brand, category=case.category).exclude(outcome="")
    candidates = list(rows.exclude(pk=case.pk).order_by("-id")[:CANDIDATES])
    own = content_words(f"{case.title} {case.excerpt}")

    def likeness(other: Case) -> tuple[float, int]:
        words = content_words(f"{other.title} {other.excerpt}")
        return (len(own & words) / len(own | words) if own | words else 0.0, other.pk)

    return sorted(candidates, key=likeness, reverse=True)[:FEW]
