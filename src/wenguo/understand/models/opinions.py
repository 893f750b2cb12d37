from django.db import models
from django.utils.translation import gettext_lazy as _


class Opinion(models.Model):
    """What a language model says about one feedback, asked for by a person; a suggestion, never a label by itself."""

    class Purpose(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        TRANSLATION = "translation", _("Translation")
        LABELS = "labels", _("Second opinion")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        FAILED = "failed", _("No answer")

    feedback = models.ForeignKey("listen.Feedback", models.CASCADE, related_name="+")
    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    text = models.TextField(_("text"), blank=True)
    labels = models.JSONField(_("labels"), default=dict)
    reason = models.CharField(_("why there is no answer"), max_length=20, blank=True)
    model = models.CharField(_("model"), max_length=100, blank=True)
    asked_by_name = models.CharField(_("asked by"), max_length=150)
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("opinion of a language model")
        verbose_name_plural = _("opinions of a language model")
        constraints = [
            models.UniqueConstraint(fields=["feedback", "purpose", "language"], name="opinion_once")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.feedback_id}"


class ModelCall(models.Model):
    """One question put to the language model: what it cost and whether an answer came. No words are kept."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        BUSY = "busy", _("Turned away for now")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")
        LATE = "late", _("No answer in time")

    at = models.DateTimeField(_("at"))
    purpose = models.CharField(_("purpose"), max_length=12)
    model = models.CharField(_("model"), max_length=100)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    tokens = models.PositiveIntegerField(_("tokens"), default=0)
    took = models.DurationField(_("took"))

    class Meta:
        verbose_name = _("call of a language model")
        verbose_name_plural = _("calls of a language model")
        indexes = [models.Index(fields=["-at"], name="model_call_at")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.outcome}"
