"""Every address of the house."""

from django.urls import include, path

from wenguo.base.pages import problems
from wenguo.base.pages.live import live
from wenguo.site.rest import api

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("live/", live, name="live"),
    path("api/v1/", api.urls),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.broken
