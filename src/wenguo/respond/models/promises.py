from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN = models.Q(state="open")


class Promise(models.Model):
    """A dated commitment to a customer, with an owner. Overdue ones are found by an indexed query, like deadlines."""

    class Source(models.TextChoices):
        REPLY = "reply", _("In a reply")
        PHONE = "phone", _("By telephone")
        HAND = "hand", _("Entered by hand")

    class State(models.TextChoices):
        FOUND = "found", _("Found, to be confirmed")
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept in time")
        BROKEN = "broken", _("Broken")
        MOVED = "moved", _("Moved with the customer")
        REJECTED = "rejected", _("No promise")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="promises")
    message = models.ForeignKey("respond.Message", models.SET_NULL, null=True, related_name="promises")
    text = models.CharField(_("what is promised"), max_length=300)
    source = models.CharField(_("where"), max_length=5, choices=Source.choices)
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    due_at = models.DateTimeField(_("due at"))
    warn_at = models.DateTimeField(_("warn at"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    warned_at = models.DateTimeField(_("warned at"), null=True)
    broken_at = models.DateTimeField(_("broken at"), null=True)
    # A broken promise may be made good late; it stays broken.
    kept_at = models.DateTimeField(_("done at"), null=True)
    note = models.CharField(_("how it was kept"), max_length=300, blank=True)
    apologised_at = models.DateTimeField(_("apologised at"), null=True)
    replaces = models.OneToOneField("self", models.SET_NULL, null=True, related_name="replaced_by")

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("made_at")), name="promise_lies_ahead"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="broken") | models.Q(broken_at__isnull=False),
                name="broken_promise_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "due_at"], name="promise_case"),
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="promise_open_mine"),
            models.Index(
                fields=["warn_at"], condition=OPEN & models.Q(warned_at__isnull=True), name="promise_to_warn"
            ),
            models.Index(fields=["due_at"], condition=OPEN, name="promise_to_break"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed any more: kept, moved, no promise; or broken, and made good or apologised for."""
        if self.state == self.State.BROKEN:
            return self.kept_at is not None or self.apologised_at is not None
        return self.state in (self.State.KEPT, self.State.MOVED, self.State.REJECTED)
