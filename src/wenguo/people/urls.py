from django.urls import path

from wenguo.people.pages import me, rota, settings
from wenguo.people.pages.brand_style import brand_style

urlpatterns = [
    path("b/<slug:slug>/brand.css", brand_style, name="brand-style"),
    path("i18n/setlang/", me.language, name="set_language"),
    path("me/presence", me.presence, name="presence"),
    path("me/brand/<slug:slug>", me.brand_switch, name="brand-switch"),
    path("settings/people", settings.people, name="people"),
    path("settings/people/<int:user_id>", settings.person, name="person"),
    path("settings/people/<int:user_id>/staffing", rota.staffing, name="staffing"),
    path("settings/people/<int:user_id>/abilities", rota.abilities_set, name="abilities-set"),
    path("settings/people/<int:user_id>/shifts", rota.shifts_set, name="shifts-set"),
    path("settings/people/<int:user_id>/leaves", rota.leave_set, name="leave-set"),
    path("settings/people/<int:user_id>/leaves/<int:leave_id>/end", rota.leave_end, name="leave-end"),
    path("settings/skills", rota.skills, name="skills"),
    path("settings/skills/remove", rota.skill_remove, name="skill-remove"),
    path("team/duty", rota.duty, name="duty"),
    path("team/duty/plan", rota.duty_plan, name="duty-plan"),
    path("team/duty/<int:turn_id>/cancel", rota.duty_cancel, name="duty-cancel"),
    path("team/duty/notes", rota.duty_note, name="duty-note"),
    path("settings/tokens", settings.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>/revoke", settings.token_revoke, name="token-revoke"),
    path("settings/brands/<slug:slug>", settings.brand, name="brand"),
]
