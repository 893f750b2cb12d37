from django.db import models
from django.utils.translation import gettext_lazy as _


class Leave(models.Model):
    """Somebody is not there although a shift says so: holiday, illness, training. No case comes to them meanwhile."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        SICK = "sick", _("Sick")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Away")

    user = models.ForeignKey("people.User", models.CASCADE, related_name="leaves")
    kind = models.CharField(_("why"), max_length=10, choices=Kind.choices, default=Kind.HOLIDAY)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="leave_takes_time"
            )
        ]
        indexes = [models.Index(fields=["user", "ends_at"], name="leave_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_at:%Y-%m-%d}"


class DutyTurn(models.Model):
    """Somebody is on call for a brand from then until then. Tier 1 is called first, 3 last."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="duty_turns")
    tier = models.PositiveSmallIntegerField(_("duty tier"))
    user = models.ForeignKey("people.User", models.CASCADE, related_name="duty_turns")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("turn of duty")
        verbose_name_plural = _("turns of duty")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_takes_time"
            ),
            models.CheckConstraint(condition=models.Q(tier__range=(1, 3)), name="duty_tier_1_to_3"),
        ]
        indexes = [models.Index(fields=["brand", "tier", "ends_at"], name="duty_of_brand")]

    def __str__(self) -> str:
        return f"{self.tier} {self.user_id} {self.starts_at:%Y-%m-%d %H:%M}"


class DutyNote(models.Model):
    """What whoever comes on duty next should know."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="duty_notes")
    author = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("written by"), max_length=150)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("duty note")
        verbose_name_plural = _("duty notes")
        indexes = [models.Index(fields=["brand", "-id"], name="duty_note_brand")]

    def __str__(self) -> str:
        return self.text[:40]
