"""What ``make up`` runs: one machine, plain HTTP on the loopback address, the story world's outbox."""

from wenguo.site.settings.base import *  # noqa: F403
from wenguo.site.settings.base import DATA
from wenguo.site.settings.secret import secret_key

DEBUG = False
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
