from django.urls import path

from wenguo.respond.pages import (
    case,
    clock_settings,
    composer,
    customer_cases,
    deeds,
    priority_settings,
    queue,
    team,
    tracking,
)

urlpatterns = [
    path("cases", queue.queue, name="queue"),
    path("cases/next", queue.take_next, name="queue-next"),
    path("cases/assign", queue.bulk_assign, name="queue-assign"),
    path("cases/count", queue.queue_count, name="queue-count"),
    path("cases/views", queue.view_save, name="queue-view-save"),
    path("cases/views/<int:view_id>/delete", queue.view_delete, name="queue-view-delete"),
    path("cases/<str:number>", case.case, name="case"),
    path("cases/<str:number>/peek", case.peek, name="case-peek"),
    path("cases/<str:number>/replies", composer.case_reply, name="case-reply"),
    path("cases/<str:number>/notes", composer.case_note, name="case-note"),
    path("cases/<str:number>/<slug:deed>", deeds.case_deed, name="case-deed"),
    path("customers/<int:customer_id>/cases", customer_cases.customer_cases, name="customer-cases"),
    path("settings/clocks", clock_settings.clocks, name="clocks"),
    path("settings/clocks/set", clock_settings.clock_set, name="clock-set"),
    path("settings/clocks/remove", clock_settings.clock_remove, name="clock-remove"),
    path("settings/clocks/days", clock_settings.day_set, name="day-set"),
    path("settings/priority", priority_settings.priority, name="priority"),
    path("team", team.team, name="team"),
    path("t/<str:link>", tracking.tracking, name="tracking"),
    path("t/<str:link>/more", tracking.tracking_add, name="tracking-add"),
    path("t/<str:link>/reopen", tracking.tracking_reopen, name="tracking-reopen"),
    path("t/<str:link>/rating", tracking.tracking_rate, name="tracking-rate"),
    path("t/<str:link>/letters/<str:token>", tracking.tracking_file, name="tracking-file"),
]
