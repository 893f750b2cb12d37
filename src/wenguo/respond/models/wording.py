from django.db import models
from django.utils.translation import gettext_lazy as _


class SilencedCheck(models.Model):
    """A check of wording that a brand does not want to see."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    check_name = models.CharField(_("check"), max_length=20)

    class Meta:
        verbose_name = _("silenced check")
        verbose_name_plural = _("silenced checks")
        constraints = [
            models.UniqueConstraint(fields=["brand", "check_name"], name="silenced_check_once"),
        ]

    def __str__(self) -> str:
        return self.check_name


class HouseWord(models.Model):
    """A word that a brand does not want to read in its answers, and what to write instead."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    words = models.CharField(_("words"), max_length=60)
    rewrite = models.CharField(_("better"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("house word")
        verbose_name_plural = _("house words")
        constraints = [models.UniqueConstraint(fields=["brand", "words"], name="house_word_once")]

    def __str__(self) -> str:
        return self.words
