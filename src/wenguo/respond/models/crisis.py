from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText


class PlaybookStep(models.Model):
    """One step of a brand's golden day; a brand without any works by the house's own."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    text = BilingualText(_("what is to be done"), default=dict)
    due_minutes = models.PositiveIntegerField(_("due after minutes"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("step of the playbook")
        verbose_name_plural = _("steps of the playbook")
        indexes = [models.Index(fields=["brand", "position"], name="playbook_order")]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.position}"


class Crisis(models.Model):
    """An incident that is handled by the playbook, from the declaration to the review."""

    incident = models.OneToOneField("respond.Incident", models.PROTECT, related_name="crisis")
    reason = models.TextField(_("why it is a crisis"))
    declared_at = models.DateTimeField(_("declared at"))
    declared_by_name = models.CharField(_("declared by"), max_length=150)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    closed_by_name = models.CharField(_("closed by"), max_length=150, blank=True)
    happened = models.TextField(_("what happened and why"), blank=True)
    went_well = models.TextField(_("what went well"), blank=True)
    went_badly = models.TextField(_("what did not"), blank=True)

    class Meta:
        verbose_name = _("crisis")
        verbose_name_plural = _("crises")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | ~models.Q(happened=""),
                name="crisis_closes_with_a_review",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}"


class CrisisStep(models.Model):
    """A step of the playbook as it was when the crisis was declared; done, or left out with a reason."""

    crisis = models.ForeignKey(Crisis, models.CASCADE, related_name="steps")
    text = BilingualText(_("what is to be done"), default=dict)
    due_at = models.DateTimeField(_("due at"))
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by_name = models.CharField(_("done by"), max_length=150, blank=True)
    left_out = models.CharField(_("why left out"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a crisis")
        verbose_name_plural = _("steps of a crisis")

    def __str__(self) -> str:
        return f"{self.crisis_id} {self.pk}"


class CrisisRole(models.Model):
    """Who does what in a crisis; each role is one person's."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        SPOKESPERSON = "spokesperson", _("Spokesperson")
        SCRIBE = "scribe", _("Scribe")
        FRONTLINE = "frontline", _("Link to the frontline")
        LEGAL = "legal", _("Legal")
        TECHNICAL = "technical", _("Finding the cause")

    crisis = models.ForeignKey(Crisis, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("role in a crisis")
        verbose_name_plural = _("roles in a crisis")
        constraints = [models.UniqueConstraint(fields=["crisis", "role"], name="crisis_role_once")]

    def __str__(self) -> str:
        return f"{self.crisis_id} {self.role}"


class CrisisEntry(models.Model):
    """A line of the crisis log. The database refuses to change or delete one."""

    class Kind(models.TextChoices):
        DECLARED = "declared", _("Declared")
        DECISION = "decision", _("Decision")
        FACT = "fact", _("Fact")
        ROLE = "role", _("Role")
        STEP = "step", _("Step")
        STATEMENT = "statement", _("Statement")
        CLOSED = "closed", _("Closed")

    crisis = models.ForeignKey(Crisis, models.PROTECT, related_name="entries")
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"))
    actor_name = models.CharField(_("by"), max_length=150)

    class Meta:
        verbose_name = _("line of a crisis log")
        verbose_name_plural = _("lines of a crisis log")
        indexes = [models.Index(fields=["crisis", "-id"], name="crisis_entry_newest")]

    def __str__(self) -> str:
        return self.text[:40]


class StatementVersion(models.Model):
    """One version of the words that replies about an incident use. The database refuses to change or delete one."""

    incident = models.ForeignKey("respond.Incident", models.PROTECT, related_name="statements")
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    approved_by_name = models.CharField(_("approved by"), max_length=150)
    approved_at = models.DateTimeField(_("approved at"))

    class Meta:
        verbose_name = _("version of a statement")
        verbose_name_plural = _("versions of a statement")
        constraints = [models.UniqueConstraint(fields=["incident", "version"], name="statement_version_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} v{self.version}"


class Lesson(models.Model):
    """What a crisis taught: somebody changes something by a date."""

    crisis = models.ForeignKey(Crisis, models.PROTECT, related_name="lessons")
    text = models.CharField(_("what is to change"), max_length=300)
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    due_date = models.DateField(_("due"))

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return self.text[:40]
