from django.urls import path

from wenguo.improve.pages.improvements import (
    improvement,
    improvement_deed,
    improvement_finish,
    improvement_new,
    improvements,
)
from wenguo.improve.pages.public import you_said

urlpatterns = [
    path("improvements", improvements, name="improvements"),
    path("improvements/new", improvement_new, name="improvement-new"),
    path("improvements/<int:improvement_id>", improvement, name="improvement"),
    path("improvements/<int:improvement_id>/finish", improvement_finish, name="improvement-finish"),
    path("improvements/<int:improvement_id>/<str:deed>", improvement_deed, name="improvement-deed"),
    path("y/<slug:slug>", you_said, name="you-said"),
]
