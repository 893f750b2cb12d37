from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class User(AbstractBaseUser, PermissionsMixin):
    """A colleague with one role. ``brands`` bounds every row they can see; ``scope`` narrows cases to their teams."""

    class Role(models.TextChoices):
        AGENT = "agent", _("Agent")
        SPECIALIST = "specialist", _("Specialist")
        LEAD = "lead", _("Team lead")
        EXECUTIVE = "executive", _("Executive")
        ANALYST = "analyst", _("Analyst")
        EDITOR = "editor", _("Editor")
        ADMINISTRATOR = "administrator", _("Administrator")
        AUDITOR = "auditor", _("Auditor")

    class Scope(models.TextChoices):
        BRAND = "brand", _("All cases of their brands")
        TEAM = "team", _("Only cases of their teams")

    class Presence(models.TextChoices):
        ONLINE = "online", _("Online")
        AWAY = "away", _("Away")
        OFFLINE = "offline", _("Offline")

    username = models.CharField(
        _("sign-in name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    # One name field: order and parts of names differ between languages.
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.AGENT)
    scope = models.CharField(_("sees"), max_length=10, choices=Scope.choices, default=Scope.BRAND)
    brands = models.ManyToManyField(
        "people.Brand", verbose_name=_("brands"), related_name="people", blank=True
    )
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    presence = models.CharField(
        _("presence"), max_length=10, choices=Presence.choices, default=Presence.ONLINE
    )
    # An ordinary case weighs 1, a hard one 2, a grave one 3.
    capacity = models.PositiveSmallIntegerField(_("open cases at most"), default=30)
    # Nothing said means nobody has asked: such a colleague is given words in any language, from any place.
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("answers in"), default=list, blank=True
    )
    places = models.ManyToManyField(
        "people.Place", verbose_name=_("works for places"), related_name="stationed", blank=True
    )

    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username


class ApiToken(models.Model):
    """A key for programs, acting with one role in one brand (or all). Only the digest of the secret is kept."""

    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("begins with"), max_length=12)
    role = models.CharField(_("role"), max_length=20, choices=User.Role.choices)
    brand = models.ForeignKey("people.Brand", models.CASCADE, null=True, blank=True, related_name="tokens")
    created_at = models.DateTimeField(_("created at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return self.name
