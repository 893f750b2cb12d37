from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.kernel.ids import new_link


class Feedback(models.Model):
    """One thing one customer said once. Never edited: what we think of it is an Analysis, what we do is a Case."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web form")
        QR = "qr", _("QR code")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Hotline")
        CHAT = "chat", _("Chat")
        WECHAT = "wechat", _("WeChat")
        SOCIAL = "social", _("Social media")
        REVIEW = "review", _("Review")
        SURVEY = "survey", _("Survey")
        APP = "app", _("App")
        API = "api", _("API")

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="feedback")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    text = models.TextField(_("text"))
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="feedback")
    rating = models.PositiveSmallIntegerField(_("rating"), null=True)
    place = models.ForeignKey("people.Place", models.PROTECT, null=True, related_name="feedback")
    order_number = models.CharField(_("order number"), max_length=64, blank=True)
    wants = models.CharField(_("expected solution"), max_length=500, blank=True)
    language = models.CharField(_("language of the form"), max_length=10, blank=True)
    external_id = models.CharField(_("number at the source"), max_length=128, blank=True)
    # What was given in the brand's own fields, by their codes.
    fields = models.JSONField(_("own fields"), default=dict, db_default={}, blank=True)
    file_import = models.ForeignKey("listen.FileImport", models.PROTECT, null=True, related_name="feedback")
    # Set where a colleague cut these words out of a feedback that tells of two matters.
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", verbose_name=_("part of")
    )
    occurred_at = models.DateTimeField(_("happened at"))
    received_at = models.DateTimeField(_("received at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    link = models.CharField(_("tracking link"), max_length=32, unique=True, default=new_link)
    search = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        indexes = [
            GinIndex(fields=["search"], name="feedback_search"),
            models.Index(fields=["brand", "-id"], name="feedback_brand"),
            models.Index(fields=["customer", "-id"], name="feedback_customer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "channel", "external_id"],
                condition=~models.Q(external_id=""),
                name="feedback_once_per_source_number",
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(0, 10)),
                name="feedback_rating_range",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(models.Model):
    """A file that came with a feedback or a message, stored by its content's hash, checked by content, not by name."""

    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    feedback = models.ForeignKey(Feedback, models.PROTECT, null=True, related_name="attachments")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    token = models.CharField(max_length=32, unique=True, default=new_link)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name


class FileText(models.Model):
    """The words in a file: read once, by a process of its own. A file that holds none, or cannot be read, says so."""

    class State(models.TextChoices):
        READ = "read", _("Read")
        EMPTY = "empty", _("No words in it")
        UNREADABLE = "unreadable", _("Cannot be read")

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="reading")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    reader = models.CharField(_("read by"), max_length=40)
    text = models.TextField(_("text"), blank=True)
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return self.text[:40]


class IdempotencyKey(models.Model):
    """The caller's own key for one request: the same key from the same caller gives the same feedback again."""

    owner = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
