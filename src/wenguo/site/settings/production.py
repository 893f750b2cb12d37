"""Behind a TLS proxy: hosts from the environment, secure cookies, hashed static files."""

import os

from wenguo.site.settings.base import *  # noqa: F403
from wenguo.site.settings.base import BASE_URL, DATA
from wenguo.site.settings.secret import secret_key

DEBUG = False
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = [host for host in os.environ.get("WENGUO_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
WHITENOISE_USE_FINDERS = False
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
