from django.db import models
from django.utils.translation import gettext_lazy as _


class FileImport(models.Model):
    """A file of feedback on its way in. Counts add up: read = created + duplicate + bad.

    It resumes after ``done_rows``.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("Choosing columns")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=10)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(_("columns"), default=dict)
    opens_cases = models.BooleanField(_("open cases for complaints"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.MAPPING)
    total_rows = models.PositiveIntegerField(_("rows in all"), null=True)
    done_rows = models.PositiveIntegerField(_("rows read"), default=0)
    created_rows = models.PositiveIntegerField(_("new"), default=0)
    duplicate_rows = models.PositiveIntegerField(_("duplicates skipped"), default=0)
    bad_rows = models.PositiveIntegerField(_("rows with a problem"), default=0)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    started_by_name = models.CharField(_("started by"), max_length=150)
    created_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("file import")
        verbose_name_plural = _("file imports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    done_rows=models.F("created_rows") + models.F("duplicate_rows") + models.F("bad_rows")
                ),
                name="import_counts_add_up",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportProblem(models.Model):
    """A row that could not be taken, with its line and the reason."""

    file_import = models.ForeignKey(FileImport, models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField(_("line"))
    code = models.CharField(_("reason"), max_length=40)
    excerpt = models.CharField(_("beginning of the row"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("import problem")
        verbose_name_plural = _("import problems")
        constraints = [
            models.UniqueConstraint(fields=["file_import", "line"], name="import_problem_once_per_line")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"
