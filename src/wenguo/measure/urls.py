from django.urls import path

from wenguo.measure.pages.dashboard import dashboard
from wenguo.measure.pages.export import figures_export, sentences_export
from wenguo.measure.pages.promises import promise_keeping, promise_keeping_export, promises_behind
from wenguo.measure.pages.sentences import sentences

urlpatterns = [
    path("measure", dashboard, name="dashboard"),
    path("measure/promises", promise_keeping, name="promise-keeping"),
    path("measure/promises/behind", promises_behind, name="promises-behind"),
    path("measure/promises.csv", promise_keeping_export, name="promise-keeping-export"),
    path("measure/sentences", sentences, name="sentences"),
    path("measure/sentences.csv", sentences_export, name="sentences-export"),
    path("measure/figures.csv", figures_export, name="figures-export"),
]
