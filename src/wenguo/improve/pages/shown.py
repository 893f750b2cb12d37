"""What pages say about an improvement: its state, its proof, its place in plan, do, check."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _, pgettext

from wenguo.base.wording import number_words
from wenguo.improve.domain.proof import Proof, Rate
from wenguo.improve.models import Improvement
from wenguo.understand import queries as understand

State = Improvement.State


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "did it work?" in a word, with its sign."""

    code: str
    words: str
    icon: str
    tone: str


def verdict_of(proof: Proof | None) -> Verdict:
    """In a word: it worked, it did not, not proven, too few to say, or not counted yet."""
    if proof is None:
        return Verdict("none", _("Not counted yet"), "clock", "quiet")
    return {
        "kept": Verdict("kept", pgettext("proof", "It worked"), "circle-check", "brand"),
        "worse": Verdict("worse", pgettext("proof", "Got worse"), "arrow-up-right", "warn"),
        "unproven": Verdict("unproven", pgettext("proof", "Not proven"), "circle-dashed", "quiet"),
        "few": Verdict("few", _("Too few to say"), "circle-dotted", "quiet"),
    }[proof.verdict]


def proof_words(proof: Proof) -> str:
    """The proof in one sentence with its numbers."""
    words = {
        "before": number_words(proof.before.per_week, 1),
        "since": number_words(proof.since.per_week, 1),
        "weeks": number_words(proof.since.weeks, 1),
    }
    if proof.change is None:
        return _("%(before)s cases a week before, %(since)s since; %(weeks)s weeks counted so far.") % words
    low, high = ((bound - 1) * 100 for bound in (proof.change.low, proof.change.high))
    words |= {"low": _signed(low), "high": _signed(high)}
    return (
        _("%(before)s cases a week before, %(since)s since: a change of %(low)s to %(high)s (95%% interval).")
        % words
    )


def _signed(percent: float) -> str:
    # A factor without a bound above reads as a very large one, not as infinity.
    shown = number_words(min(percent, 999), 0)
    return f"{'+' if percent > 0 else ''}{shown}%"


def proof_chart(proof: Proof, improvement: Improvement) -> dict[str, Any]:
    """Cases a week before and since, with intervals, and the target as a line."""
    rates = [(_("Before"), proof.before, "data"), (_("Since it was done"), proof.since, "brand")]
    target = improvement.target_per_week
    highest = max([rate.interval.high for _name, rate, _tone in rates] + [target or 0, 1])
    return {
        "caption": _("Cases a week before and since, with 95% interval"),
        "unit": _("a week"),
        "min": 0,
        "max": round(highest * 1.1, 2),
        "zero": -1,
        "refs": [{"x": target, "text": _("target %(n)s") % {"n": number_words(target, 1)}, "strong": True}]
        if target is not None
        else [],
        "rows": [_row(name, rate, tone) for name, rate, tone in rates],
    }


def _row(name: str, rate: Rate, tone: str) -> dict[str, Any]:
    if not rate.time:
        return {"name": name, "n": rate.count, "few": _("Too few to say")}
    bounds = rate.interval
    return {
        "name": name,
        "n": rate.count,
        "value": rate.per_week,
        "low": bounds.low,
        "high": bounds.high,
        "tone": tone,
    }


def verdicts_chart(rows: list[tuple[Improvement, Proof]]) -> dict[str, Any] | None:
    """The change each finished improvement made, in percent; hollow where the interval contains no change."""
    shown = [(row, proof) for row, proof in rows if proof.change is not None][:8]
    if not shown:
        return None
    tones = {"kept": "brand", "worse": "mood-2-ink", "unproven": "data", "few": "data"}
    return {
        "caption": _("Change in cases a week, in percent, with 95% interval"),
        "unit": "%",
        "min": -100,
        "max": 150,
        "zero": 0,
        "refs": [{"x": 0, "text": _("no change")}],
        "rows": [
            {
                "name": row.title if len(row.title) <= 8 else f"{row.title[:7]}…",
                "value": min((proof.factor - 1) * 100, 150),
                "low": (proof.change.low - 1) * 100,
                "high": min((proof.change.high - 1) * 100, 150),
                "tone": tones[proof.verdict],
                "href": f"/improvements/{row.pk}",
            }
            for row, proof in shown
            if proof.change is not None
        ],
    }


def steps_of(improvement: Improvement, proof: Proof | None) -> list[dict[str, Any]]:
    """Plan, do, check: where it stands, with dates."""
    made, now = _day(improvement.created_at), improvement.state
    begun = _day(improvement.started_at) if improvement.started_at else ""
    done = _day(improvement.done_at) if improvement.done_at else ""
    counted = proof is not None and proof.verdict != "few"
    doing = "now" if now == State.DOING else "done" if begun else ""
    checked = "done" if counted else "now" if done else ""
    return [
        {"label": _("Plan"), "state": "now" if now == State.PLANNED else "done", "note": made},
        {"label": _("Do"), "state": doing, "note": begun},
        {"label": _("Done"), "state": "done" if done else "", "note": done},
        {"label": _("Check"), "state": checked, "note": verdict_of(proof).words if done else ""},
    ]


def _day(moment: Any) -> str:
    local = localtime(moment)
    return f"{local.month}/{local.day}"


def category_name(code: str) -> str:
    """The category's name in the reader's language."""
    return understand.name_of("category", code) if code else ""
