from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from wenguo.base.bilingual import BilingualText, in_language


class OwnField(models.Model):
    """A field that a brand defined itself. Its kind never changes; put away, its values stay readable.

    ``options`` is a list of ``{"code", "zh", "en", "is_off"}``: one that is off is no longer offered.
    """

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("field", "Text")
        LONG_TEXT = "long_text", _("Long text")
        NUMBER = "number", pgettext_lazy("field", "Number")
        MONEY = "money", _("Money")
        DATE = "date", _("Date")
        YES_NO = "yes_no", _("Yes or no")
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Several of several")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    code = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = BilingualText(_("name"))
    help = models.JSONField(_("help"), default=dict, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    minimum = models.DecimalField(_("at least"), max_digits=15, decimal_places=4, null=True)
    maximum = models.DecimalField(_("at most"), max_digits=15, decimal_places=4, null=True)
    is_personal = models.BooleanField(_("personal data"), default=False)
    archived_at = models.DateTimeField(_("put away at"), null=True)

    class Meta:
        verbose_name = _("own field")
        verbose_name_plural = _("own fields")
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="own_field_once_per_brand")]

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class OwnForm(models.Model):
    """Which own fields are asked for where, for all cases of a brand or for a category; the most exact form counts.

    ``items`` is a list of ``[code, is required]``, ``rules`` of ``[code, show or require, conditions]``, a condition is
    ``[field, operator, value]``.
    """

    class Place(models.TextChoices):
        CASE = "case", _("Case page")
        CUSTOMER = "customer", _("Customers' form")
        RESOLVE = "resolve", _("When a case is resolved")

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    place = models.CharField(_("where"), max_length=10, choices=Place.choices)
    category = models.CharField(_("category"), max_length=60, blank=True)
    items = models.JSONField(_("fields"), default=list)
    rules = models.JSONField(_("rules"), default=list)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints = [models.UniqueConstraint(fields=["brand", "place", "category"], name="own_form_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.category}".strip()
