from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText

TODO = ("open", "asked")


def key_tiers() -> list[str]:
    """Whose closed cases get a call in a month where nobody chose."""
    return ["diamond"]


class Way(models.TextChoices):
    """How a customer is reached."""

    MESSAGE = "message", _("By message")
    CALL = "call", _("By a call")
    NONE = "none", _("Not at all")


class CareSettings(models.Model):
    """How a brand cares for its customers after a case; a brand without a row works by these defaults."""

    class Thanks(models.TextChoices):
        SEND = "send", _("Sent at once")
        DRAFT = "draft", _("Drafted; a person sends it")

    brand = models.OneToOneField("people.Brand", models.CASCADE, related_name="+")
    tries = models.PositiveSmallIntegerField(_("tries before we give up"), default=3)
    retry_hours = models.PositiveSmallIntegerField(_("hours until the next try"), default=24)
    answer_days = models.PositiveSmallIntegerField(_("days to wait for an answer"), default=7)
    month_days = models.PositiveSmallIntegerField(_("days until the care call"), default=30)
    month_urgency = models.PositiveSmallIntegerField(_("care call from this urgency on"), default=4)
    month_tiers = ArrayField(
        models.CharField(max_length=10), verbose_name=_("care call for tiers"), default=key_tiers
    )
    month_after_compensation = models.BooleanField(_("care call after compensation"), default=True)
    month_after_crisis = models.BooleanField(_("care call after a crisis"), default=True)
    quiet_from = models.TimeField(_("quiet from"), null=True, default=time(21))
    quiet_until = models.TimeField(_("quiet until"), null=True, default=time(9))
    per_day = models.PositiveSmallIntegerField(_("planned contacts a day"), default=10)
    silent_days = models.PositiveSmallIntegerField(_("silent after days"), default=180)
    thanks = models.CharField(
        _("thanks for praise"), max_length=5, choices=Thanks.choices, default=Thanks.SEND
    )

    class Meta:
        verbose_name = _("settings of care")
        verbose_name_plural = _("settings of care")

    def __str__(self) -> str:
        return f"{self.brand_id}"


class FollowUpWay(models.Model):
    """How a resolved case is asked after: the most exact one that fits decides, else it is a message."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    tier = models.CharField(_("customer tier"), max_length=10, blank=True)
    urgency_from = models.PositiveSmallIntegerField(_("from this urgency on"), default=0)
    way = models.CharField(_("way of contact"), max_length=8, choices=Way.choices)

    class Meta:
        verbose_name = _("way of the follow-up")
        verbose_name_plural = _("ways of the follow-up")
        constraints = [
            models.UniqueConstraint(fields=["brand", "tier", "urgency_from"], name="follow_up_way_once")
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.urgency_from} {self.way}"


class ContactPlan(models.Model):
    """How often customers of a tier hear from us without a case; no row or 0 days: never."""

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    tier = models.CharField(_("customer tier"), max_length=10)
    every_days = models.PositiveSmallIntegerField(_("every so many days"))
    most_a_month = models.PositiveSmallIntegerField(_("contacts within thirty days at most"), default=1)
    way = models.CharField(_("way of contact"), max_length=8, choices=Way.choices, default=Way.CALL)

    class Meta:
        verbose_name = _("contact plan")
        verbose_name_plural = _("contact plans")
        constraints = [models.UniqueConstraint(fields=["brand", "tier"], name="contact_plan_once")]

    def __str__(self) -> str:
        return f"{self.tier} {self.every_days}"


class CareTask(models.Model):
    """One contact with a customer that nobody asked for: due, or suggested until a person accepts it.

    The unique key is why one resolve, one birthday, one reason never makes two.
    """

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Follow-up")
        MONTH = "month", _("One-month care call")
        PLAN = "plan", _("Contact plan")
        BIRTHDAY = "birthday", _("Birthday")
        JOINED = "joined", _("Anniversary of joining")
        FIRST_PURCHASE = "first_purchase", _("Anniversary of the first purchase")
        WIN_BACK = "win_back", _("Win back")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        OPEN = "open", _("To do")
        ASKED = "asked", _("Waits for an answer")
        DONE = "done", _("Done")
        DISMISSED = "dismissed", _("Dismissed")
        LAPSED = "lapsed", _("No longer needed")

    class Outcome(models.TextChoices):
        SATISFIED = "satisfied", _("Content")
        UNSATISFIED = "unsatisfied", _("Not content")
        SENT = "sent", _("Message sent")
        NOT_REACHED = "not_reached", _("Not reached")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    case = models.ForeignKey("respond.Case", models.PROTECT, null=True, related_name="care")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    way = models.CharField(_("way of contact"), max_length=8, choices=Way.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    key = models.CharField(max_length=80, unique=True)
    reason = BilingualText(_("why"), default=dict)
    step = BilingualText(_("suggested step"), default=dict)
    owner = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(_("due at"))
    # When a message leaves, or a call is tried again; a suggestion is shown from then on.
    next_at = models.DateTimeField(_("not before"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    score = models.PositiveSmallIntegerField(_("satisfaction 1 to 5"), null=True)
    effort = models.PositiveSmallIntegerField(_("effort 1 to 5"), null=True)
    words = models.TextField(_("words of the customer"), blank=True)
    because = models.CharField(_("why dismissed or lapsed"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"))
    asked_at = models.DateTimeField(_("asked at"), null=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by_name = models.CharField(_("done by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("care task")
        verbose_name_plural = _("care tasks")
        indexes = [
            models.Index(fields=["brand", "due_at"], condition=models.Q(state__in=TODO), name="care_to_do"),
            models.Index(
                fields=["next_at"],
                condition=models.Q(state__in=TODO, way="message"),
                name="care_to_ask",
            ),
            models.Index(
                fields=["brand", "-id"], condition=models.Q(state="suggested"), name="care_suggested"
            ),
            models.Index(fields=["customer", "-made_at"], name="care_customer"),
            models.Index(fields=["case", "id"], name="care_case"),
            models.Index(fields=["brand", "-done_at"], condition=models.Q(state="done"), name="care_done"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(1, 5)),
                name="care_score_1_to_5",
            ),
            models.CheckConstraint(
                condition=models.Q(effort__isnull=True) | models.Q(effort__range=(1, 5)),
                name="care_effort_1_to_5",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(outcome=""), name="care_done_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class CareAttempt(models.Model):
    """One try to reach a customer by telephone."""

    task = models.ForeignKey(CareTask, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(_("at"))
    by_name = models.CharField(_("by"), max_length=150)
    is_reached = models.BooleanField(_("reached"))
    words = models.TextField(_("words of the customer"), blank=True)
    next_at = models.DateTimeField(_("next try"), null=True)

    class Meta:
        verbose_name = _("try to reach a customer")
        verbose_name_plural = _("tries to reach a customer")

    def __str__(self) -> str:
        return f"{self.task_id} {self.at:%Y-%m-%d %H:%M}"
