from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which thing, when. Append-only: a database trigger refuses changes (migration 0002).

    Plain values instead of keys, so that the record outlives an erasure.
    """

    at = models.DateTimeField(_("at"))
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    actor_id = models.BigIntegerField(_("person"), null=True)
    actor_name = models.CharField(_("name"), max_length=150)
    deed = models.CharField(_("deed"), max_length=60)
    thing = models.CharField(_("kind of thing"), max_length=40)
    thing_id = models.CharField(_("thing"), max_length=64)
    brand_id = models.BigIntegerField(_("brand"), null=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["thing", "thing_id", "-id"], name="audit_thing"),
            models.Index(fields=["brand_id", "-id"], name="audit_brand"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.thing} {self.thing_id}"
