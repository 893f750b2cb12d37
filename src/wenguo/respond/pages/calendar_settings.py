"""On which days and hours we work: calendars of brands, teams and places, special days, and the yearly table."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import NotAllowed, Refused
from wenguo.base.http import Request
from wenguo.kernel import day_tables
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import WorkCalendar
from wenguo.respond.queries.clocks import reading_language

MAX_BYTES = 200_000
WEEK = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]


class CalendarForm(forms.Form):
    """When somebody works."""

    name = forms.CharField(label=_("Name"), max_length=60)
    key = forms.SlugField(label=_("Short name"), max_length=40)
    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    team = forms.ModelChoiceField(
        people.visible_teams(NOBODY), label=_("Team"), empty_label=_("every team"), required=False
    )
    place = forms.ModelChoiceField(
        people.visible_places(NOBODY), label=_("Place"), empty_label=_("every place"), required=False
    )
    hours = forms.CharField(
        label=_("Shifts of a day"),
        initial="09:00-18:00",
        help_text=_("Several with commas: 09:00-12:00,13:30-18:00"),
        max_length=100,
    )
    country = forms.ChoiceField(label=_("Holidays of"))
    zone = forms.CharField(label=_("Time zone"), initial="Asia/Shanghai", max_length=40)
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"), choices=WEEK, initial=list("01234"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = {"brand": people.visible_brands, "team": people.visible_teams, "place": people.visible_places}
        for name, visible in sets.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = visible(actor)
        country, language = self.fields["country"], reading_language()
        if isinstance(country, forms.ChoiceField):
            country.choices = [(code, day_tables.load(code).name[language]) for code in day_tables.CODES]


class DayForm(forms.Form):
    """A holiday, a day made up for one, or a day with hours of its own."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    calendar = forms.ModelChoiceField(
        WorkCalendar.objects.none(), label=_("Calendar"), empty_label=_("everybody"), required=False
    )
    is_working = forms.BooleanField(label=_("A working day"), required=False)
    hours = forms.CharField(label=_("Hours of that day"), max_length=100, required=False)
    name = forms.CharField(label=_("What day it is"), max_length=60, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calendar = self.fields["calendar"]
        if isinstance(calendar, forms.ModelChoiceField):
            calendar.queryset = queries.visible_calendars(actor)
            if not queries.sees_every_brand(actor):
                # A day for everybody is not theirs to enter.
                calendar.empty_label, calendar.required = None, True


class YearForm(forms.Form):
    """The published table of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    source = forms.CharField(label=_("Published notice"), max_length=200, required=False)
    table = forms.CharField(
        label=_("Table"),
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("CSV with the heading day,working,name, or JSON; one line a day."),
    )


@require_http_methods(["GET", "POST"])
def calendars(request: Request) -> HttpResponse:
    """Every calendar and special day, and the forms to set more; a POST sets a calendar."""
    if request.method == "GET":
        return _page(request)
    form = CalendarForm(request.POST, actor=request.actor)
    if form.is_valid():
        values = dict(form.cleaned_data)
        values["name"] = {"zh": values["name"], "en": values["name"]}
        values["weekdays"] = "".join(values["weekdays"])
        if _done(form, lambda: actions.set_work_calendar(actor=request.actor, now=now(), **values)):
            messages.success(request, _("Saved. Clocks that run already keep their calendar."))
            return redirect("calendars")
    return _page(request, calendar_form=form)


@require_POST
def calendar_remove(request: Request) -> HttpResponse:
    """The more general calendar holds again."""
    actions.remove_work_calendar(actor=request.actor, key=request.POST.get("key", ""), now=now())
    return redirect("calendars")


@require_POST
def day_set(request: Request) -> HttpResponse:
    """Enter a special day; clocks that run over it are counted again."""
    form = DayForm(request.POST, actor=request.actor)
    if form.is_valid():
        values = form.cleaned_data
        if _done(form, lambda: actions.set_business_day(actor=request.actor, now=now(), **values)):
            messages.success(request, _("Saved. Clocks that run over this day are counted again."))
            return redirect("calendars")
    return _page(request, day_form=form)


@require_POST
def day_remove(request: Request) -> HttpResponse:
    """The day follows the published table again."""
    day_id = request.POST.get("day", "")
    known = int(day_id) if day_id.isdecimal() and len(day_id) < 18 else 0
    actions.remove_business_day(actor=request.actor, day_id=known, now=now())
    return redirect("calendars")


@require_POST
def year_import(request: Request) -> HttpResponse:
    """The published table of a year; provisional deadlines are counted again."""
    if not queries.sees_every_brand(request.actor):
        raise NotAllowed
    form = YearForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        counted: list[int] = []

        def enter() -> None:
            counted.append(
                actions.import_year(
                    actor=request.actor,
                    year=values["year"],
                    text=values["table"],
                    source=values["source"],
                    now=now(),
                )
            )

        if _done(form, enter):
            words = ngettext("%(n)d day entered.", "%(n)d days entered.", counted[0]) % {"n": counted[0]}
            messages.success(request, f"{words} {_('Deadlines that reach that year are counted again.')}")
            return redirect("calendars")
    return _page(request, year_form=form)


def _done(form: forms.Form, deed: Any) -> bool:
    try:
        deed()
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def _page(
    request: Request,
    *,
    calendar_form: CalendarForm | None = None,
    day_form: DayForm | None = None,
    year_form: YearForm | None = None,
) -> HttpResponse:
    request.actor.require("respond.settings")
    names = dict(WEEK)
    rows = [
        (
            row,
            "".join(
                str(names[day])[-1] if reading_language() == "zh" else str(names[day])[:2] + " "
                for day in row.weekdays
            ),
        )
        for row in queries.visible_calendars(request.actor)
    ]
    years = queries.published_years()
    context = {
        "may_enter_year": queries.sees_every_brand(request.actor),
        "calendars": rows,
        "days": queries.special_days(request.actor),
        "years": [(year, row) for year, row in years.items() if year >= now().year - 1],
        "next_year": max(years) + 1,
        "calendar_form": calendar_form or CalendarForm(actor=request.actor),
        "day_form": day_form or DayForm(actor=request.actor, auto_id="day-%s"),
        "year_form": year_form or YearForm(initial={"year": max(years) + 1}, auto_id="year-%s"),
        "here": "calendars",
    }
    is_wrong = any(form is not None and form.errors for form in (calendar_form, day_form, year_form))
    return render(request, "respond/calendars.html", context, status=422 if is_wrong else 200)
