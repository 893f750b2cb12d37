from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseSplit(models.Model):
    """One feedback told of two problems: a part of it became a case of its own, and may go back while untouched."""

    source = models.ForeignKey("respond.Case", models.CASCADE, related_name="splits")
    part = models.OneToOneField("respond.Case", models.CASCADE, related_name="split_from")
    feedback = models.ForeignKey("listen.Feedback", models.PROTECT, related_name="+")
    # [[start, end], …] in the text of the feedback.
    spans = models.JSONField(_("which words"), default=list)
    # What happened to the part up to here belongs to the split itself.
    last_event_id = models.BigIntegerField(default=0)
    split_at = models.DateTimeField(_("split at"))
    split_by_name = models.CharField(_("split by"), max_length=150)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("split of a case")
        verbose_name_plural = _("splits of cases")

    def __str__(self) -> str:
        return f"{self.source_id} → {self.part_id}"
