"""What stands in the left rail, in the order of the loop."""

from django.utils.translation import gettext_lazy as _

from wenguo.base.navigation import Entry

NAVIGATION = [
    Entry("my-day", "sun", _("Today"), "respond.read", "/today"),
    Entry("queue", "stack-2", _("Queue"), "respond.read", "/cases"),
    Entry("customers", "users", _("Customers"), "customers.read", "/customers"),
    Entry("feedback", "ear", _("Listen"), "listen.read", "/feedback"),
    Entry("care", "heart-handshake", _("Care"), "respond.reply", "/care"),
    Entry("improvements", "plant-2", _("Improve"), "improve.read", "/improvements"),
    Entry("dashboard", "chart-dots-3", _("Measure"), "measure.read", "/measure"),
    Entry("team", "users-group", _("Team"), "people.read", "/team"),
    Entry("settings", "settings", _("Settings"), "listen.channels", "/settings"),
]
