"""Every label understanding gives: its codes in order, their names in both languages, their icons."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CORRECTABLE = (
    "kind", "category", "categories", "polarity", "intensity", "emotions",
    "urgency", "demands", "risks", "need", "style",
)  # fmt: skip
LISTS = ("categories", "emotions", "demands", "risks")
#: Labels that may be absent; stored as nothing, spoken of as ``none``.
OPTIONAL = ("need", "style")
#: How many values of a label matter at most.
MOST = {"categories": 3, "emotions": 3}
NUMBERS = ("intensity", "urgency")


@dataclass(frozen=True, slots=True)
class Label:
    """One value: names by language (``zh``, ``en``) and the icon that stands beside the word."""

    zh: str
    en: str
    icon: str = ""

    @property
    def names(self) -> dict[str, str]:
        """Both names, as bilingual text is stored."""
        return {"zh": self.zh, "en": self.en}


def _table(rows: Mapping[str, tuple[str, str, str] | tuple[str, str]]) -> Mapping[str, Label]:
    return MappingProxyType({code: Label(*row) for code, row in rows.items()})


KINDS = _table(
    {
        "complaint": ("投诉", "Complaint", "flame"),
        "suggestion": ("建议", "Suggestion", "bulb"),
        "question": ("咨询", "Question", "help-circle"),
        "praise": ("表扬", "Praise", "heart"),
        "other": ("其他", "Other", "dots"),
    }
)
POLARITIES = _table(
    {
        "negative": ("负面", "Negative", "mood-sad"),
        "mixed": ("有好有坏", "Mixed", "mood-empty"),
        "neutral": ("中性", "Neutral", "mood-neutral"),
        "positive": ("正面", "Positive", "mood-smile"),
    }
)
INTENSITIES = _table(
    {
        "1": ("非常不满", "Very negative"),
        "2": ("不满", "Negative"),
        "3": ("平和", "Balanced"),
        "4": ("满意", "Positive"),
        "5": ("非常满意", "Very positive"),
    }
)
URGENCIES = _table(
    {
        "1": ("不急", "Can wait"),
        "2": ("一般", "Normal"),
        "3": ("紧急", "High"),
        "4": ("危急", "Critical"),
    }
)
EMOTIONS = _table(
    {
        "anger": ("愤怒", "Anger", "mood-angry"),
        "disappointment": ("失望", "Disappointment", "mood-sad-2"),
        "anxiety": ("焦虑", "Anxiety", "mood-empty"),
        "sadness": ("难过", "Sadness", "mood-sad"),
        "fear": ("恐惧", "Fear", "mood-sad-2"),
        "disgust": ("厌恶", "Disgust", "mood-empty"),
        "surprise": ("惊讶", "Surprise", "mood-empty"),
        "joy": ("高兴", "Joy", "mood-happy"),
        "gratitude": ("感激", "Gratitude", "heart"),
        "trust": ("信任", "Trust", "heart-handshake"),
    }
)
DEMANDS = _table(
    {
        "refund": ("退款", "Refund", "receipt-refund"),
        "replacement": ("换货、补发", "Replacement", "replace"),
        "repair": ("维修", "Repair", "tool"),
        "compensation": ("赔偿", "Compensation", "coin"),
        "apology": ("道歉", "Apology", "heart-handshake"),
        "explanation": ("解释", "Explanation", "info-circle"),
        "expedite": ("催办", "Get it done", "rocket"),
        "cancel": ("取消", "Cancel", "ban"),
        "discipline": ("处理员工", "Discipline staff", "user-check"),
        "improvement": ("改进", "Improvement", "plant-2"),
        "contact": ("要求联系", "Contact me", "phone-call"),
    }
)
RISKS = _table(
    {
        "safety": ("人身安全", "Safety", "alert-triangle"),
        "health": ("食品与健康", "Health", "virus"),
        "legal": ("法律", "Legal", "scale"),
        "regulator": ("监管投诉", "Regulator", "building-bank"),
        "media": ("曝光", "Media", "speakerphone"),
        "privacy": ("隐私", "Privacy", "eye-off"),
        "fraud": ("欺诈", "Fraud", "shield-exclamation"),
        "churn": ("流失", "Leaving", "door-exit"),
        "abuse": ("辱骂", "Abuse", "message-circle"),
        "vulnerable": ("弱势人群", "Vulnerable person", "shield-half"),
    }
)
NEEDS = _table(
    {
        "vent": ("发泄", "To vent"),
        "compensation": ("求补偿", "Compensation"),
        "trust": ("建立信任", "Trust"),
        "solution": ("解决问题", "A solution"),
    }
)
STYLES = _table(
    {
        "direct": ("直接", "Direct"),
        "passive": ("被动", "Passive"),
        "aggressive": ("攻击", "Aggressive"),
        "analytical": ("分析", "Analytical"),
    }
)
