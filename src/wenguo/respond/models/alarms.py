from django.db import models
from django.utils.translation import gettext_lazy as _


class Alarm(models.Model):
    """Somebody is told of a deadline, each once: half, three quarters, nine tenths gone (50, 75, 90), over (100)"""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    deadline = models.ForeignKey("respond.Deadline", models.CASCADE, related_name="alarms")
    level = models.PositiveSmallIntegerField(_("percent gone"))
    at = models.DateTimeField(_("raised at"))
    seen_at = models.DateTimeField(_("seen at"), null=True)
    mailed_at = models.DateTimeField(_("in a digest since"), null=True)

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        constraints = [
            models.UniqueConstraint(fields=["user", "deadline", "level"], name="alarm_once_per_person")
        ]
        indexes = [
            models.Index(
                fields=["user", "-at"], condition=models.Q(seen_at__isnull=True), name="alarm_unseen"
            ),
            models.Index(
                fields=["at"],
                condition=models.Q(seen_at__isnull=True, mailed_at__isnull=True),
                name="alarm_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}% {self.deadline_id}"


class NoticeSetting(models.Model):
    """How a person wants to hear of things: by kind, and no mail in their quiet hours."""

    user = models.OneToOneField("people.User", models.CASCADE, related_name="notice_setting")
    # Kind → now, digest, app or off; what is not there is as usual.
    ways = models.JSONField(_("how, by kind"), default=dict)
    from_level = models.PositiveSmallIntegerField(_("tell me from"), default=75)
    quiet_from = models.TimeField(_("quiet from"), null=True)
    quiet_until = models.TimeField(_("quiet until"), null=True)
    # An IANA name; empty for the house's own.
    zone = models.CharField(_("time zone"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("notice setting")
        verbose_name_plural = _("notice settings")

    def __str__(self) -> str:
        return str(self.user_id)
