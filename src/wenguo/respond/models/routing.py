from django.db import models
from django.utils.translation import gettext_lazy as _


class Recusal(models.Model):
    """A colleague who must not handle this case, for it is about them, or touches them closely (回避)."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="recusals")
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    reason = models.CharField(_("why"), max_length=200, blank=True)
    # Found by the house in what the customer wrote, or said by a person.
    is_named = models.BooleanField(_("named by the customer"), default=False)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="recused_once")]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.user_id}"


class Handover(models.Model):
    """A case went from one pair of hands to another, with what the next should know."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="handovers")
    from_user = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    to_user = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    note = models.ForeignKey("respond.Message", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("handed over at"))

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        indexes = [models.Index(fields=["case", "-id"], name="handover_case")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.to_user_id}"
