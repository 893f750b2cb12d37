from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnderstandConfig(AppConfig):
    name = "wenguo.understand"
    label = "understand"
    verbose_name = _("Understand")
