from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN = models.Q(done_at__isnull=True)


class Task(models.Model):
    """One thing to do for a case, by somebody, by some time; ticked off when done."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="tasks")
    title = models.CharField(_("what is to be done"), max_length=200)
    owner = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(_("due at"), null=True)
    created_at = models.DateTimeField(_("written at"))
    created_by_name = models.CharField(_("written by"), max_length=150)
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by_name = models.CharField(_("done by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["case", "id"], name="task_case"),
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="task_open_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class TaskTemplate(models.Model):
    """A step that cases of a category usually need; a checklist is the templates of its category in order."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    category = models.CharField(_("category"), max_length=60, blank=True)
    title = models.JSONField(_("what is to be done"), default=dict)
    due_minutes = models.PositiveIntegerField(_("due after minutes"), null=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("step of a checklist")
        verbose_name_plural = _("steps of checklists")
        indexes = [models.Index(fields=["brand", "category", "position"], name="task_template_order")]

    def __str__(self) -> str:
        return f"{self.category} {self.position}"
