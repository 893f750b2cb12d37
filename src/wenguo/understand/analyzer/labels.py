"""Every label understanding can give: stable codes, kept by the database, the interface and the models alike."""

from pathlib import Path

#: The shipped weights.
WEIGHTS = Path(__file__).resolve().parent.parent / "weights" / "analyzer.npz"

KINDS = ("complaint", "suggestion", "question", "praise", "other")
POLARITIES = ("negative", "neutral", "positive", "mixed")
INTENSITIES = (1, 2, 3, 4, 5)
EMOTIONS = (
    "anger", "disappointment", "anxiety", "sadness", "fear",
    "disgust", "surprise", "joy", "gratitude", "trust",
)  # fmt: skip
URGENCIES = (1, 2, 3, 4)
DEMANDS = (
    "refund", "replacement", "repair", "compensation", "apology", "explanation",
    "expedite", "cancel", "discipline", "improvement", "contact", "none",
)  # fmt: skip
RISKS = (
    "safety", "health", "legal", "regulator", "media", "privacy", "fraud", "churn", "abuse", "vulnerable",
)  # fmt: skip
NEEDS = ("vent", "compensation", "trust", "solution", "none")
STYLES = ("direct", "passive", "aggressive", "analytical", "none")
CATEGORIES = (
    "quality.defect", "quality.durability", "quality.mismatch", "quality.counterfeit", "quality.hygiene",
    "quality.taste_look", "quality.function",
    "service.attitude", "service.competence", "service.waiting", "service.facility", "service.aftersales",
    "logistics.delay", "logistics.damage", "logistics.wrong_item", "logistics.courier",
    "price.value", "price.billing", "price.promotion", "price.refund", "price.invoice",
    "communication.misleading", "communication.no_reply", "communication.broken_promise",
    "digital.bug", "digital.account", "digital.network", "digital.privacy",
    "policy.rule", "policy.process",
    "brand.image", "brand.responsibility",
    "other",
)  # fmt: skip

#: Heads where exactly one label holds, and heads where any number may hold.
ONE_OF: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "polarity": POLARITIES,
    "intensity": tuple(str(level) for level in INTENSITIES),
    "urgency": tuple(str(level) for level in URGENCIES),
    "category": CATEGORIES,
    "need": NEEDS,
    "style": STYLES,
}
ANY_OF: dict[str, tuple[str, ...]] = {
    "emotions": EMOTIONS,
    "demands": DEMANDS[:-1],
    "risks": RISKS,
    "categories": CATEGORIES,
}
HEADS = {**ONE_OF, **ANY_OF}
MOST_CATEGORIES = 3
MOST_EMOTIONS = 3
