from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText, in_language


class Skill(models.Model):
    """Something that not everybody can do, and the cases that ask for it. Empty lists ask for nothing.

    A required skill is waited for; any other is only preferred among those who are free.
    """

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="skills")
    key = models.SlugField(_("short name"), max_length=40)
    name = BilingualText(_("name"))
    categories = ArrayField(
        models.CharField(max_length=60), verbose_name=_("categories"), default=list, blank=True
    )
    risks = ArrayField(models.CharField(max_length=20), verbose_name=_("risks"), default=list, blank=True)
    tiers = ArrayField(models.CharField(max_length=10), verbose_name=_("tiers"), default=list, blank=True)
    channels = ArrayField(
        models.CharField(max_length=10), verbose_name=_("channels"), default=list, blank=True
    )
    is_required = models.BooleanField(_("wait for somebody who has it"), default=False)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [models.UniqueConstraint(fields=["brand", "key"], name="skill_key_once_per_brand")]

    def __str__(self) -> str:
        return in_language(self.name)


class PersonSkill(models.Model):
    """How well somebody can do it: 1 learning, 2 alone, 3 hard cases too, 4 teaches others, 5 the house's authority."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="people")
    level = models.PositiveSmallIntegerField(
        _("level"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )

    class Meta:
        verbose_name = _("skill of a person")
        verbose_name_plural = _("skills of people")
        constraints = [
            models.UniqueConstraint(fields=["user", "skill"], name="skill_once_per_person"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="skill_level_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} · {self.level}"
