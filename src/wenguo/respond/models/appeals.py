from django.db import models
from django.utils.translation import gettext_lazy as _


class Appeal(models.Model):
    """A customer who is not content asks that somebody not involved looks at it anew; once for each closing."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for; no reviewer yet")
        REVIEWING = "reviewing", _("Under review")
        DECIDED = "decided", _("Decided")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Upheld")
        PARTLY = "partly", _("Upheld in part")
        NOT_UPHELD = "not_upheld", _("Not upheld")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="appeals")
    # How often the case had been reopened when it was asked: one appeal for each time that we called it settled.
    closing = models.PositiveSmallIntegerField(_("closing"), default=0)
    reason = models.TextField(_("what the customer finds wrong"))
    asked_at = models.DateTimeField(_("asked for at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    reviewer = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    chosen_by_name = models.CharField(_("chosen by"), max_length=150, blank=True)
    chosen_at = models.DateTimeField(_("chosen at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    findings = models.TextField(_("what the review found"), blank=True)
    words = models.TextField(_("what the customer was told"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.UniqueConstraint(fields=["case", "closing"], name="appeal_once_per_closing"),
            models.CheckConstraint(
                condition=~models.Q(state="decided")
                | (~models.Q(outcome="") & ~models.Q(words="") & models.Q(decided_at__isnull=False)),
                name="decided_appeal_has_outcome_and_words",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=~models.Q(state="decided"), name="appeal_open"),
            models.Index(fields=["reviewer"], condition=models.Q(state="reviewing"), name="appeal_reviewing"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.state}"
