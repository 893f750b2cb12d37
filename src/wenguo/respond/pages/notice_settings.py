"""How I want to hear of things: by kind, and when not at all."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import NotAllowed, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.domain.notices import ALWAYS, KINDS, Kind
from wenguo.respond.models import NoticeSetting

WAYS = [
    ("now", gettext_lazy("Bell and e-mail at once")),
    ("digest", gettext_lazy("Bell and gathered e-mail")),
    ("app", gettext_lazy("Bell only")),
    ("off", gettext_lazy("Not at all")),
]
NAMES: dict[Kind, tuple[Any, Any]] = {
    "mention": (gettext_lazy("Somebody calls me"), gettext_lazy("@ and your name in a note.")),
    "assigned": (
        gettext_lazy("A colleague gives me a case"),
        gettext_lazy("What the house gives out by itself stands in your queue."),
    ),
    "watched": (
        gettext_lazy("A case that I watch"),
        gettext_lazy("The customer wrote; escalated, a promise broken, resolved, closed, reopened."),
    ),
    "deadline": (gettext_lazy("Deadlines"), gettext_lazy("Near or over, from the level below on.")),
    "promise": (gettext_lazy("Promises"), gettext_lazy("Due soon, or broken.")),
    "approval": (gettext_lazy("Approvals"), gettext_lazy("Somebody asks you to decide.")),
    "expert": (
        gettext_lazy("Expert opinions"),
        gettext_lazy("You are asked for one, or one that you asked for came or is overdue."),
    ),
    "escalation": (
        gettext_lazy("Escalated to me"),
        gettext_lazy("It asks for your “I have it” within minutes, so it cannot be switched off."),
    ),
}
LEVELS = [
    (50, gettext_lazy("half of the time gone")),
    (75, gettext_lazy("three quarters gone")),
    (90, gettext_lazy("nine tenths gone")),
    (100, gettext_lazy("only what is overdue")),
]
ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
)


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class NoticeForm(forms.Form):
    """One choice for each kind, then the level of deadlines and the quiet hours."""

    from_level = forms.TypedChoiceField(label=gettext_lazy("Deadlines from"), coerce=int, choices=LEVELS)
    quiet_from = forms.TimeField(label=gettext_lazy("Quiet from"), required=False, widget=_time())
    quiet_until = forms.TimeField(label=gettext_lazy("Quiet until"), required=False, widget=_time())
    zone = forms.ChoiceField(label=gettext_lazy("Time zone of the quiet hours"), required=False)

    def __init__(self, *args: Any, row: NoticeSetting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, way in queries.ways_of(row).items():
            label, help_text = NAMES[kind]
            is_fixed = kind in ALWAYS
            field = forms.ChoiceField(
                label=label, help_text=help_text, choices=WAYS, initial=way, disabled=is_fixed
            )
            self.fields[f"way_{kind}"] = field
        for name in ("from_level", "quiet_from", "quiet_until", "zone"):
            self.initial.setdefault(name, getattr(row, name))
        house = _("Time of the house (%(zone)s)") % {"zone": settings.TIME_ZONE}
        zones = dict.fromkeys([*ZONES, row.zone] if row.zone else ZONES)
        zone = self.fields["zone"]
        if isinstance(zone, forms.ChoiceField):
            zone.choices = [("", house), *((one, one) for one in zones)]

    def kinds(self) -> list[Any]:
        """The choices, one for each kind of news."""
        return [self[f"way_{kind}"] for kind in KINDS]

    def times(self) -> list[Any]:
        """What else is chosen."""
        return [self[name] for name in ("from_level", "quiet_from", "quiet_until", "zone")]

    def wishes(self) -> actions.Wishes:
        """What was chosen."""
        values = self.cleaned_data
        return actions.Wishes(
            ways={kind: values[f"way_{kind}"] for kind in KINDS},
            from_level=values["from_level"],
            quiet_from=values["quiet_from"],
            quiet_until=values["quiet_until"],
            zone=values["zone"],
        )


@require_http_methods(["GET", "POST"])
def notices(request: Request) -> HttpResponse:
    """The bell and letters come as one chooses here."""
    row = queries.notices_of(request.actor)
    form = NoticeForm(row=row)
    if request.method == "POST":
        form = NoticeForm(request.POST, row=row)
        if form.is_valid():
            try:
                actions.set_notices(actor=request.actor, wishes=form.wishes(), now=now())
                messages.success(request, _("Saved."))
                return redirect("notices")
            except NotAllowed:
                raise
            except Refused as refusal:
                place = next((name for name in refusal.fields if name in form.fields), None)
                form.add_error(place, str(refusal.message))
    return render(request, "respond/notices.html", {"form": form}, status=422 if form.errors else 200)
