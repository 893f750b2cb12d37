from django.db import models
from django.utils.translation import gettext_lazy as _

UNSEEN = models.Q(seen_at__isnull=True)


class Watch(models.Model):
    """Somebody wants to hear what happens to a case that is not theirs, by choice or since they were called to it."""

    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="watches")
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    is_called = models.BooleanField(_("since they were called to it"), default=False)
    watched_at = models.DateTimeField(_("watches since"))

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="watch_once")]
        indexes = [models.Index(fields=["user"], name="watch_user")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.case_id}"


class Notice(models.Model):
    """Somebody is told of something once: on their bell, by letter, or not at all, as they have chosen."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    case = models.ForeignKey("respond.Case", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12)
    what = models.CharField(_("what happened"), max_length=30)
    data = models.JSONField(_("data"), default=dict)
    # What it is about, so that the same is never told twice.
    key = models.CharField(max_length=60)
    at = models.DateTimeField(_("at"))
    seen_at = models.DateTimeField(_("seen at"), null=True)
    mailed_at = models.DateTimeField(_("in a letter since"), null=True)

    class Meta:
        verbose_name = _("bell notice")
        verbose_name_plural = _("bell notices")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], condition=UNSEEN, name="notice_unseen"),
            models.Index(
                fields=["at"], condition=UNSEEN & models.Q(mailed_at__isnull=True), name="notice_to_mail"
            ),
            models.Index(fields=["case", "user"], name="notice_case"),
        ]

    def __str__(self) -> str:
        return f"{self.what} · {self.user_id}"
