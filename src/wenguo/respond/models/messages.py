from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One turn in the conversation of a case. The first words of a customer are the Feedback; these come after."""

    class Direction(models.TextChoices):
        INCOMING = "in", _("From the customer")
        OUTGOING = "out", _("To the customer")
        NOTE = "note", _("Internal note")

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="messages")
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices)
    body = models.TextField(_("text"))
    author = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("written by"), max_length=150)
    channel = models.CharField(_("channel"), max_length=10)
    attachments = models.ManyToManyField("listen.Attachment", related_name="messages", blank=True)
    # How the customer felt when they wrote it, 1 (furious) to 5; null for what is ours, and until it is read.
    mood = models.PositiveSmallIntegerField(_("mood"), null=True)
    request_key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["case", "id"], name="message_case"),
            models.Index(
                fields=["id"],
                condition=models.Q(direction="in", mood__isnull=True),
                name="message_mood_unread",
            ),
            models.Index(
                fields=["author", "created_at"],
                condition=models.Q(direction="out"),
                name="message_author_out",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "request_key"],
                condition=~models.Q(request_key=""),
                name="message_once_per_request",
            )
        ]

    def __str__(self) -> str:
        return self.body[:40]


class Mention(models.Model):
    """A colleague was called upon in a note; it waits on their desk until seen."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("seen at"), null=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="mention_once")]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(seen_at__isnull=True), name="mention_unseen")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.message_id}"


class Rating(models.Model):
    """How the customer found the handling, 1 to 5. The latest one of a case counts; earlier ones stay.

    ``effort`` is the customer effort score of Dixon, Freeman and Toman (2010): 1 very little, 5 very much, so that less
    is better; null where it was not answered.
    """

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="ratings")
    score = models.PositiveSmallIntegerField(_("score"))
    effort = models.PositiveSmallIntegerField(_("effort"), null=True)
    comment = models.TextField(_("comment"), blank=True)
    created_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(condition=models.Q(score__range=(1, 5)), name="rating_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(effort__isnull=True) | models.Q(effort__range=(1, 5)),
                name="rating_effort_1_to_5",
            ),
        ]
        indexes = [models.Index(fields=["case", "-id"], name="rating_case")]

    def __str__(self) -> str:
        return str(self.score)
