from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockPolicy(models.Model):
    """How long one promise of ours may take: the most exact policy of a brand wins (channel before general)."""

    class Name(models.TextChoices):
        FIRST_REPLY = "first_reply", _("First reply")
        SOLUTION = "solution", _("Solution")
        FOLLOW_UP = "follow_up", _("Follow-up")
        LEVEL_2 = "level_2", _("Answer of the specialists")
        LEVEL_3 = "level_3", _("Answer of the department lead")
        LEVEL_4 = "level_4", _("Answer of the executive")

    class Calendar(models.TextChoices):
        ALWAYS = "always", _("Around the clock")
        BUSINESS = "business", _("Business hours")

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    name = models.CharField(_("clock"), max_length=12, choices=Name.choices)
    channel = models.CharField(_("channel"), max_length=10, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    calendar = models.CharField(_("counts"), max_length=10, choices=Calendar.choices, default=Calendar.ALWAYS)
    opens_at = models.TimeField(_("business hours from"), default="09:00")
    closes_at = models.TimeField(_("business hours until"), default="18:00")

    class Meta:
        verbose_name = _("clock policy")
        verbose_name_plural = _("clock policies")
        constraints = [
            models.UniqueConstraint(fields=["brand", "name", "channel"], name="clock_policy_once"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="clock_policy_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.minutes} min"


class BusinessDay(models.Model):
    """A day that breaks the Monday-to-Friday rule: a holiday, or a make-up working day 调休."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60, blank=True)
    is_provisional = models.BooleanField(_("not yet published"), default=False)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Deadline(models.Model):
    """One running clock of a case. Overdue ones are found by an indexed query, so downtime loses nothing."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        MET = "met", _("Met")
        MISSED = "missed", _("Met too late")
        DROPPED = "dropped", _("No longer needed")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="deadlines")
    name = models.CharField(_("clock"), max_length=12, choices=ClockPolicy.Name.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    warn_at = models.DateTimeField(_("warn at"))
    paused_at = models.DateTimeField(_("paused at"), null=True)
    left = models.DurationField(_("time left when paused"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    warned_at = models.DateTimeField(_("warned at"), null=True)
    breached_at = models.DateTimeField(_("breached at"), null=True)
    explanation = models.JSONField(_("how it was computed"), default=list)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=models.Q(state__in=["running", "paused"]),
                name="one_running_clock_per_name",
            )
        ]
        indexes = [
            models.Index(
                fields=["warn_at"],
                condition=models.Q(state="running", warned_at__isnull=True),
                name="deadline_to_warn",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state="running", breached_at__isnull=True),
                name="deadline_to_breach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"
