from django.urls import path

from wenguo.understand.pages.export import feedback_export
from wenguo.understand.pages.feedback import customer_feedback, feedback, feedback_list, labels, review
from wenguo.understand.pages.opinions import opinions

urlpatterns = [
    path("feedback", feedback_list, name="feedback"),
    path("feedback/review", review, name="feedback-review"),
    path("feedback/export.csv", feedback_export, name="feedback-export"),
    path("feedback/<int:feedback_id>", feedback, name="feedback-one"),
    path("feedback/<int:feedback_id>/labels", labels, name="feedback-labels"),
    path("feedback/<int:feedback_id>/opinions", opinions, name="feedback-opinions"),
    path("customers/<int:customer_id>/feedback", customer_feedback, name="customer-feedback"),
]
