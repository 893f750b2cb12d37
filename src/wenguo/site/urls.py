"""Every address of the house."""

from django.urls import include, path

from wenguo.base.pages import problems
from wenguo.base.pages.gallery import gallery
from wenguo.base.pages.live import live
from wenguo.site.health import healthz, readyz
from wenguo.site.pages.settings import settings
from wenguo.site.rest import api

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("wenguo.governance.urls")),
    path("", include("wenguo.people.urls")),
    path("", include("wenguo.customers.urls")),
    path("", include("wenguo.listen.urls")),
    path("", include("wenguo.understand.urls")),
    path("", include("wenguo.respond.urls")),
    path("", include("wenguo.improve.urls")),
    path("", include("wenguo.measure.urls")),
    path("", include("wenguo.desk.urls")),
    path("settings", settings, name="settings"),
    path("accounts/", include("allauth.account.urls")),
    path("live/", live, name="live"),
    path("ui/", gallery, name="gallery"),
    path("api/v1/", api.urls),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.broken
