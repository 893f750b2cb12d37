from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Likeness(models.Model):
    """Which feedback says what was said before. Those that say the same share a group, named after the first of them.

    ``bands`` are the numbers under which a text is found; a copy as good as the original needs none.
    """

    feedback = models.OneToOneField(
        "listen.Feedback", models.CASCADE, primary_key=True, related_name="likeness"
    )
    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    group_id = models.BigIntegerField(_("first of the group"))
    share = models.FloatField(_("shared with the one it resembles"), default=0.0)
    repeat_of = models.ForeignKey(
        "listen.Feedback", models.SET_NULL, null=True, related_name="repeats", verbose_name=_("repeats")
    )
    size = models.PositiveIntegerField(_("pairs of letters"))
    bands = ArrayField(models.IntegerField(), verbose_name=_("bands"), default=list)

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        indexes = [
            GinIndex(fields=["bands"], name="likeness_bands", fastupdate=False),
            models.Index(fields=["group_id", "feedback"], name="likeness_group"),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} ~ {self.group_id}"
