"""From what the Analyzer says, and what people correct, to the labels that are stored."""

from collections.abc import Mapping
from typing import Any

from wenguo.understand.domain.labels import LISTS, OPTIONAL

Labels = dict[str, Any]
# A customer who ticks one to five stars on our own form leaves no doubt, even without words.
LOW_STARS, HIGH_STARS = 2, 4
STAR_CHANNELS = {"web", "qr"}
CERTAIN = 1.0
NONE = "none"
# Below this a text only points at what came with it: 见图, see attached.
FEW_WORDS = 12
MOST_KEYWORDS = 10
# Which intensities go with which polarity.
TUNES = {"negative": (1, 2), "neutral": (3,), "mixed": (3,), "positive": (4, 5)}
MILD = {"negative": 2, "neutral": 3, "mixed": 3, "positive": 4}
TONES = {1: "negative", 2: "negative", 3: "neutral", 4: "positive", 5: "positive"}
STATED = 0.99
# A wish is a few words without a sentence around them, often the choices of our own form.
WISHES = {
    "refund": ("退款", "退钱", "退费", "refund", "money back"),
    "replacement": ("换货", "补发", "重做", "更换", "exchange", "replace", "redo"),
    "explanation": ("说明", "解释", "原因", "explain"),
    "apology": ("道歉", "apolog"),
    "expedite": ("尽快", "尽早", "soon"),
    "compensation": ("赔", "补偿", "compensat"),
    "repair": ("维修", "修好", "修理", "repair"),
    "contact": ("回电", "联系我", "call me", "contact me"),
}


def with_wish(labels: Labels, wish: Labels, *, words: str) -> Labels:
    """Add what the customer asks for in the field for the expected solution to what the text asks for."""
    folded = words.lower()
    plain = [code for code, said in WISHES.items() if any(word in folded for word in said)]
    wanted = list(dict.fromkeys([*plain, *(code for code in wish["demands"] if code != "none")]))
    if not wanted:
        return labels
    stated = [code for code in labels["demands"] if code != "none"]
    sure = {f"demands.{code}": STATED for code in wanted}
    demands = [*stated, *(code for code in wanted if code not in stated)]
    return {**labels, "demands": demands, "confidence": {**labels["confidence"], **sure}}


def with_files(labels: Labels, files: Labels, *, words: str, count: int) -> Labels:
    """Add what the files that came with a text say to what the text says.

    Where the text says next to nothing ("see the picture"), the files are what was said. Otherwise they add risks,
    demands, keywords, and the urgency that goes with them; of what kind it is and how it sounds, the customer's own
    words decide. Evidence points into the customer's text, so words in files leave none.
    """
    if len(words.strip()) < FEW_WORDS:
        return {**files, "evidence": {}, "aspects": [], "entities": [], "files": count}
    risks, demands = _added(labels, files, "risks"), _added(labels, files, "demands")
    sure = {
        f"{label}.{code}": files["confidence"].get(f"{label}.{code}", 0.0)
        for label, codes in (("risks", risks), ("demands", demands))
        for code in codes
    }
    return {
        **labels,
        "risks": [*(code for code in labels["risks"] if code != NONE), *risks],
        "demands": [*(code for code in labels["demands"] if code != NONE), *demands],
        # A picture alone hurries nobody unless it shows a risk.
        "urgency": max(labels["urgency"], files["urgency"]) if risks else labels["urgency"],
        "keywords": list(dict.fromkeys([*labels["keywords"], *files["keywords"]]))[:MOST_KEYWORDS],
        "confidence": {**labels["confidence"], **sure},
        "files": count,
    }


def _added(labels: Labels, files: Labels, label: str) -> list[str]:
    return [code for code in files[label] if code != NONE and code not in labels[label]]


