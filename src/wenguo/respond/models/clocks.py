from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from wenguo.base.bilingual import short_language
from wenguo.respond.domain.statutory import STATUTORY, statutory_name


class ClockPolicy(models.Model):
    """How long one promise of ours may take. Empty fields hold for every case; of those that fit, the order of
    ``domain.clocks.choose_policy`` decides.
    """

    class Name(models.TextChoices):
        FIRST_REPLY = "first_reply", _("First reply")
        NEXT_REPLY = "next_reply", _("Next reply")
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
    category = models.CharField(_("category"), max_length=60, blank=True)
    urgency_from = models.PositiveSmallIntegerField(_("from this urgency on"), default=0)
    tier = models.CharField(_("customer tier"), max_length=12, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    calendar = models.CharField(_("counts"), max_length=10, choices=Calendar.choices, default=Calendar.ALWAYS)
    opens_at = models.TimeField(_("business hours from"), default="09:00")
    closes_at = models.TimeField(_("business hours until"), default="18:00")

    class Meta:
        verbose_name = _("clock policy")
        verbose_name_plural = _("clock policies")
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "name", "channel", "category", "urgency_from", "tier"],
                name="clock_policy_once",
            ),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="clock_policy_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.minutes} min"


class Deadline(models.Model):
    """One running clock of a case. Overdue ones are found by an indexed query, so downtime loses nothing.

    ``explanation`` is the append-only history of which every other column is the sum. ``marks`` are the moments of the
    notices, ``notice_at`` the next of them.
    """

    class Kind(models.TextChoices):
        INTERNAL = "internal", _("Our own promise")
        STATUTORY = "statutory", _("Set by law")

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        MET = "met", _("Met")
        MISSED = "missed", _("Met too late")
        DROPPED = "dropped", _("No longer needed")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="deadlines")
    # One of ClockPolicy.Name, or ``law:PACK:STEP``; rooms and nouns to come may add their own.
    name = models.CharField(_("clock"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.INTERNAL)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    raw_due_at = models.DateTimeField(_("due before rest days were skipped"), null=True)
    warn_at = models.DateTimeField(_("warn at"))
    marks = ArrayField(models.DateTimeField(), verbose_name=_("moments of the notices"), default=list)
    told = models.PositiveSmallIntegerField(_("notices given"), default=0)
    notice_at = models.DateTimeField(_("next notice at"), null=True)
    paused_at = models.DateTimeField(_("paused at"), null=True)
    left = models.DurationField(_("time left when paused"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    warned_at = models.DateTimeField(_("warned at"), null=True)
    breached_at = models.DateTimeField(_("breached at"), null=True)
    is_provisional = models.BooleanField(_("holidays not yet published"), default=False)
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
                fields=["notice_at"],
                condition=models.Q(state="running", notice_at__isnull=False),
                name="deadline_to_warn",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state="running", breached_at__isnull=True),
                name="deadline_to_breach",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["running", "paused"], is_provisional=True),
                name="deadline_provisional",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"

    def get_name_display(self) -> str:
        """The clock in the reader's language, whoever added its name."""
        return clock_name(self.name)


def clock_name(name: str) -> str:
    """What a clock is called in the reader's language: one of ours, or a step of a pack of law."""
    return _clock_name(name, get_language())


@lru_cache(maxsize=512)
def _clock_name(name: str, language: str | None) -> str:
    if name in ClockPolicy.Name.values:
        return str(ClockPolicy.Name(name).label)
    if name.startswith(STATUTORY):
        return statutory_name(name, "zh" if short_language(language) == "zh" else "en")
    return name
