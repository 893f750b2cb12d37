"""Settings → Categories: the installation's own, each with the texts it is learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.understand import actions, queries

if TYPE_CHECKING:
    from wenguo.base.http import Request


class CategoryForm(forms.Form):
    """A category of one's own."""

    parent = forms.ChoiceField(label=gettext_lazy("Belongs to"))
    code = forms.CharField(
        label=gettext_lazy("Short name for programs"),
        max_length=31,
        help_text=gettext_lazy("Small letters, such as charging; it never changes."),
    )
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=60, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60, required=False)
    examples = forms.CharField(
        label=gettext_lazy("Example texts"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One a line, as customers write; at least five."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["parent"], self.fields["code"]
            return
        del self.fields["is_active"]
        parent = self.fields["parent"]
        if isinstance(parent, forms.ChoiceField):
            parent.choices = [
                (code, queries.name_of("category", code))
                for code in queries.all_categories()
                if "." not in code and code != "other"
            ]

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        values = dict(self.cleaned_data)
        values["name"] = {"zh": values.pop("name_zh"), "en": values.pop("name_en")}
        values["examples"] = values["examples"].splitlines()
        return values


@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: Request) -> HttpResponse:
    """One's own categories, and the form for the next."""
    request.actor.require("understand.taxonomy")
    form = CategoryForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_category(actor=request.actor, now=now(), **form.given())
            messages.success(
                request, _("Added. The next version reads it: learn now, or wait for the night.")
            )
            return redirect("categories")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    rows = [
        {"row": row, "parent": queries.name_of("category", row.code.partition(".")[0])}
        for row in queries.own_categories(request.actor)
    ]
    context = {"rows": rows, "form": form}
    return render(request, "understand/categories.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: Request, code: str) -> HttpResponse:
    """One of them: its names, its examples, or its end."""
    request.actor.require("understand.taxonomy")
    row = next((one for one in queries.own_categories(request.actor) if one.code == code), None)
    if row is None:
        raise NotFound
    initial = {
        "name_zh": row.name.get("zh"),
        "name_en": row.name.get("en"),
        "examples": "\n".join(row.examples),
        "is_active": row.is_active,
    }
    form = CategoryForm(request.POST or None, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_category(actor=request.actor, code=code, now=now(), **form.given())
            messages.success(request, _("Saved."))
            return redirect("categories")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"row": row, "form": form}
    return render(request, "understand/category.html", context, status=422 if form.errors else 200)
