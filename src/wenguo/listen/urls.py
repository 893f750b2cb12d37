from django.urls import path

from wenguo.listen.pages.imports import import_one, imports
from wenguo.listen.pages.outgoing import outgoing, outgoing_settle

urlpatterns = [
    path("settings/imports", imports, name="imports"),
    path("settings/imports/<int:import_id>", import_one, name="import"),
    path("settings/outgoing", outgoing, name="outgoing"),
    path("settings/outgoing/<int:outgoing_id>/settlement", outgoing_settle, name="outgoing-settle"),
]
