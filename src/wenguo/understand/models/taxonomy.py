from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText, in_language


class Category(models.Model):
    """What a feedback is about. Codes are stable (``logistics.delay``); names are editable; installations add more."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = BilingualText(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    # The installation's own categories are learned from these, and from what people decide.
    is_own = models.BooleanField(_("of this installation"), default=False)
    examples = ArrayField(models.TextField(), verbose_name=_("example texts"), default=list)
    changed_at = models.DateTimeField(_("examples changed at"), null=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return in_language(self.name)
