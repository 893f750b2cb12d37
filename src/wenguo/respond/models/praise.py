from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.kernel.ids import new_link

# On the public wall: the customer agreed and did not take it back, and a person let it go.
PUBLIC = models.Q(consent_at__isnull=False, withdrawn_at__isnull=True, published_at__isnull=False)


class Praise(models.Model):
    """Praise that we thank for, pass on, and show only with the customer's consent, which ``link`` gives and takes."""

    class Thanks(models.TextChoices):
        DRAFT = "draft", _("Thanks to be sent")
        SENT = "sent", _("Thanked")
        UNREACHABLE = "unreachable", _("No address to thank")

    class Name(models.TextChoices):
        SHORT = "short", _("Family name only")
        MS = "ms", _("Ms and family name")
        MR = "mr", _("Mr and family name")
        HIDDEN = "hidden", _("Without a name")

    feedback = models.OneToOneField("listen.Feedback", models.PROTECT, related_name="+")
    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="+")
    link = models.CharField(_("link"), max_length=32, unique=True, default=new_link)
    received_at = models.DateTimeField(_("received at"))
    thanks = models.CharField(_("thanks"), max_length=12, choices=Thanks.choices)
    thanked_at = models.DateTimeField(_("thanked at"), null=True)
    thanked_by_name = models.CharField(_("thanked by"), max_length=150, blank=True)
    consent_at = models.DateTimeField(_("consent given at"), null=True)
    # The words that the customer agreed to, as they read them.
    consent_text = models.TextField(_("wording of the consent"), blank=True)
    shown_name = models.CharField(_("name shown"), max_length=8, choices=Name.choices, default=Name.SHORT)
    withdrawn_at = models.DateTimeField(_("consent withdrawn at"), null=True)
    public_text = models.TextField(_("text for the public wall"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by_name = models.CharField(_("published by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("praise")
        verbose_name_plural = _("praise")
        indexes = [
            models.Index(fields=["brand", "-id"], name="praise_brand"),
            models.Index(fields=["brand", "-published_at"], condition=PUBLIC, name="praise_public"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(consent_at__isnull=False, withdrawn_at__isnull=True),
                name="praise_is_public_only_with_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.pk}"


class PraisedPerson(models.Model):
    """A colleague whom praise is about: found by the house, confirmed by a person, then told, as is their lead."""

    class State(models.TextChoices):
        FOUND = "found", _("To be confirmed")
        CONFIRMED = "confirmed", _("Passed on")
        REJECTED = "rejected", _("Not meant")

    class FoundBy(models.TextChoices):
        NAME = "name", _("named in the words")
        CASE = "case", _("had the case")
        HAND = "hand", _("named by a colleague")

    praise = models.ForeignKey(Praise, models.CASCADE, related_name="people")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.FOUND)
    found_by = models.CharField(_("found"), max_length=4, choices=FoundBy.choices)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("praised colleague")
        verbose_name_plural = _("praised colleagues")
        constraints = [models.UniqueConstraint(fields=["praise", "user"], name="praised_once")]
        indexes = [models.Index(fields=["user", "-id"], name="praised_user")]

    def __str__(self) -> str:
        return f"{self.praise_id} {self.user_id}"
