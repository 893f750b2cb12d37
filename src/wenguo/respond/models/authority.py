from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText, in_language
from wenguo.respond.domain.amends import CURRENCIES
from wenguo.respond.models.amends import Compensation

CODES = [(code, code) for code in CURRENCIES]


class MatrixCell(models.Model):
    """What a brand proposes for a harm, a cause and a tier; an empty tier means every tier."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    harm = models.CharField(_("harm"), max_length=10, choices=Compensation.Harm.choices)
    fault = models.CharField(_("whose fault"), max_length=10, choices=Compensation.Fault.choices)
    tier = models.CharField(_("tier"), max_length=10, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", choices=CODES)
    low = models.DecimalField(_("from"), max_digits=12, decimal_places=2)
    high = models.DecimalField(_("to"), max_digits=12, decimal_places=2)
    share_low = models.PositiveSmallIntegerField(_("from, percent of the price"), default=0)
    share_high = models.PositiveSmallIntegerField(_("to, percent of the price"), default=0)

    class Meta:
        verbose_name = _("cell of the matrix")
        verbose_name_plural = _("cells of the matrix")
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "harm", "fault", "tier", "currency"], name="matrix_cell_once"
            ),
            models.CheckConstraint(
                condition=models.Q(low__gte=0, low__lte=models.F("high")), name="matrix_cell_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(share_low__lte=models.F("share_high")), name="matrix_shares_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.harm} {self.fault} {self.tier}"


class AuthorityLimit(models.Model):
    """What a role of a brand may give without asking; an empty kind means every kind."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20)
    kind = models.CharField(_("kind"), max_length=16, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", choices=CODES)
    amount = models.DecimalField(_("for one case"), max_digits=12, decimal_places=2)
    total = models.DecimalField(_("to one customer"), max_digits=12, decimal_places=2)
    days = models.PositiveSmallIntegerField(_("within days"), default=90)

    class Meta:
        verbose_name = _("limit of authority")
        verbose_name_plural = _("limits of authority")
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "role", "kind", "currency"], name="authority_limit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, total__gte=0, days__gt=0),
                name="authority_limit_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.amount}"


class ReachLimit(models.Model):
    """How many days ahead a role of a brand may promise without asking; no days: as far as it likes."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20)
    days = models.PositiveSmallIntegerField(_("days ahead"), null=True, blank=True)

    class Meta:
        verbose_name = _("limit of promising")
        verbose_name_plural = _("limits of promising")
        constraints = [
            models.UniqueConstraint(fields=["brand", "role"], name="reach_limit_once"),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="reach_limit_makes_sense"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.days}"


class ChainStep(models.Model):
    """One step of a brand's chain of approval, in order of ``place``."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"))
    role = models.CharField(_("role"), max_length=20)
    hours = models.PositiveSmallIntegerField(_("hours"))

    class Meta:
        verbose_name = _("step of the chain")
        verbose_name_plural = _("steps of the chain")
        constraints = [
            models.UniqueConstraint(fields=["brand", "place"], name="chain_place_once"),
            models.UniqueConstraint(fields=["brand", "role"], name="chain_role_once"),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="chain_step_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.role}"


class Deputy(models.Model):
    """Somebody decides for somebody else while they are away."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    deputy = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="deputy_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("deputy")), name="nobody_deputises_self"
            ),
        ]
        indexes = [models.Index(fields=["deputy", "-ends_at"], name="deputy_of")]

    def __str__(self) -> str:
        return f"{self.deputy_id} → {self.user_id}"


class Budget(models.Model):
    """What a brand may give in a month, from ``starts_date`` (the first of a month) until a later row."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    starts_date = models.DateField(_("from the month of"))
    currency = models.CharField(_("currency"), max_length=3, default="CNY", choices=CODES)
    amount = models.DecimalField(_("a month"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint(fields=["brand", "currency", "starts_date"], name="budget_once_a_month"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_date} {self.amount}"


class LegalMinimum(models.Model):
    """What a law grants, shown as information where it may matter. It never awards anything by itself."""

    name = BilingualText(_("name"))
    text = BilingualText(_("what it says"))
    source = models.CharField(_("source"), max_length=120, unique=True)
    version = models.CharField(_("version"), max_length=60)
    categories = ArrayField(models.CharField(max_length=60), verbose_name=_("categories"), default=list)
    starts_date = models.DateField(_("in force from"), null=True)
    ends_date = models.DateField(_("in force until"), null=True)
    is_shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("legal minimum")
        verbose_name_plural = _("legal minimums")

    def __str__(self) -> str:
        return in_language(self.name)
