from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Escalation(models.Model):
    """A case was lifted to a higher level, by itself or by hand, until it is answered, passed on or stepped down."""

    class Lane(models.TextChoices):
        NONE = "", _("No fast lane")
        SAFETY = "safety", _("Safety")
        LEGAL = "legal", _("Legal")
        REPUTATION = "reputation", _("Reputation")

    class Ending(models.TextChoices):
        ANSWERED = "answered", _("Answered by that level")
        PASSED_ON = "passed_on", _("Passed on to the next level")
        STEPPED_DOWN = "stepped_down", _("Stepped down")
        SETTLED = "settled", _("Solved meanwhile")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="escalations")
    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"))
    lane = models.CharField(_("fast lane"), max_length=10, choices=Lane.choices, blank=True)
    # One of domain.escalation.TRIGGERS, or "hand".
    trigger = models.CharField(_("trigger"), max_length=20)
    because = models.JSONField(_("why"), default=dict)
    reason = models.TextField(_("in somebody's words"), blank=True)
    raised_by = models.CharField(_("raised by"), max_length=150)
    raised_at = models.DateTimeField(_("raised at"))
    handler = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    tried = ArrayField(models.BigIntegerField(), verbose_name=_("called so far"), default=list)
    ack_due_at = models.DateTimeField(_("to be taken by"), null=True)
    acknowledged_at = models.DateTimeField(_("taken at"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ending = models.CharField(_("how it ended"), max_length=14, choices=Ending.choices, blank=True)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at__isnull=True), name="one_open_escalation"
            ),
            models.CheckConstraint(condition=models.Q(level__range=(2, 4)), name="escalation_level_2_to_4"),
        ]
        indexes = [
            models.Index(
                fields=["ack_due_at"],
                condition=models.Q(ended_at__isnull=True, acknowledged_at__isnull=True),
                name="escalation_to_chase",
            ),
            models.Index(
                fields=["brand", "-level", "id"],
                condition=models.Q(ended_at__isnull=True),
                name="escalation_open",
            ),
            models.Index(
                fields=["handler"], condition=models.Q(ended_at__isnull=True), name="escalation_of_handler"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} ↑ {self.level}"


class EscalationSettings(models.Model):
    """How far each trigger lifts a case of a brand (0: not at all), and the team that is its specialist group."""

    brand = models.OneToOneField("people.Brand", models.CASCADE, related_name="+")
    triggers = models.JSONField(_("triggers"), default=dict)
    specialists = models.ForeignKey("people.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    arbiter = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("escalation settings")
        verbose_name_plural = _("escalation settings")

    def __str__(self) -> str:
        return str(self.brand_id)


class EscalationContact(models.Model):
    """A named person of a fast lane, or of a level (no lane): called in this order until somebody takes it."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    lane = models.CharField(_("fast lane"), max_length=10, choices=Escalation.Lane.choices, blank=True)
    # Nought where a lane is named: its people are called whatever the level.
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("escalation contact")
        verbose_name_plural = _("escalation contacts")
        constraints = [
            models.UniqueConstraint(fields=["brand", "lane", "level", "user"], name="contact_once"),
            models.CheckConstraint(
                condition=models.Q(lane="", level__range=(2, 4)) | (~models.Q(lane="") & models.Q(level=0)),
                name="contact_of_lane_or_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lane or self.level} {self.user_id}"
