"""Proactive outreach: the list, a new one, one with its result, and the page behind the link in the message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.customers import queries as customers
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.domain.outreach import Audience
from wenguo.respond.models import Outreach
from wenguo.respond.pages.tracking import gone, private
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request

MOST_SHOWN = 100
TIERS = ("diamond", "gold", "silver", "standard")


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OutreachForm(forms.Form):
    """Who is meant, and the message in both languages."""

    brand = forms.ChoiceField(label=gettext_lazy("Brand"))
    incident = forms.TypedChoiceField(
        label=gettext_lazy("Customers of an incident"), coerce=int, required=False, empty_value=None
    )
    category = forms.ChoiceField(label=gettext_lazy("Who told us about"), required=False)
    place = forms.TypedChoiceField(label=gettext_lazy("Place"), coerce=int, required=False, empty_value=None)
    order_from = forms.CharField(label=gettext_lazy("Order numbers from"), max_length=64, required=False)
    order_to = forms.CharField(label=gettext_lazy("to order number"), max_length=64, required=False)
    since = forms.DateField(label=gettext_lazy("Days from"), required=False, widget=_day())
    until = forms.DateField(label=gettext_lazy("to day"), required=False, widget=_day())
    tier = forms.ChoiceField(label=gettext_lazy("Tier"), required=False)
    per_minute = forms.IntegerField(
        label=gettext_lazy("Messages a minute"), min_value=1, max_value=600, initial=60
    )
    subject_zh = forms.CharField(label=gettext_lazy("Subject in Chinese"), max_length=200)
    subject_en = forms.CharField(label=gettext_lazy("Subject in English"), max_length=200)
    body_zh = forms.CharField(
        label=gettext_lazy("Message in Chinese"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    body_en = forms.CharField(
        label=gettext_lazy("Message in English"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = list(people.visible_brands(actor))
        incidents = queries.visible_incidents(actor).order_by("-id")[:MOST_SHOWN]
        places = people.visible_places(actor)
        nobody = [("", _("any"))]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "brand": [(brand.slug, str(brand)) for brand in brands],
            "incident": [*nobody, *((row.pk, f"{row.number} {row.title}") for row in incidents)],
            "category": [*nobody, *understanding.category_choices()],
            "place": [*nobody, *((place.pk, str(place)) for place in places)],
            "tier": [*nobody, *((code, customers_tier(code)) for code in TIERS)],
        }
        for name, values in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = values

    def audience(self) -> Audience:
        """The conditions."""
        names = ("category", "order_from", "order_to", "since", "until", "tier")
        return Audience(place_id=self.cleaned_data["place"], **{n: self.cleaned_data[n] for n in names})


def customers_tier(code: str) -> str:
    """The tier in words."""
    return str(customers.tier_name(code))


@require_safe
def outreaches(request: Request) -> HttpResponse:
    """All of them, newest first."""
    request.actor.require("respond.read")
    rows = [_shown(row) for row in queries.visible_outreaches(request.actor)[:MOST_SHOWN]]
    context = {"rows": rows, "can_write": request.actor.can("respond.incident")}
    return render(request, "respond/outreaches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def outreach_new(request: Request) -> HttpResponse:
    """Write one; nothing leaves before somebody else approves it."""
    request.actor.require("respond.incident")
    initial = {"incident": request.GET.get("incident", ""), "per_minute": 60}
    form = OutreachForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("outreach", _drafted(request, form).pk)
        except NotAllowed:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
    return render(request, "respond/outreach_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def outreach(request: Request, outreach_id: int) -> HttpResponse:
    """One, with what came of it."""
    row = queries.get_outreach(request.actor, outreach_id)
    actor = request.actor
    context = {
        **_shown(row),
        "languages": [(code, row.subject.get(code, ""), row.body.get(code, "")) for code in ("zh", "en")],
        "can_approve": row.state == Outreach.State.ASKED
        and actor.can("respond.approve")
        and row.made_by_id != actor.user_id,
        "can_stop": row.state in (Outreach.State.ASKED, Outreach.State.SENDING)
        and actor.can("respond.incident"),
    }
    return render(request, "respond/outreach.html", context)


@require_POST
def outreach_deed(request: Request, outreach_id: int, deed: str) -> HttpResponse:
    """Approve or stop."""
    row = queries.get_outreach(request.actor, outreach_id)
    try:
        if deed == "approve":
            actions.approve_outreach(actor=request.actor, outreach=row, now=now())
            messages.success(request, _("Approved. The first messages are on their way."))
        elif deed == "stop":
            actions.stop_outreach(actor=request.actor, outreach=row, now=now())
            messages.success(request, _("Stopped. Nothing more leaves."))
        else:
            raise Http404
    except NotAllowed:
        raise
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("outreach", row.pk)


# Nobody is signed in here: the link is all the authority there is, and another site does not know it.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def outreach_answer(request: HttpRequest, link: str) -> HttpResponse:
    """The customer reads the message again and answers; the answer has a page of its own from then on."""
    try:
        row = queries.recipient_of_link(link)
        if request.method == "POST":
            case = actions.answer_outreach(link=link, text=request.POST.get("text", ""), now=now())
            return private(redirect(reverse("tracking", args=[queries.feedback_of_case(case)[0].link])))
        if row.case is not None:
            return private(redirect(reverse("tracking", args=[queries.feedback_of_case(row.case)[0].link])))
        return _answer_page(request, link)
    except NotFound:
        return gone(request)
    except Refused as refusal:
        return _answer_page(request, link, refusal=str(refusal))


def _answer_page(request: HttpRequest, link: str, *, refusal: str = "") -> HttpResponse:
    row = queries.recipient_of_link(link)
    context = {
        "brand": row.outreach.brand,
        "link": link,
        "subject": in_language(row.outreach.subject),
        "body": in_language(row.outreach.body),
        "refusal": refusal,
    }
    return private(render(request, "respond/outreach_answer.html", context, status=422 if refusal else 200))


def _drafted(request: Request, form: OutreachForm) -> Outreach:
    values = form.cleaned_data
    incident = queries.get_incident(request.actor, values["incident"]) if values["incident"] else None
    return actions.draft_outreach(
        actor=request.actor,
        brand=people.get_brand(request.actor, values["brand"]),
        subject={"zh": values["subject_zh"], "en": values["subject_en"]},
        body={"zh": values["body_zh"], "en": values["body_en"]},
        audience=form.audience(),
        incident=incident,
        per_minute=values["per_minute"],
        now=now(),
    )


def _shown(row: Outreach) -> dict[str, Any]:
    return {"it": row, "subject": in_language(row.subject), "result": queries.result_of(row)}
