from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText


class ReplyText(models.Model):
    """A brand's own draft, snippet or piece of guidance; one with the short name of a shipped one replaces it."""

    class Kind(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SNIPPET = "snippet", _("Snippet")
        GUIDANCE = "guidance", _("Guidance")

    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    short = models.CharField(_("short name"), max_length=20)
    name = BilingualText(_("name"), default=dict)
    body = BilingualText(_("text"), default=dict)
    stage = models.CharField(_("stage"), max_length=10, blank=True)
    style = models.CharField(_("style"), max_length=12, blank=True)
    category = models.CharField(_("category"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("reply text")
        verbose_name_plural = _("reply texts")
        constraints = [models.UniqueConstraint(fields=["brand", "short"], name="reply_text_once")]

    def __str__(self) -> str:
        return self.short
