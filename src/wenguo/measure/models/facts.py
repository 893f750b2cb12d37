from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackFact(models.Model):
    """One flat row per feedback: everything a figure is made of. Rebuilt from the rooms below, never edited.

    Plain ids and codes instead of keys: a columnar engine can take the table over as it is (ADR 0006).
    """

    feedback_id = models.BigIntegerField(_("feedback"), primary_key=True)
    brand_id = models.BigIntegerField(_("brand"))
    said_at = models.DateTimeField(_("said at"))
    day = models.DateField(_("day, in the installation's zone"))
    channel = models.CharField(_("channel"), max_length=10)
    place_id = models.BigIntegerField(_("place"), null=True)
    customer_id = models.BigIntegerField(_("customer"), null=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True)
    kind = models.CharField(_("kind"), max_length=12, blank=True)
    category = models.CharField(_("main category"), max_length=60, blank=True)
    polarity = models.CharField(_("polarity"), max_length=10, blank=True)
    intensity = models.PositiveSmallIntegerField(_("intensity"), null=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), null=True)
    risks = ArrayField(models.CharField(max_length=20), default=list)
    keywords = ArrayField(models.CharField(max_length=40), default=list)
    case_id = models.BigIntegerField(_("case"), null=True)
    case_opened_at = models.DateTimeField(null=True)
    first_reply_minutes = models.FloatField(_("minutes to the first reply"), null=True)
    solution_minutes = models.FloatField(_("minutes to the solution"), null=True)
    first_reply_met = models.BooleanField(_("first reply in time"), null=True)
    solution_met = models.BooleanField(_("solution in time"), null=True)
    follow_up_met = models.BooleanField(_("follow-up in time"), null=True)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    csat = models.PositiveSmallIntegerField(_("satisfaction 1 to 5"), null=True)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        indexes = [
            models.Index(fields=["brand_id", "day"], name="fact_brand_day"),
            models.Index(fields=["brand_id", "-said_at", "-feedback_id"], name="fact_newest"),
            models.Index(fields=["case_id"], name="fact_case"),
        ]

    def __str__(self) -> str:
        return str(self.feedback_id)
