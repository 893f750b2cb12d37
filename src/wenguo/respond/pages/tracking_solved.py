"""Was it solved? The page behind the link of the follow-up, on the customer's own page."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.tracking import FACES, gone, private

EFFORT = (
    (1, gettext_lazy("None")),
    (2, gettext_lazy("A little")),
    (3, gettext_lazy("Some")),
    (4, gettext_lazy("Much")),
    (5, gettext_lazy("A great deal")),
)


class SolvedForm(forms.Form):
    """Solved or not, and if they like how it was."""

    solved = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    score = forms.TypedChoiceField(
        choices=[("", ""), *((str(n), "") for n in range(1, 6))], coerce=int, empty_value=None, required=False
    )
    effort = forms.TypedChoiceField(
        choices=[("", ""), *((str(n), "") for n in range(1, 6))], coerce=int, empty_value=None, required=False
    )
    words = forms.CharField(max_length=5_000, required=False)


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tracking_solved(request: HttpRequest, link: str) -> HttpResponse:
    """The question, and the answer."""
    form = SolvedForm(request.POST if request.method == "POST" else None)
    refusal = ""
    try:
        if request.method == "POST":
            if form.is_valid():
                values = form.cleaned_data
                said = actions.Said(
                    satisfied=values["solved"] == "yes",
                    score=values["score"],
                    effort=values["effort"],
                    words=values["words"].strip(),
                )
                actions.answer_follow_up(link=link, said=said, now=now())
                return private(redirect(f"{reverse('tracking', args=[link])}?answered=1"))
            refusal = _("Say whether it is solved.")
    except NotFound:
        return gone(request)
    except actions.NothingWasAsked:
        return _page(request, link, form, refusal="")
    except Refused as reason:
        refusal = str(reason)
    return _page(request, link, form, refusal=refusal)


def _page(request: HttpRequest, link: str, form: SolvedForm, *, refusal: str) -> HttpResponse:
    try:
        page = queries.tracking(link, now=now())
        brand = people.brand_by_slug(page.brand_slug)
    except NotFound:
        return gone(request)
    context = {
        "page": page,
        "brand": brand,
        "is_asked": queries.is_asked(link),
        "faces": [{"score": str(score), "label": label, "icon": icon} for score, label, icon in FACES],
        "efforts": [(str(score), label) for score, label in EFFORT],
        "form": form,
        "refusal": refusal,
    }
    return private(render(request, "respond/tracking_solved.html", context, status=422 if refusal else 200))
