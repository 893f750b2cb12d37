from django.urls import path

from wenguo.desk.pages.notifications import notifications, notifications_seen
from wenguo.desk.pages.search import search
from wenguo.desk.pages.today import home, my_day

urlpatterns = [
    path("", home, name="home"),
    path("today", my_day, name="my-day"),
    path("search", search, name="search"),
    path("notifications", notifications, name="notifications"),
    path("notifications/seen", notifications_seen, name="notifications-seen"),
]
