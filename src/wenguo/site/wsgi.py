"""The door for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.site.settings.dev")

application = get_wsgi_application()
