from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.respond.domain.page_notices import DEFAULT_MINUTES


class TrackingSetting(models.Model):
    """How a brand's customers see their pages; a brand without a row asks no digits and writes once an hour at most."""

    brand = models.OneToOneField("people.Brand", models.CASCADE, related_name="+")
    asks_tail = models.BooleanField(_("asks for the phone's last four digits"), default=False)
    is_noticed = models.BooleanField(_("writes when something changes"), default=True)
    notice_minutes = models.PositiveIntegerField(_("minutes between two letters"), default=DEFAULT_MINUTES)

    class Meta:
        verbose_name = _("setting of the customer's page")
        verbose_name_plural = _("settings of the customer's page")

    def __str__(self) -> str:
        return f"{self.brand_id}"


class TailTry(models.Model):
    """Somebody typed digits that do not fit; counted so that nobody guesses on. Rows go after a day."""

    feedback = models.ForeignKey("listen.Feedback", models.CASCADE, related_name="+")
    tried_at = models.DateTimeField(_("tried at"))

    class Meta:
        verbose_name = _("wrong digits")
        verbose_name_plural = _("wrong digits")
        indexes = [models.Index(fields=["feedback", "tried_at"], name="tail_try_feedback")]

    def __str__(self) -> str:
        return f"{self.feedback_id}"


class TailWaiver(models.Model):
    """Staff made sure of the customer in another way: this case's page opens by its link alone."""

    case = models.OneToOneField("respond.Case", models.CASCADE, related_name="+")
    waived_at = models.DateTimeField(_("waived at"))
    waived_by_name = models.CharField(_("waived by"), max_length=150)

    class Meta:
        verbose_name = _("waived digits")
        verbose_name_plural = _("waived digits")

    def __str__(self) -> str:
        return f"{self.case_id}"


class PageNotice(models.Model):
    """What of a case's page its customer has been written to about. Due while ``due_at`` is set.

    ``last_event`` is the newest event told: what lies after it is what the next letter says.
    """

    case = models.OneToOneField("respond.Case", models.CASCADE, related_name="+")
    is_off = models.BooleanField(_("the customer wants no letters"), default=False)
    due_at = models.DateTimeField(_("letter due"), null=True)
    last_event = models.BigIntegerField(_("newest event told"), default=0)
    last_sent_at = models.DateTimeField(_("last letter"), null=True)

    class Meta:
        verbose_name = _("notice about a page")
        verbose_name_plural = _("notices about pages")
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="page_notice_due")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
