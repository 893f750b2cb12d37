from django.db import models
from django.utils.translation import gettext_lazy as _


class MoveChange(models.Model):
    """What a brand wants of one move beyond the shipped table (domain/moves.toml): who, from where, with what."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    move = models.CharField(_("kind of move"), max_length=12)
    origins = models.JSONField(_("from"), default=list)
    roles = models.JSONField(_("roles"), default=list)
    requires = models.JSONField(_("required"), default=list)

    class Meta:
        verbose_name = _("changed move")
        verbose_name_plural = _("changed moves")
        constraints = [models.UniqueConstraint(fields=["brand", "move"], name="move_change_once")]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.move}"
