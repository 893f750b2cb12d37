"""Files of feedback: choose, map the columns, watch it run."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import NOBODY
from wenguo.base.errors import Refused
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.kernel.tables import columns_of, rows_of
from wenguo.listen import actions, queries
from wenguo.listen.domain.mapping import FIELDS
from wenguo.listen.models import Feedback, FileImport
from wenguo.people.queries import visible_brands

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request

PREVIEW_ROWS = 5
FIELD_NAMES = {
    "text": _("Text"),
    "rating": _("Rating"),
    "occurred_at": _("When it happened"),
    "external_id": _("Number at the source"),
    "order_number": _("Order number"),
    "place": _("Place"),
    "customer_name": _("Customer's name"),
    "customer_email": _("Customer's e-mail"),
    "customer_phone": _("Customer's phone"),
}
PROBLEMS = {
    "no_text": _("No text"),
    "too_long": _("Longer than 20,000 characters"),
    "rating": _("The rating is not a number from 0 to 10"),
    "moment": _("The date cannot be read"),
    "encoding": _("Damaged characters"),
    "damaged_row": _("The row is damaged"),
    "not_an_object": _("Not a JSON object"),
    "too_many_columns": _("More cells than columns"),
}


class UploadForm(forms.Form):
    """Which file, whose, from where."""

    brand = forms.ModelChoiceField(visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    channel = forms.ChoiceField(choices=Feedback.Channel.choices, label=_("Channel"), initial="review")
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON lines, plain or gzipped; UTF-8 or GB18030."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.gz"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = visible_brands(actor)


class MappingForm(forms.Form):
    """Which column is what."""

    opens_cases = forms.BooleanField(label=_("Open cases for complaints among them"), required=False)

    def __init__(self, *args: Any, columns: list[str], mapping: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not in the file")), *((name, name) for name in columns)]
        for field in FIELDS:
            self.fields[field] = forms.ChoiceField(
                choices=choices,
                label=FIELD_NAMES[field],
                required=field == "text",
                initial=mapping.get(field, ""),
            )

    def mapping(self) -> dict[str, str]:
        """Field → column."""
        return {field: self.cleaned_data[field] for field in FIELDS}


def imports(request: Request) -> HttpResponse:
    """What was imported, and the form for the next file."""
    page = page_of(
        queries.visible_imports(request.actor), order=["-id"], cursor=request.GET.get("cursor"), size=20
    )
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("import", _uploaded(request, form).pk)
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
    status = 422 if form.errors else 200
    return render(request, "listen/imports.html", {"page": page, "form": form}, status=status)


def _uploaded(request: Request, form: UploadForm) -> FileImport:
    file = form.cleaned_data["file"]
    return actions.upload_import(
        actor=request.actor,
        brand=form.cleaned_data["brand"],
        channel=form.cleaned_data["channel"],
        name=file.name or "",
        content=file,
        now=now(),
    )


def import_one(request: Request, import_id: int) -> HttpResponse:
    """Map the columns while that is open; afterwards watch the counts."""
    file_import = queries.get_import(request.actor, import_id)
    if file_import.state == FileImport.State.MAPPING:
        return _map(request, file_import)
    problems = page_of(
        queries.import_problems(file_import), order=["line", "id"], cursor=request.GET.get("cursor"), size=20
    )
    context = {
        "file_import": file_import,
        "page": problems,
        "problems": [(row.line, PROBLEMS.get(row.code, row.code), row.excerpt) for row in problems.rows],
    }
    template = "listen/import.html#counts" if request.htmx else "listen/import.html"
    return render(request, template, context)


def _map(request: Request, file_import: FileImport) -> HttpResponse:
    path = actions.import_path(file_import)
    columns = columns_of(path, file_import.name)
    form = MappingForm(request.POST or None, columns=columns, mapping=file_import.mapping)
    if request.method == "POST" and form.is_valid():
        actions.start_import(
            actor=request.actor,
            file_import=file_import,
            mapping=form.mapping(),
            opens_cases=form.cleaned_data["opens_cases"],
            now=now(),
        )
        return redirect("import", file_import.pk)
    preview = [
        [row.values.get(name, "") for name in columns]
        for row in itertools.islice(rows_of(path, file_import.name), PREVIEW_ROWS)
    ]
    context = {"file_import": file_import, "form": form, "columns": columns, "preview": preview}
    return render(request, "listen/import_mapping.html", context, status=422 if form.errors else 200)
