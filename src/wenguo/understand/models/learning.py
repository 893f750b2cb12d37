from django.db import models
from django.utils.translation import gettext_lazy as _


class ModelVersion(models.Model):
    """What reads the feedback: the shipped weights, or what this installation has learned on top of them.

    Never edited once it is judged; exactly one is live, and every process asks for it by each reading.
    """

    class State(models.TextChoices):
        LEARNING = "learning", _("Learning")
        LIVE = "live", _("Live")
        READY = "ready", _("Kept")
        REJECTED = "rejected", _("Not better")
        FAILED = "failed", _("Failed")

    base_version = models.CharField(_("shipped weights"), max_length=40)
    is_shipped = models.BooleanField(_("as shipped"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    created_at = models.DateTimeField(_("created at"))
    created_by_name = models.CharField(_("started by"), max_length=150, blank=True)
    went_live_at = models.DateTimeField(_("went live at"), null=True)
    decisions = models.PositiveIntegerField(_("decisions"), default=0)
    last_correction_id = models.BigIntegerField(_("last correction"), default=0)
    seconds = models.FloatField(_("seconds"), default=0.0)
    figures = models.JSONField(_("figures"), default=dict)
    content = models.BinaryField(_("weights"), null=True)

    class Meta:
        verbose_name = _("version of the models")
        verbose_name_plural = _("versions of the models")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="live"), name="one_live_model"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="learning"), name="one_model_learns"
            ),
            models.UniqueConstraint(
                fields=["base_version"], condition=models.Q(is_shipped=True), name="shipped_model_once"
            ),
        ]

    def __str__(self) -> str:
        return self.base_version if self.is_shipped else f"{self.base_version}+{self.pk}"


class UnderstandingRule(models.Model):
    """From which confidence on labels apply by themselves; one row, made when first needed."""

    wanted_accuracy = models.FloatField(_("wanted accuracy"), default=0.95)
    learns_nightly = models.BooleanField(_("learns every night"), default=True)

    class Meta:
        verbose_name = _("rule of understanding")
        verbose_name_plural = _("rules of understanding")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_understanding_rule"),
            models.CheckConstraint(
                condition=models.Q(wanted_accuracy__range=(0.5, 0.999)), name="wanted_accuracy_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted_accuracy:.0%}"


class Rereading(models.Model):
    """History read again by the live version, in batches; what people decided stays as they decided it."""

    class State(models.TextChoices):
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    started_by_name = models.CharField(_("started by"), max_length=150)
    created_at = models.DateTimeField(_("created at"))
    moved_at = models.DateTimeField(_("last batch at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    last_feedback_id = models.BigIntegerField(_("read up to"), default=0)
    total = models.PositiveIntegerField(_("to read"), default=0)
    done = models.PositiveIntegerField(_("read"), default=0)
    changed = models.PositiveIntegerField(_("read differently"), default=0)

    class Meta:
        verbose_name = _("rereading")
        verbose_name_plural = _("rereadings")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="one_rereading_runs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"
