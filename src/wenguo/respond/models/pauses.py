from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.respond.domain.moods import DEFAULT_HARD_CONTACTS, DEFAULT_HOURS


class Pause(models.Model):
    """A colleague takes breath: until then no new case comes to them; no clock stands still for it."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        indexes = [models.Index(fields=["user", "-ends_at"], name="pause_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")), name="pause_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class PauseSetting(models.Model):
    """After how many hard contacts in a row, within how many hours, a brand's leads are told; without a row 3 in 8."""

    brand = models.OneToOneField("people.Brand", models.CASCADE, related_name="+")
    hard_contacts = models.PositiveSmallIntegerField(
        _("hard contacts in a row"), default=DEFAULT_HARD_CONTACTS
    )
    hours = models.PositiveSmallIntegerField(_("within hours"), default=DEFAULT_HOURS)

    class Meta:
        verbose_name = _("setting of pauses")
        verbose_name_plural = _("settings of pauses")

    def __str__(self) -> str:
        return f"{self.brand_id}"
