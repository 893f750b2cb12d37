from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText


class Improvement(models.Model):
    """Something we change because customers told us, with an owner, a date and a number that should move."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Plan")
        DOING = "doing", _("Do")
        CHECKING = "checking", _("Check")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    problem = models.TextField(_("what customers told us"))
    action = models.TextField(_("what we change"), blank=True)
    category = models.CharField(_("category"), max_length=60, blank=True)
    place = models.ForeignKey("people.Place", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    due_date = models.DateField(_("due"))
    target = models.CharField(_("target"), max_length=200)
    baseline_per_week = models.FloatField(_("complaints a week before"), null=True)
    target_per_week = models.FloatField(_("complaints a week wanted"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    created_at = models.DateTimeField(_("made at"))
    started_at = models.DateTimeField(_("started at"), null=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    you_said = BilingualText(_("you said"), default=dict, blank=True)
    we_did = BilingualText(_("we did"), default=dict, blank=True)
    # The review of a crisis that asked for it; one draft a lesson.
    lesson = models.OneToOneField("respond.Lesson", models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True)

    class Meta:
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        indexes = [models.Index(fields=["brand", "-id"], name="improvement_brand")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_at__isnull=False),
                name="done_improvement_has_a_date",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ImprovementCase(models.Model):
    """A case that this improvement answers."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="links")
    case = models.ForeignKey("respond.Case", models.PROTECT, related_name="improvement_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["improvement", "case"], name="improvement_case_once")]

    def __str__(self) -> str:
        return f"{self.improvement_id} · {self.case_id}"


class Notice(models.Model):
    """This customer was told about this improvement. The unique key is why nobody is told twice."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="notices")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    case = models.ForeignKey("respond.Case", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["improvement", "customer"], name="customer_told_once")]

    def __str__(self) -> str:
        return f"{self.improvement_id} · {self.customer_id}"
