from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Customer(models.Model):
    """One person (or nobody known) who spoke to one brand."""

    class Tier(models.TextChoices):
        DIAMOND = "diamond", _("Diamond")
        GOLD = "gold", _("Gold")
        SILVER = "silver", _("Silver")
        STANDARD = "standard", _("Standard")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="customers")
    name = models.CharField(_("name"), max_length=120, blank=True)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices, default=Tier.STANDARD)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    may_contact = models.BooleanField(_("agrees to be told what changed"), default=False)
    # Stronger than any consent: nothing that the customer did not ask for.
    do_not_contact = models.BooleanField(_("does not want to be contacted"), default=False)
    remarks = models.TextField(_("remarks"), blank=True)
    created_at = models.DateTimeField(_("created at"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    search = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        indexes = [
            GinIndex(fields=["search"], name="customer_search"),
            models.Index(fields=["brand", "-id"], name="customer_brand"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Anonymous"))


class Identity(models.Model):
    """Something by which a customer is recognised again. ``value`` is normalised (lower case, digits only)."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        EXTERNAL = "external_id", _("Customer number")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="identities")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=254)
    shown = models.CharField(_("as written"), max_length=254)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = [
            models.UniqueConstraint(fields=["brand", "kind", "value"], name="identity_once_per_brand")
        ]

    def __str__(self) -> str:
        return self.shown


class KeyDate(models.Model):
    """A day in a customer's life with us that is worth a word each year; kept only with the customer's consent."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", _("Birthday")
        JOINED = "joined", _("Joined")
        FIRST_PURCHASE = "first_purchase", _("First purchase")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="key_dates")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    day = models.DateField(_("day"))
    # The day of the year, so that a day's occasions are found by an index: month * 100 + day.
    yearly = models.PositiveSmallIntegerField(_("day of the year"))
    consented_at = models.DateTimeField(_("consent noted at"))
    noted_by_name = models.CharField(_("noted by"), max_length=150)

    class Meta:
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        constraints = [models.UniqueConstraint(fields=["customer", "kind"], name="key_date_once")]
        indexes = [models.Index(fields=["yearly"], name="key_date_yearly")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class TimelineNote(models.Model):
    """One line of a customer's story, written by the room where it happened."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="timeline")
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=40)
    ref = models.CharField(_("reference"), max_length=60)
    data = models.JSONField(_("data"), default=dict)

    class Meta:
        verbose_name = _("timeline note")
        verbose_name_plural = _("timeline notes")
        indexes = [models.Index(fields=["customer", "-at"], name="timeline_customer")]
        constraints = [models.UniqueConstraint(fields=["customer", "kind", "ref"], name="timeline_note_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
