from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Panel(models.Model):
    """Several specialists give their opinions on a case; whoever has the case sums up. One at a time for each case."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="panels")
    opened_by_name = models.CharField(_("opened by"), max_length=150)
    opened_at = models.DateTimeField(_("opened at"))
    summary = models.TextField(_("what it comes to"), blank=True)
    concluded_by_name = models.CharField(_("concluded by"), max_length=150, blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True)

    class Meta:
        verbose_name = _("expert panel")
        verbose_name_plural = _("expert panels")
        indexes = [models.Index(fields=["case", "-id"], name="panel_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(concluded_at__isnull=True), name="panel_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.opened_at}"


class ExpertAsk(models.Model):
    """One specialist is asked for an opinion, with a question and a time. The customer never learns of it."""

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for a yes")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Confidence(models.TextChoices):
        HIGH = "high", _("sure")
        MEDIUM = "medium", _("fairly sure")
        LOW = "low", _("a guess")

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="asks")
    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="expert_asks")
    expert = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField(_("asked by"), max_length=150)
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("wanted by"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    finding = models.TextField(_("finding"), blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    overdue_at = models.DateTimeField(_("found overdue at"), null=True)

    class Meta:
        verbose_name = _("asked opinion")
        verbose_name_plural = _("asked opinions")
        indexes = [
            models.Index(fields=["panel", "id"], name="expert_ask_panel"),
            models.Index(
                fields=["expert"],
                condition=Q(state__in=["asked", "accepted", "answered"]),
                name="expert_ask_present",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["asked", "accepted"], overdue_at__isnull=True),
                name="expert_ask_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "expert"],
                condition=Q(state__in=["asked", "accepted", "answered"]),
                name="expert_asked_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~(Q(finding="") | Q(confidence="")),
                name="opinion_has_finding_and_confidence",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:40]