def without_words(labels: Labels, *, rating: int | None, channel: str) -> Labels:
    """A feedback that is only a rating or a photo: stars speak where their scale is ours, otherwise
    nothing is claimed.
    """
    kind, polarity, intensity, sure = "other", "neutral", 3, 0.0
    if rating is not None and channel in STAR_CHANNELS:
        if rating <= LOW_STARS:
            kind, polarity, intensity, sure = "complaint", "negative", max(1, rating), CERTAIN
        elif rating >= HIGH_STARS:
            kind, polarity, intensity, sure = "praise", "positive", min(5, rating), CERTAIN
    confidence = {"kind": sure, "polarity": sure, "intensity": sure, "category": 0.0, "urgency": 0.0}
    return {
        **labels,
        "kind": kind,
        "polarity": polarity,
        "intensity": intensity,
        "categories": ["other"],
        "confidence": confidence,
        "alternatives": {},
    }


def corrected(labels: Labels, label: str, *, value: Any) -> Labels:
    """The labels after a person set one right: certain, and no longer caused by the words that misled us.

    Polarity and intensity go together: the one that nobody has decided follows the other.
    """
    changed = dict(labels)
    if label == "category":
        others = [code for code in labels.get("categories", [])[1:] if code != value]
        changed["categories"] = [value, *others]
    else:
        changed[label] = None if label in OPTIONAL and value == NONE else value
    decided = {label: CERTAIN} | ({"category": CERTAIN} if label == "categories" else {})
    changed["confidence"] = {**labels.get("confidence", {}), **decided}
    gone = {key for key in decided if value_of(labels, key) != value_of(changed, key)}
    if gone:
        changed["evidence"] = {
            key: spans
            for key, spans in labels.get("evidence", {}).items()
            if key.partition(".")[0] not in gone
        }
    return _in_tune(changed, label)


def _in_tune(labels: Labels, label: str) -> Labels:
    polarity, intensity = labels["polarity"], labels["intensity"]
    if intensity in TUNES[polarity]:
        return labels
    if label == "polarity" and not is_certain(labels, "intensity"):
        return {**labels, "intensity": MILD[polarity]}
    if label == "intensity" and not is_certain(labels, "polarity"):
        return {**labels, "polarity": TONES[intensity]}
    return labels


def value_of(labels: Mapping[str, Any], label: str) -> Any:
    """What a label says now; ``none`` for an optional one that is absent."""
    if label == "category":
        return (labels.get("categories") or ["other"])[0]
    value = labels.get(label)
    if label in LISTS:
        return [code for code in value or [] if code != NONE]
    return NONE if value is None and label in OPTIONAL else value


def is_certain(labels: Mapping[str, Any], label: str) -> bool:
    """Whether a person has already decided this label."""
    return bool(labels.get("confidence", {}).get(label) == CERTAIN)


def columns(labels: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the labels that is filtered and counted, cut to what the columns hold."""
    return {
        "language": str(labels.get("language", ""))[:8],
        "kind": labels["kind"],
        "category": value_of(labels, "category"),
        "categories": list(labels["categories"]),
        "polarity": labels["polarity"],
        "intensity": labels["intensity"],
        "urgency": labels["urgency"],
        "risks": list(labels["risks"]),
        "demands": value_of(labels, "demands"),
        "keywords": [word[:40] for word in labels["keywords"]],
        "summary": labels["summary"][:200],
        "confidence": float(labels["confidence"].get("category", 0.0)),
    }


# The words behind these say what it is about; those behind kind and polarity only how it is said.
TELLING = ("category", "demands", "risks")
OTHERWISE = ("kind", "polarity")


def spans_of(labels: Mapping[str, Any], mood: int) -> list[list[Any]]:
    """Evidence as ``[start, end, mood, key]`` in order; where labels share words, the main category
    speaks first.
    """
    evidence = labels.get("evidence", {})
    keys = [key for key in TELLING if evidence.get(key)] or [key for key in OTHERWISE if evidence.get(key)][
        :1
    ]
    taken: list[list[Any]] = []
    for key in keys:
        for start, end in evidence[key]:
            if all(end <= other[0] or start >= other[1] for other in taken):
                taken.append([start, end, mood, key])
    return sorted(taken, key=lambda span: int(span[0]))
