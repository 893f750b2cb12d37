from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from wenguo.base import news


class SiteConfig(AppConfig):
    name = "wenguo.site"
    label = "site"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Connect news with reactions once every room is loaded."""
        news.connect(import_string("wenguo.site.wiring.REACTIONS"))
