from django.urls import path

from wenguo.understand.pages.alike import alike
from wenguo.understand.pages.categories import categories, category
from wenguo.understand.pages.export import feedback_export
from wenguo.understand.pages.feedback import customer_feedback, feedback, feedback_list, labels, reread
from wenguo.understand.pages.models import (
    model,
    model_learn,
    rereading_start,
    rereading_stop,
    understanding,
    understanding_set,
)
from wenguo.understand.pages.opinions import opinions
from wenguo.understand.pages.review import review

urlpatterns = [
    path("feedback", feedback_list, name="feedback"),
    path("feedback/review", review, name="feedback-review"),
    path("feedback/export.csv", feedback_export, name="feedback-export"),
    path("feedback/<int:feedback_id>", feedback, name="feedback-one"),
    path("feedback/<int:feedback_id>/alike", alike, name="feedback-alike"),
    path("feedback/<int:feedback_id>/labels", labels, name="feedback-labels"),
    path("feedback/<int:feedback_id>/reread", reread, name="feedback-reread"),
    path("feedback/<int:feedback_id>/opinions", opinions, name="feedback-opinions"),
    path("settings/categories", categories, name="categories"),
    path("settings/categories/<str:code>", category, name="category"),
    path("settings/understanding", understanding, name="understanding"),
    path("settings/understanding/set", understanding_set, name="understanding-set"),
    path("settings/understanding/learn", model_learn, name="model-learn"),
    path("settings/understanding/rereadings", rereading_start, name="rereading-start"),
    path("settings/understanding/rereadings/<int:rereading_id>/stop", rereading_stop, name="rereading-stop"),
    path("settings/understanding/models/<int:version_id>", model, name="model"),
    path("customers/<int:customer_id>/feedback", customer_feedback, name="customer-feedback"),
]
