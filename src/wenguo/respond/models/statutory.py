from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class PackChoice(models.Model):
    """A pack of legal deadlines that a brand has switched on, for all its cases or for one category.

    ``steps`` are steps chosen beyond those that hold for everybody: variants, and rows that ship switched off.
    """

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    pack = models.CharField(_("pack"), max_length=60)
    category = models.CharField(_("category"), max_length=60, blank=True)
    steps = ArrayField(models.CharField(max_length=40), verbose_name=_("chosen steps"), default=list)
    reason = models.CharField(_("why an unverified row is used"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pack of deadlines")
        verbose_name_plural = _("packs of deadlines")
        constraints = [models.UniqueConstraint(fields=["brand", "pack", "category"], name="pack_choice_once")]

    def __str__(self) -> str:
        return f"{self.pack} {self.category}".strip()


class PackVersion(models.Model):
    """A version of a pack that this installation wrote itself, in the TOML of the shipped ones. Never changed.

    Cases received from ``starts_date`` on are counted by it; what runs already keeps the version it began with.
    """

    pack = models.CharField(_("pack"), max_length=60)
    version = models.CharField(_("version"), max_length=60)
    starts_date = models.DateField(_("for what is received from"))
    content = models.TextField(_("text"))
    note = models.CharField(_("why it was changed"), max_length=300)
    made_by_name = models.CharField(_("made by"), max_length=150)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("version of a pack")
        verbose_name_plural = _("versions of packs")
        constraints = [models.UniqueConstraint(fields=["pack", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"
