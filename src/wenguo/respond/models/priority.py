from django.db import models
from django.utils.translation import gettext_lazy as _


class PriorityWeights(models.Model):
    """How a brand weighs the parts of the priority; what is not named weighs as shipped."""

    brand = models.OneToOneField("people.Brand", models.CASCADE, related_name="+")
    weights = models.JSONField(_("weights"), default=dict)

    class Meta:
        verbose_name = _("weights of the priority")
        verbose_name_plural = _("weights of the priority")

    def __str__(self) -> str:
        return str(self.brand_id)
