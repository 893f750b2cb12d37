"""People, tokens and brands: plain forms in sections."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wenguo.base.actor import Actor
from wenguo.base.errors import Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.people import actions, queries
from wenguo.people.models import Brand, Team, User


class PersonForm(forms.Form):
    """What somebody may do and see."""

    role = forms.ChoiceField(choices=User.Role.choices, label=_("Role"))
    brands = forms.ModelMultipleChoiceField(
        Brand.objects.none(), label=_("Brands"), widget=forms.CheckboxSelectMultiple
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), label=_("Teams"), widget=forms.CheckboxSelectMultiple, required=False
    )
    capacity = forms.IntegerField(label=_("Open cases at most"), min_value=0, max_value=500, initial=30)
    scope = forms.ChoiceField(choices=User.Scope.choices, label=_("Sees"))
    is_active = forms.BooleanField(label=_("May sign in"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("brands", queries.visible_brands(actor)),
            ("teams", queries.visible_teams(actor)),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = rows


class InviteForm(forms.Form):
    """A new colleague."""

    username = forms.CharField(label=_("Sign-in name"), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False)
    password = forms.CharField(
        label=_("First password"),
        min_length=10,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    role = forms.ChoiceField(choices=User.Role.choices, label=_("Role"))
    brands = forms.ModelMultipleChoiceField(
        Brand.objects.none(), label=_("Brands"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brands"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = queries.visible_brands(actor)


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("What uses it"), max_length=80)
    role = forms.ChoiceField(choices=User.Role.choices, label=_("Role"))
    brand = forms.ModelChoiceField(Brand.objects.none(), label=_("Brand"), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queries.visible_brands(actor)


class BrandForm(forms.Form):
    """How a brand presents itself and what it opens cases for."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    colour = forms.CharField(label=_("Colour"), widget=forms.TextInput(attrs={"type": "color"}))
    email = forms.EmailField(label=_("Sender address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    cases_for_questions = forms.BooleanField(label=_("Questions open a case"), required=False)
    cases_for_suggestions = forms.BooleanField(label=_("Suggestions open a case"), required=False)


def people(request: Request) -> HttpResponse:
    """Everybody of one's brands, and the form for the next."""
    request.actor.require("people.manage")
    form = InviteForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.invite(actor=request.actor, teams=(), now=now(), **form.cleaned_data)
            return redirect("person", user.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    rows = queries.colleagues(request.actor).prefetch_related("brands", "teams")
    context = {"people": rows, "form": form}
    return render(request, "people/people.html", context, status=422 if form.errors else 200)


def person(request: Request, user_id: int) -> HttpResponse:
    """One colleague."""
    request.actor.require("people.manage")
    user = queries.get_colleague(request.actor, user_id)
    initial = {
        "role": user.role,
        "brands": user.brands.all(),
        "teams": user.teams.all(),
        "capacity": user.capacity,
        "scope": user.scope,
        "is_active": user.is_active,
    }
    form = PersonForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_person(actor=request.actor, user=user, now=now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("people")
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, "colleague": user}
    return render(request, "people/person.html", context, status=422 if form.errors else 200)


def tokens(request: Request) -> HttpResponse:
    """Keys for programs; a new one is shown this once."""
    rows = queries.visible_tokens(request.actor)
    form = TokenForm(request.POST or None, actor=request.actor)
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = actions.issue_token(actor=request.actor, now=now(), **form.cleaned_data)
        form = TokenForm(actor=request.actor)
    context = {"tokens": rows, "form": form, "secret": secret}
    response = render(request, "people/tokens.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def token_revoke(request: Request, token_id: int) -> HttpResponse:
    """From now on it opens nothing."""
    actions.revoke_token(actor=request.actor, token=queries.get_token(request.actor, token_id), now=now())
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens")


def brand(request: Request, slug: str) -> HttpResponse:
    """One brand's name, colour and rules."""
    request.actor.require("people.manage")
    row = queries.get_brand(request.actor, slug)
    initial = {
        "name_zh": row.name.get("zh"),
        "name_en": row.name.get("en"),
        "colour": row.colour,
        "email": row.email,
        "phone": row.phone,
        **row.settings,
    }
    form = BrandForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        name = {"zh": values.pop("name_zh"), "en": values.pop("name_en")}
        try:
            actions.edit_brand(actor=request.actor, brand=row, name=name, now=now(), **values)
            messages.success(request, _("Saved."))
            return redirect("brand", slug)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return render(
        request, "people/brand.html", {"form": form, "brand": row}, status=422 if form.errors else 200
    )
