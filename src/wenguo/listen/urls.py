from django.urls import path

from wenguo.listen.pages.files import file
from wenguo.listen.pages.form import brand_form, place_form
from wenguo.listen.pages.imports import import_one, imports
from wenguo.listen.pages.outgoing import outgoing, outgoing_settle
from wenguo.listen.pages.own_fields import own_field, own_field_away, own_fields
from wenguo.listen.pages.places import place, place_code, places

urlpatterns = [
    path("f/<slug:slug>", brand_form, name="form"),
    path("q/<slug:code>", place_form, name="place-form"),
    path("files/<slug:token>", file, name="file"),
    path("settings/places", places, name="places"),
    path("settings/places/<int:place_id>", place, name="place"),
    path("settings/places/<int:place_id>/<slug:kind>", place_code, name="place-code"),
    path("settings/fields", own_fields, name="own-fields"),
    path("settings/fields/<int:field_id>", own_field, name="own-field"),
    path("settings/fields/<int:field_id>/away", own_field_away, name="own-field-away"),
    path("settings/imports", imports, name="imports"),
    path("settings/imports/<int:import_id>", import_one, name="import"),
    path("settings/outgoing", outgoing, name="outgoing"),
    path("settings/outgoing/<int:outgoing_id>/settlement", outgoing_settle, name="outgoing-settle"),
]
