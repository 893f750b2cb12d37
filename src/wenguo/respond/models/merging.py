from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseMerge(models.Model):
    """Two cases became one, with everything that is needed to part them again exactly."""

    kept = models.ForeignKey("respond.Case", models.CASCADE, related_name="absorptions")
    absorbed = models.ForeignKey("respond.Case", models.CASCADE, related_name="+")
    # {"feedback": [ids of links], "messages": [ids], "tasks": [ids]}: what moved.
    moved = models.JSONField(_("what moved"), default=dict)
    # The absorbed case and its live clocks as they were, column by column.
    before = models.JSONField(_("as it was"), default=dict)
    merged_at = models.DateTimeField(_("merged at"))
    merged_by_name = models.CharField(_("merged by"), max_length=150)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("merge of cases")
        verbose_name_plural = _("merges of cases")
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at__isnull=True), name="case_absorbed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class CaseLink(models.Model):
    """Two cases that have to do with each other, seen from both sides; stored once, the older one first."""

    class Kind(models.TextChoices):
        RELATED = "related", _("Related")
        SAME_CAUSE = "same_cause", _("Same cause")
        FOLLOWS = "follows", _("Follows from it")
        SPLIT = "split", _("Split from one feedback")

    first = models.ForeignKey("respond.Case", models.CASCADE, related_name="+")
    second = models.ForeignKey("respond.Case", models.CASCADE, related_name="+")
    kind = models.CharField(_("how"), max_length=12, choices=Kind.choices, default=Kind.RELATED)
    linked_at = models.DateTimeField(_("linked at"))
    linked_by_name = models.CharField(_("linked by"), max_length=150)

    class Meta:
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="case_link_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="case_link_ordered"
            ),
        ]
        indexes = [models.Index(fields=["second"], name="case_link_second")]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"
