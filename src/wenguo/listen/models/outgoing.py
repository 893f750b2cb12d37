from django.db import models
from django.utils.translation import gettext_lazy as _


class Outgoing(models.Model):
    """A message that leaves the house. Claimed before sending, never sent twice.

    A crash between claim and answer makes it *unknown*.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Refused by the receiving side")
        UNKNOWN = "unknown", _("Unknown: perhaps sent")
        DROPPED = "dropped", _("Given up by a person")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="+")
    key = models.CharField(_("idempotency key"), max_length=120, unique=True)
    medium = models.CharField(_("medium"), max_length=10, default="email")
    recipient = models.CharField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("body"))
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"))
    not_before_at = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    answer = models.CharField(_("answer of the receiving side"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        indexes = [
            models.Index(
                fields=["not_before_at"], condition=models.Q(state="waiting"), name="outgoing_waiting"
            ),
            models.Index(fields=["claimed_at"], condition=models.Q(state="claimed"), name="outgoing_claimed"),
        ]

    def __str__(self) -> str:
        return self.key
