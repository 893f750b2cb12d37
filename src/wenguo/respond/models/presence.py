from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """Who has a case open at this moment, and who is writing; forgotten a minute after the page is closed."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="+")
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("last seen at"))
    typing_at = models.DateTimeField(_("last wrote at"), null=True)

    class Meta:
        verbose_name = _("presence at a case")
        verbose_name_plural = _("presences at cases")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.case_id}"
