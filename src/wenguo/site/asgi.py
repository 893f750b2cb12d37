"""The door for any ASGI server."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.site.settings.dev")
os.environ.setdefault("WENGUO_KEEP_PLANS", "1")
django.setup(set_prefix=False)

from wenguo.base.asgi_handler import OneThreadHandler  # noqa: E402

application = OneThreadHandler()
