from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.respond.domain.amends import CURRENCIES, KINDS


class Compensation(models.Model):
    """Something given to a customer to make amends: from asking for it to the proof that it was given."""

    class Kind(models.TextChoices):
        REFUND = "refund", _("Refund")
        REPLACEMENT = "replacement", _("Replacement")
        DISCOUNT = "discount", _("Discount")
        GIFT = "gift", _("Gift")
        POINTS = "points", _("Points")
        CASH = "cash", _("Cash")
        APOLOGY_LETTER = "apology_letter", _("Letter of apology")
        MANAGER_CALL = "manager_call", _("Call by a manager")
        UPGRADE = "upgrade", _("Upgrade")
        PRIORITY = "priority", _("Priority service")
        EXTRA_HELP = "extra_help", _("Extra help")

    class Harm(models.TextChoices):
        TROUBLE = "trouble", _("Trouble, no damage")
        MODERATE = "moderate", _("Moderate harm")
        SERIOUS = "serious", _("Serious harm")
        GRAVE = "grave", _("Grave harm")

    class Fault(models.TextChoices):
        OURS = "ours", _("Our fault")
        SHARED = "shared", _("Shared, or a partner's fault")
        OUTSIDE = "outside", _("Not our fault")

    class State(models.TextChoices):
        ASKING = "asking", _("Waiting for approval")
        REFUSED = "refused", _("Not approved")
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined by the customer")
        PAID = "paid", _("Given, with proof")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    case = models.ForeignKey("respond.Case", models.PROTECT, related_name="compensations")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    text = models.CharField(_("what the customer gets"), max_length=500)
    harm = models.CharField(_("harm"), max_length=10, choices=Harm.choices)
    fault = models.CharField(_("whose fault"), max_length=10, choices=Fault.choices)
    tier = models.CharField(_("tier then"), max_length=10)
    category = models.CharField(_("category then"), max_length=60)
    price = models.DecimalField(_("price concerned"), max_digits=12, decimal_places=2, null=True)
    # What was proposed and what like cases had got when it was decided: for whoever looks back.
    proposed = models.JSONField(_("as proposed"), default=dict)
    reason = models.TextField(_("why so much or so little"), blank=True)
    obstacles = models.JSONField(_("beyond what"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    made_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    maker_name = models.CharField(_("proposed by"), max_length=150)
    made_at = models.DateTimeField(_("proposed at"))
    offered_at = models.DateTimeField(_("offered at"), null=True)
    answered_at = models.DateTimeField(_("customer answered at"), null=True)
    answer = models.TextField(_("what the customer said to it"), blank=True)
    is_answered_by_phone = models.BooleanField(_("answered by telephone"), default=False)
    paid_at = models.DateTimeField(_("given at"), null=True)
    paid_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    payment_reference = models.CharField(_("payment reference"), max_length=120, blank=True)
    proofs = models.ManyToManyField("listen.Attachment", related_name="+", blank=True)
    request_key = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("compensation")
        verbose_name_plural = _("compensations")
        indexes = [
            models.Index(fields=["case", "id"], name="compensation_case"),
            models.Index(fields=["customer", "-made_at"], name="compensation_customer"),
            models.Index(fields=["brand", "-offered_at"], name="compensation_offered"),
            models.Index(fields=["brand", "category", "harm"], name="compensation_like"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="compensation_not_negative"),
            models.CheckConstraint(
                condition=models.Q(currency__in=CURRENCIES), name="compensation_in_known_currency"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(KINDS)), name="compensation_of_known_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paid") | ~models.Q(payment_reference=""),
                name="paid_compensation_has_reference",
            ),
            models.UniqueConstraint(
                fields=["case", "request_key"],
                condition=~models.Q(request_key=""),
                name="compensation_once_per_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"

    @property
    def group(self) -> str:
        """material, emotional or service."""
        return KINDS.get(self.kind, "material")

    @property
    def needs_proof(self) -> bool:
        """Whether a file must show that it was given: everything material that costs money."""
        return self.group == "material" and self.amount > Decimal(0)


class Approval(models.Model):
    """One pair of eyes on a compensation that is beyond its maker's authority, within a time."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        GRANTED = "granted", _("Approved")
        DENIED = "denied", _("Not approved")
        PASSED_ON = "passed_on", _("Passed on: time was up")
        DROPPED = "dropped", _("No longer needed")

    compensation = models.ForeignKey(Compensation, models.CASCADE, related_name="approvals")
    role = models.CharField(_("to be decided by"), max_length=20)
    asked_at = models.DateTimeField(_("requested at"))
    due_at = models.DateTimeField(_("to be decided by then"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    decider_name = models.CharField(_("decided by"), max_length=150, blank=True)
    for_whom = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("why"), blank=True)
    warned_at = models.DateTimeField(_("named overdue at"), null=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["compensation"],
                condition=models.Q(decision="waiting"),
                name="one_waiting_approval_each",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(decision="waiting"), name="approval_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.decision}"


class OfferStep(models.Model):
    """One of the four steps in which an offer was talked over: what was asked, what was offered, what was agreed."""

    class Step(models.TextChoices):
        CONFIRM = "confirm", _("Confirm what is wished for")
        TAKE_APART = "take_apart", _("Take it apart")
        TRY = "try", _("Try an offer")
        EXCHANGE = "exchange", _("Exchange and agree")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="offer_steps")
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    asked = models.CharField(_("asked"), max_length=500, blank=True)
    offered = models.CharField(_("offered"), max_length=500, blank=True)
    agreed = models.CharField(_("agreed"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    author_name = models.CharField(_("written by"), max_length=150)

    class Meta:
        verbose_name = _("step of an offer")
        verbose_name_plural = _("steps of an offer")
        indexes = [models.Index(fields=["case", "id"], name="offer_step_case")]

    def __str__(self) -> str:
        return self.step
