from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN = models.Q(revoked_at__isnull=True, remind_at__isnull=False)


class SideThread(models.Model):
    """A question to another department or an outside partner, beside the case. The customer never sees it.

    The partner knows nothing but what is written here; ``link`` is all the authority they need, until it is revoked.
    """

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="side_threads")
    link = models.CharField(_("link"), max_length=32, unique=True)
    topic = models.CharField(_("about"), max_length=200)
    partner = models.CharField(_("whom"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    opened_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    opened_by_name = models.CharField(_("asked by"), max_length=150)
    opened_at = models.DateTimeField(_("asked since"))
    # None: nobody is reminded. Set anew by each message of ours, cleared by each answer.
    remind_hours = models.PositiveSmallIntegerField(_("reminded after hours"), null=True)
    remind_at = models.DateTimeField(_("reminded next"), null=True)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    revoked_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("side thread")
        verbose_name_plural = _("side threads")
        indexes = [
            models.Index(fields=["case", "id"], name="side_thread_case"),
            models.Index(fields=["remind_at"], condition=OPEN, name="side_thread_remind"),
        ]

    def __str__(self) -> str:
        return self.topic


class SideMessage(models.Model):
    """One turn in a side thread, ours or the partner's."""

    thread = models.ForeignKey(SideThread, models.CASCADE, related_name="messages")
    is_ours = models.BooleanField(_("ours"))
    body = models.TextField(_("text"), blank=True)
    author = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("written by"), max_length=150)
    attachments = models.ManyToManyField("listen.Attachment", related_name="+", blank=True)
    request_key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("message of a side thread")
        verbose_name_plural = _("messages of side threads")
        indexes = [models.Index(fields=["thread", "id"], name="side_message_thread")]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "request_key"],
                condition=~models.Q(request_key=""),
                name="side_message_once_per_request",
            )
        ]

    def __str__(self) -> str:
        return self.body[:40]
