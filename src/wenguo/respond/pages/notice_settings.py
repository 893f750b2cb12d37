"""How I want to hear of my deadlines."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries


class NoticeForm(forms.Form):
    """Digest or not, from when on, and when not at all."""

    is_mailed = forms.BooleanField(label=_("Send me digests by e-mail"), required=False)
    from_level = forms.TypedChoiceField(
        label=_("From"),
        coerce=int,
        choices=[
            (50, _("half of the time gone")),
            (75, _("three quarters gone")),
            (90, _("nine tenths gone")),
            (100, _("only what is overdue")),
        ],
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


@require_http_methods(["GET", "POST"])
def notices(request: Request) -> HttpResponse:
    """The bell always rings; letters come as one chooses here."""
    row = queries.notices_of(request.actor)
    names = ("is_mailed", "from_level", "quiet_from", "quiet_until")
    form = NoticeForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST":
        form = NoticeForm(request.POST)
        if form.is_valid():
            try:
                actions.set_notices(actor=request.actor, now=now(), **form.cleaned_data)
                messages.success(request, _("Saved."))
                return redirect("notices")
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
    return render(request, "respond/notices.html", {"form": form}, status=422 if form.errors else 200)
