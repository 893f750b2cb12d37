from django.db import models
from django.utils.translation import gettext_lazy as _


class RevokedLink(models.Model):
    """A tracking link that opens nothing any more, because it fell into wrong hands; the row goes when it may again."""

    feedback = models.OneToOneField("listen.Feedback", models.CASCADE, related_name="+")
    revoked_at = models.DateTimeField(_("revoked at"))
    revoked_by_name = models.CharField(_("revoked by"), max_length=150)

    class Meta:
        verbose_name = _("revoked link")
        verbose_name_plural = _("revoked links")

    def __str__(self) -> str:
        return f"{self.feedback_id}"
