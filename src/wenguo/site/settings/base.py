"""Settings shared by every way of running Wenguo. What differs by machine comes from the environment."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from wenguo.site.settings.database import parse_database_url

PACKAGE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("WENGUO_DATA", "var")).resolve()
BASE_URL = os.environ.get("WENGUO_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "ninja",
    "wenguo.base",
    "wenguo.governance",
    "wenguo.people",
    "wenguo.customers",
    "wenguo.listen",
    "wenguo.understand",
    "wenguo.knowledge",
    "wenguo.respond",
    "wenguo.improve",
    "wenguo.coaching",
    "wenguo.measure",
    "wenguo.desk",
    "wenguo.site",
    # After our rooms: their templates for signing in win over the ones that come with it.
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wenguo.base.static_files.WholeFiles",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wenguo.base.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wenguo.people.middleware.PersonLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wenguo.people.middleware.ActorMiddleware",
    "wenguo.base.middleware.ShowRefusals",
]

ROOT_URLCONF = "wenguo.site.urls"
ASGI_APPLICATION = "wenguo.site.asgi.application"
WSGI_APPLICATION = "wenguo.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "wenguo.base.templatetags.wenguo"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wenguo.base.navigation.navigation",
                "wenguo.people.context.brand_switch",
            ],
        },
    }
]

# So many requests are answered at once; each needs a connection, and a few are left for bodies that stream.
WEB_THREADS = 8
DATABASES = {
    "default": {
        **parse_database_url(os.environ.get("DATABASE_URL", "postgresql://wenguo@/wenguo")),
        "ATOMIC_REQUESTS": False,
    }
}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"]["OPTIONS"],
    "pool": {"min_size": 1, "max_size": 12, "timeout": 20},
    "server_side_binding": True,
    # Only the web server says the same often enough for plans to be kept. What works through thousands of rows fills
    # tables faster than the database notices, and a plan that was right for the small table would stay.
    "prepare_threshold": 2 if os.environ.get("WENGUO_KEEP_PLANS") else None,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "wenguo.people.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = os.environ.get("WENGUO_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "site" / "static"]
FILES_ROOT = DATA / "files"
WHITENOISE_USE_FINDERS = True

# Uploads stream to disk above 1 MB; the limits themselves are checked by listen's rules, with a clear message.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20

EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("WENGUO_FROM", "wenguo@localhost")
# smtp: really send. outbox: keep what would have been sent on the outbox page (story world).
WENGUO_MAIL = os.environ.get("WENGUO_MAIL", "outbox")
EMAIL_HOST = os.environ.get("WENGUO_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("WENGUO_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("WENGUO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WENGUO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("WENGUO_SMTP_TLS", "") == "1"

# A language model is optional: any endpoint that speaks the OpenAI protocol, such as http://127.0.0.1:11434/v1.
WENGUO_LLM_URL = os.environ.get("WENGUO_LLM_URL", "")
WENGUO_LLM_KEY = os.environ.get("WENGUO_LLM_KEY", "")
WENGUO_LLM_MODEL = os.environ.get("WENGUO_LLM_MODEL", "")
WENGUO_LLM_TIMEOUT = float(os.environ.get("WENGUO_LLM_TIMEOUT", "20"))
WENGUO_LLM_TOKENS_PER_DAY = int(os.environ.get("WENGUO_LLM_TOKENS_PER_DAY", "0"))

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["wenguo.base.news"]
SILENCED_SYSTEM_CHECKS: list[str] = []

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "wenguo.base.pages.problems.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"wenguo": {"level": "INFO"}},
}

WENGUO_NAVIGATION = "wenguo.site.navigation.NAVIGATION"
