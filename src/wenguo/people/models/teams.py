from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText, in_language


class Team(models.Model):
    """Colleagues who handle the same categories of one brand. An empty list of categories means all the rest.

    A team that takes only what is handed to it (experts, a department) is never found by category.
    """

    class Handover(models.TextChoices):
        DUE = "due", _("What cannot wait until they are back")
        ALL = "all", _("Everything in hand")
        NONE = "none", _("Nothing at all")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="teams")
    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name = BilingualText(_("name"))
    categories = ArrayField(
        models.CharField(max_length=60), verbose_name=_("categories"), default=list, blank=True
    )
    is_by_hand = models.BooleanField(_("takes only what is handed to it"), default=False)
    handover = models.CharField(
        _("handed over at the end of a shift"),
        max_length=6,
        choices=Handover.choices,
        default=Handover.DUE,
    )
    members = models.ManyToManyField("people.User", through="people.Membership", related_name="teams")

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return in_language(self.name)


class Membership(models.Model):
    """Somebody works in a team, perhaps leading it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey("people.User", models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(_("leads the team"), default=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="member_once_per_team")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.team_id}"


class Shift(models.Model):
    """A weekly working time, in the installation's zone. Ending at or before the start means over midnight."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(_("weekday, Monday is 0"))
    starts_at = models.TimeField(_("starts"))
    ends_at = models.TimeField(_("ends"))

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [models.CheckConstraint(condition=models.Q(weekday__lt=7), name="shift_weekday_exists")]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at}–{self.ends_at}"
