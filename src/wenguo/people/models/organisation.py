from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText, in_language


def default_brand_settings() -> dict[str, Any]:
    """What a new brand starts with: questions and suggestions are read and answered without a case."""
    return {"cases_for_questions": False, "cases_for_suggestions": False}


class Brand(models.Model):
    """One name that customers know. Everything they say belongs to exactly one brand."""

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = BilingualText(_("name"))
    colour = models.CharField(
        _("colour"), max_length=7, default="#0f766e", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    email = models.EmailField(_("sender address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    thanks = BilingualText(_("thanks after feedback"), default=dict, blank=True)
    settings = models.JSONField(_("settings"), default=default_brand_settings, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return in_language(self.name)


class Place(models.Model):
    """A store, hotel, warehouse, vehicle or counter that can be praised or blamed. ``code`` is on its QR code."""

    brand = models.ForeignKey(Brand, models.PROTECT, related_name="places")
    slug = models.SlugField(_("short name"), max_length=40)
    code = models.CharField(_("QR code"), max_length=32, unique=True)
    name = BilingualText(_("name"))
    city = models.CharField(_("city"), max_length=60, blank=True)
    manager = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="managed_places"
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(fields=["brand", "slug"], name="place_slug_once_per_brand")]

    def __str__(self) -> str:
        return in_language(self.name)
