from django.db import models
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """One cause, many cases: told to all with the same words, and resolved together. ``number`` is IN-7."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    cause = models.TextField(_("what we know of the cause"), blank=True)
    category = models.CharField(_("category"), max_length=60, blank=True)
    place = models.ForeignKey("people.Place", models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    statement = models.TextField(_("approved statement"), blank=True)
    statement_by_name = models.CharField(_("approved by"), max_length=150, blank=True)
    statement_at = models.DateTimeField(_("approved at"), null=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by_name = models.CharField(_("opened by"), max_length=150)
    resolved_at = models.DateTimeField(_("resolved at"), null=True)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        indexes = [models.Index(fields=["brand", "state", "-id"], name="incident_brand_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people call it: IN-7."""
        return f"IN-{self.pk}"


class IncidentCase(models.Model):
    """A case that has the incident as its cause; a case has one cause of this kind at a time."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="links")
    case = models.OneToOneField("respond.Case", models.CASCADE, related_name="incident_link")
    joined_at = models.DateTimeField(_("joined at"))
    joined_by_name = models.CharField(_("joined by"), max_length=150)

    def __str__(self) -> str:
        return f"{self.incident_id} · {self.case_id}"


class IncidentUpdate(models.Model):
    """One piece of news to everybody concerned. The unique key keeps a repeated click from telling it twice."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="updates")
    text = models.TextField(_("text"))
    author = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("written by"), max_length=150)
    request_key = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("incident update")
        verbose_name_plural = _("incident updates")
        constraints = [
            models.UniqueConstraint(fields=["incident", "request_key"], name="incident_update_once")
        ]

    def __str__(self) -> str:
        return self.text[:40]
