from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.Model):
    """When something happens to a case of a brand, if all of this holds, then do that. Tried in order of position."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    moment = models.CharField(_("when"), max_length=16)
    conditions = models.JSONField(_("if"), default=list)
    deeds = models.JSONField(_("then"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="rule_name_once_per_brand")]

    def __str__(self) -> str:
        return self.name


class RuleFiring(models.Model):
    """A rule did something to a case: what, and when."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="firings")
    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="+")
    did = models.JSONField(_("what it did"), default=list)
    fired_at = models.DateTimeField(_("fired at"))

    class Meta:
        verbose_name = _("firing of a rule")
        verbose_name_plural = _("firings of rules")
        indexes = [
            models.Index(fields=["case", "-fired_at"], name="firing_case"),
            models.Index(fields=["rule", "-id"], name="firing_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} · {self.case_id}"


class CaseReturn(models.Model):
    """A case went back to another team, was disputed, or the dispute was decided."""

    class Kind(models.TextChoices):
        RETURN = "return", _("Returned")
        DISPUTE = "dispute", _("Disputed")
        RULING = "ruling", _("Decided")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="returns")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    from_team = models.ForeignKey("people.Team", models.SET_NULL, null=True, related_name="+")
    to_team = models.ForeignKey("people.Team", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=500)
    by_name = models.CharField(_("who"), max_length=150)
    created_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        indexes = [models.Index(fields=["case", "-id"], name="return_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
