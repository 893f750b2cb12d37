from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText
from wenguo.kernel.ids import new_link


class Outreach(models.Model):
    """A message to those who may be affected, before they have to ask: written by one, approved by another."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for approval")
        SENDING = "sending", _("Being sent")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("All sent")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    incident = models.ForeignKey("respond.Incident", models.PROTECT, null=True, related_name="outreaches")
    # Set for the letter that follows a crisis: whoever does not want to be contacted gets none.
    crisis = models.ForeignKey("respond.Crisis", models.PROTECT, null=True, related_name="letters")
    # Who is meant, as it was written: category, place, order numbers, days, tier.
    audience = models.JSONField(_("who is meant"), default=dict)
    subject = BilingualText(_("subject"), default=dict)
    body = BilingualText(_("message"), default=dict)
    per_minute = models.PositiveSmallIntegerField(_("messages a minute"), default=60)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(_("made by"), max_length=150)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    approved_by_name = models.CharField(_("approved by"), max_length=150, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_by_name = models.CharField(_("stopped by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("outreach")
        verbose_name_plural = _("outreaches")
        constraints = [
            models.UniqueConstraint(
                fields=["crisis"],
                condition=models.Q(crisis__isnull=False) & ~models.Q(state="stopped"),
                name="one_letter_after_a_crisis",
            )
        ]
        indexes = [
            models.Index(fields=["brand", "-id"], name="outreach_brand"),
            models.Index(fields=["id"], condition=models.Q(state="sending"), name="outreach_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.pk}"


class OutreachRecipient(models.Model):
    """One customer of an outreach. The unique key is why nobody gets it twice."""

    outreach = models.ForeignKey(Outreach, models.CASCADE, related_name="recipients")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    link = models.CharField(_("link"), max_length=32, unique=True, default=new_link)
    queued_at = models.DateTimeField(_("queued at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    case = models.ForeignKey("respond.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("recipient of an outreach")
        verbose_name_plural = _("recipients of an outreach")
        constraints = [
            models.UniqueConstraint(fields=["outreach", "customer"], name="outreach_customer_once")
        ]
        indexes = [
            models.Index(
                fields=["outreach", "id"],
                condition=models.Q(queued_at__isnull=True),
                name="outreach_to_queue",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outreach_id} {self.customer_id}"
