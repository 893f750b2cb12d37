"""Places and their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wenguo.base.actor import NOBODY
from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotFound, Refused
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.listen.domain.codes import qr_png, qr_svg, sheet_svg
from wenguo.people.actions import edit_place, make_place
from wenguo.people.queries import all_places, get_place, visible_brands

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Place

PERMISSION = "listen.channels"


class PlaceForm(forms.Form):
    """What a place is called; at least one of the names."""

    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=80, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=60, required=False)

    def values(self) -> dict[str, Any]:
        """As the action wants them."""
        given = self.cleaned_data
        return {"name": {"zh": given["name_zh"], "en": given["name_en"]}, "city": given["city"]}


class NewPlaceForm(PlaceForm):
    """A place of one of the reader's brands."""

    brand = forms.ModelChoiceField(visible_brands(NOBODY), label=gettext_lazy("Brand"), empty_label=None)
    field_order = ("brand",)

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = visible_brands(request.actor)


class EditPlaceForm(PlaceForm):
    """Rename or close."""

    is_active = forms.BooleanField(label=gettext_lazy("Open: its code leads to the form"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: Request) -> HttpResponse:
    """Every place with its code, and the form for another."""
    request.actor.require(PERMISSION)
    form = NewPlaceForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            place = make_place(
                actor=request.actor, brand=form.cleaned_data["brand"], now=now(), **form.values()
            )
            return redirect("place", place.pk)
        except Refused as refusal:
            form.add_error("name_zh", str(refusal.message))
    rows = all_places(request.actor)
    page = page_of(rows, order=["id"], cursor=request.GET.get("cursor"))
    status = 422 if form.errors else 200
    return render(request, "listen/places.html", {"page": page, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, place_id: int) -> HttpResponse:
    """One place: its code to print, its name, whether it is open."""
    row = _place(request, place_id)
    form = EditPlaceForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            is_active = form.cleaned_data["is_active"]
            edit_place(actor=request.actor, place=row, is_active=is_active, now=now(), **form.values())
            messages.success(request, _("Saved."))
            return redirect("place", row.pk)
        except Refused as refusal:
            form.add_error("name_zh", str(refusal.message))
    context = {"place": row, "form": form, "address": _address(row)}
    return render(request, "listen/place.html", context, status=422 if form.errors else 200)


@require_safe
def place_code(request: Request, place_id: int, kind: str) -> HttpResponse:
    """The code as ``svg`` or ``png``, or a ``sheet`` to print on A4."""
    row = _place(request, place_id)
    if kind == "png":
        response = HttpResponse(qr_png(_address(row)), content_type="image/png")
    elif kind == "svg":
        response = HttpResponse(qr_svg(_address(row)), content_type="image/svg+xml")
    elif kind == "sheet":
        response = HttpResponse(_sheet(row), content_type="image/svg+xml")
    else:
        raise NotFound
    suffix = "svg" if kind == "sheet" else kind
    disposition = "attachment" if "download" in request.GET else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{row.code}-{kind}.{suffix}"'
    return response


def _place(request: Request, place_id: int) -> Place:
    request.actor.require(PERMISSION)
    return get_place(request.actor, place_id)


def _initial(row: Place) -> dict[str, Any]:
    names = {"name_zh": row.name.get("zh", ""), "name_en": row.name.get("en", "")}
    return {**names, "city": row.city, "is_active": row.is_active}


def _address(row: Place) -> str:
    return f"{settings.BASE_URL}/q/{row.code}"


def _sheet(row: Place) -> bytes:
    # The sheet hangs in the shop: it speaks the customers' language, Chinese first.
    with translation.override("zh-hans"):
        return sheet_svg(
            _address(row),
            brand=in_language(row.brand.name),
            place=in_language(row.name),
            headline=_("Not as it should be? Tell us"),
            hint=_("Scan with the phone camera, no account needed, about 30 seconds"),
            colour=row.brand.colour,
        )
