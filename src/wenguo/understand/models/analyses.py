from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Analysis(models.Model):
    """What we understood of one feedback. Versioned: the old ones stay, exactly one is current.

    ``labels`` holds the whole reading (Analyzer's schema: confidence and evidence by label); the columns are the part
    that is filtered, counted and corrected.
    """

    feedback = models.ForeignKey("listen.Feedback", models.CASCADE, related_name="analyses")
    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    is_current = models.BooleanField(_("current"), default=True)
    model_version = models.CharField(_("version of the models"), max_length=40)
    created_at = models.DateTimeField(_("created at"))
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=12)
    category = models.CharField(_("main category"), max_length=60)
    categories = ArrayField(models.CharField(max_length=60), verbose_name=_("categories"), default=list)
    polarity = models.CharField(_("polarity"), max_length=10)
    intensity = models.PositiveSmallIntegerField(_("intensity"))
    urgency = models.PositiveSmallIntegerField(_("urgency"))
    risks = ArrayField(models.CharField(max_length=20), verbose_name=_("risks"), default=list)
    demands = ArrayField(models.CharField(max_length=20), verbose_name=_("demands"), default=list)
    keywords = ArrayField(models.CharField(max_length=40), verbose_name=_("keywords"), default=list)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    confidence = models.FloatField(_("confidence in the main category"), default=0.0)
    labels = models.JSONField(_("labels"), default=dict)

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"], condition=models.Q(is_current=True), name="one_current_analysis"
            ),
            models.CheckConstraint(
                condition=models.Q(intensity__range=(1, 5)), name="analysis_intensity_1_to_5"
            ),
            models.CheckConstraint(condition=models.Q(urgency__range=(1, 4)), name="analysis_urgency_1_to_4"),
        ]
        indexes = [
            models.Index(
                fields=["brand", "confidence"], condition=models.Q(is_current=True), name="analysis_doubtful"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.category}"


class Correction(models.Model):
    """A person set a label right: evidence for the next version, with who, when, before and after."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="corrections")
    label = models.CharField(_("label"), max_length=20)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    corrected_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    corrected_by_name = models.CharField(_("corrected by"), max_length=150)
    corrected_at = models.DateTimeField(_("corrected at"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["analysis", "id"], name="correction_analysis")]

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"
