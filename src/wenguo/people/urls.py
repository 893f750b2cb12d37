from django.urls import path

from wenguo.people.pages import me, settings
from wenguo.people.pages.brand_style import brand_style

urlpatterns = [
    path("b/<slug:slug>/brand.css", brand_style, name="brand-style"),
    path("i18n/setlang/", me.language, name="set_language"),
    path("me/presence", me.presence, name="presence"),
    path("me/brand/<slug:slug>", me.brand_switch, name="brand-switch"),
    path("settings/people", settings.people, name="people"),
    path("settings/people/<int:user_id>", settings.person, name="person"),
    path("settings/tokens", settings.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>/revoke", settings.token_revoke, name="token-revoke"),
    path("settings/brands/<slug:slug>", settings.brand, name="brand"),
]
