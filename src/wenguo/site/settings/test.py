"""For the tests: quick passwords, no pool (each test owns its connection), files in a temporary folder."""

import atexit
import shutil
import tempfile
from pathlib import Path

from wenguo.site.settings.base import *  # noqa: F403
from wenguo.site.settings.base import DATABASES

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)
# As the web server does, which is the harder case.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 2
FILES_ROOT = Path(tempfile.mkdtemp(prefix="wenguo-test-files-"))
atexit.register(shutil.rmtree, FILES_ROOT, ignore_errors=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
