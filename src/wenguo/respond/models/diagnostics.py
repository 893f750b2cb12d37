from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.kernel.ids import new_link


class DiagnosticsLink(models.Model):
    """A door for one delivery: a customer sends logs, photos, a video and facts of their device to their case."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="diagnostics")
    link = models.CharField(_("link"), max_length=32, unique=True, default=new_link)
    asked = models.CharField(_("what we ask for"), max_length=500)
    created_at = models.DateTimeField(_("created at"))
    created_by_name = models.CharField(_("created by"), max_length=150)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    used_at = models.DateTimeField(_("used at"), null=True)
    # The words under which the customer agreed, as they read them.
    consent = models.TextField(_("agreed to"), blank=True)
    message = models.ForeignKey("respond.Message", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("diagnostics link")
        verbose_name_plural = _("diagnostics links")
        indexes = [models.Index(fields=["case", "-id"], name="diagnostics_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | ~models.Q(consent=""),
                name="diagnostics_sent_with_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.pk}"
