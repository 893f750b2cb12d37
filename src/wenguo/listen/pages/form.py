"""The form that customers fill in: by a link, or by the code of a place. No account, no script, no lost
words.
"""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wenguo.base.actor import NOBODY
from wenguo.base.errors import Invalid, Refused
from wenguo.base.inputs import MORE, SpecForm
from wenguo.customers.actions import CustomerFacts
from wenguo.kernel.clock import now
from wenguo.kernel.ids import digest, new_link
from wenguo.listen import actions, queries
from wenguo.listen.actions import IdempotencyFacts, Upload
from wenguo.listen.domain.files import MAX_BYTES, MAX_FILES
from wenguo.listen.domain.intake import MAX_ORDER_NUMBER, MAX_TEXT
from wenguo.listen.domain.rates import Rate
from wenguo.listen.models import Feedback
from wenguo.people.queries import brand_by_slug, place_by_code

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Place

# Guests of one hotel share one address on its wireless network.
form_rate = Rate(burst=30, period=timedelta(minutes=10))
WISHES = (
    ("fix", _("Put it right soon")),
    ("refund", _("Refund")),
    ("replace", _("Exchange or redo")),
    ("explain", _("Explain why")),
    ("apologise", _("Apologise")),
    ("listen", _("Just listen")),
)
STARS = (("1", _("Very bad")), ("2", _("Bad")), ("3", _("So-so")), ("4", _("Good")), ("5", _("Very good")))
PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif"
WRONG = _("Some of the fields are not right. Please check the marked places.")
# Where a refusal of the room below belongs on the page.
FIELDS = {"attachments": "photos", "email": "email", "phone": "phone", "order_number": "order_number"}


class ManyFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to five photos, looked at by content when they are kept."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """The files as they arrived; refused here only for their number and size, before they are read."""
        files = [file for file in (data if isinstance(data, list) else [data]) if file]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(gettext("Choose at most five photos."))
        if any(file.size > MAX_BYTES for file in files):
            raise forms.ValidationError(gettext("A photo is larger than 10 MB. Choose a smaller one."))
        return [Upload(file.name or "", file.read()) for file in files]


class FeedbackForm(forms.Form):
    """What a customer can tell; only the words (or a photo, or stars) are needed."""

    rating = forms.ChoiceField(
        label=_("How was it?"), choices=STARS, widget=forms.RadioSelect, required=False
    )
    text = forms.CharField(
        label=_("What happened"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "c-area", "autocomplete": "off"}),
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        widget=ManyFiles(
            attrs={"accept": PHOTO_TYPES, "data-preview": "photos-chosen", "data-max": str(MAX_FILES)}
        ),
    )
    wishes = forms.MultipleChoiceField(
        label=_("What would you like us to do"),
        choices=WISHES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    wish = forms.CharField(label=_("Something else"), max_length=300, required=False)
    order_number = forms.CharField(label=_("Order number"), max_length=MAX_ORDER_NUMBER, required=False)
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not a complete e-mail address.")},
    )
    may_contact = forms.BooleanField(label=_("Tell me later what you changed because of it"), required=False)
    website = forms.CharField(label=_("Please leave this empty"), required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, own: SpecForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def clean(self) -> None:
        """The brand's own questions belong to the form: what is wrong with them keeps it from being sent."""
        if not self.own.is_valid():
            raise forms.ValidationError(MORE if self.own.asks_more() else WRONG)
        if self.own.asks_more():
            raise forms.ValidationError(MORE)

    def clean_website(self) -> str:
        """People do not see this field; programs fill it in. Told openly, in case a browser filled it by
        itself.
        """
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("Please empty this field and send the form again."))
        return ""


@login_not_required
@csrf_exempt  # Nobody is signed in here: there is no authority that another site could borrow.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def brand_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a brand."""
    return _form(request, brand_by_slug(slug), None)


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place_form(request: HttpRequest, code: str) -> HttpResponse:
    """The same form behind the code on a table, a door or a parcel: the place is known."""
    place = place_by_code(code)
    return _form(request, place.brand, place)


def _form(request: HttpRequest, brand: Brand, place: Place | None) -> HttpResponse:
    if request.method != "POST":
        return _page(
            request, brand, place, FeedbackForm(initial={"once": new_link()}, own=_own(request, brand, place))
        )
    own = _own(request, brand, place)
    if request.POST.get("refresh"):
        return render(request, "ui/public_own_fields.html", {"own": own})
    form = FeedbackForm(request.POST, request.FILES, own=own)
    if not form.is_valid():
        return _page(request, brand, place, form, status=422)
    try:
        actions.let_in(form_rate, f"{brand.pk} {_address(request)}", now=now())
        feedback = _receive(form.cleaned_data, own.given(), brand, place)
    except Refused as refusal:
        _explain(form, refusal)
        return _page(request, brand, place, form, status=refusal.status)
    return redirect(f"/t/{feedback.link}")


def _own(request: HttpRequest, brand: Brand, place: Place | None) -> SpecForm:
    """The brand's own questions: those of its form for customers, given what was answered so far."""
    data = request.POST if request.method == "POST" else None
    facts = {"channel": _channel(place)}
    questions = queries.questions_for(brand.pk, place="customer", facts=facts, data=data)
    address = request.path if questions.is_conditional else ""
    # Asked again while somebody types: what is there, without a word about what is missing.
    is_asking = data is not None and bool(data.get("refresh"))
    return SpecForm(
        None if is_asking else data, specs=questions.specs, initial=questions.initial, refresh=address
    )


def _channel(place: Place | None) -> str:
    return Feedback.Channel.QR if place else Feedback.Channel.WEB


def _receive(given: dict[str, Any], own: dict[str, Any], brand: Brand, place: Place | None) -> Feedback:
    language = "en" if get_language() == "en" else "zh-hans"
    received = actions.receive(
        actor=NOBODY,
        brand=brand,
        place=place,
        text=given["text"],
        channel=_channel(place),
        customer=CustomerFacts(
            name=given["name"],
            email=given["email"],
            phone=given["phone"],
            language=language,
            may_contact=given["may_contact"],
        ),
        rating=int(given["rating"]) if given["rating"] else None,
        order_number=given["order_number"],
        wants=_wish(given),
        attachments=given["photos"],
        language=language,
        idempotency=_once({**given, **own}, brand, place),
        fields=own,
        now=now(),
    )
    return received.feedback


def _wish(given: dict[str, Any]) -> str:
    names = dict(WISHES)
    separator = "; " if get_language() == "en" else "、"
    return separator.join(
        [*(str(names[code]) for code in given["wishes"]), *filter(None, [given["wish"].strip()])]
    )


def _once(given: dict[str, Any], brand: Brand, place: Place | None) -> IdempotencyFacts:
    """The same form sent twice counts once; the same form sent again with other words counts again."""
    words = {name: value for name, value in given.items() if name not in {"photos", "once", "website"}}
    sums = [sha256(upload.content).hexdigest() for upload in given["photos"]]
    content = digest(json.dumps([words, sums, place and place.code], sort_keys=True))
    once = given["once"] or new_link()
    return IdempotencyFacts(owner=f"form:{brand.slug}", key=f"{once}:{content[:32]}", digest=content)


def _explain(form: FeedbackForm, refusal: Refused) -> None:
    if isinstance(refusal, actions.FieldsInvalid):
        form.own.explain(refusal.problems)
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    name = next((FIELDS[field] for field in fields if field in FIELDS), None)
    form.add_error(name or ("text" if "text" in fields else None), str(refusal.message))


def _address(request: HttpRequest) -> str:
    """Where the request came from. A proxy on this machine or network is believed about the last hop
    before it.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    is_near = not peer or peer.startswith(("127.", "10.", "172.", "192.168.", "::1", "fd"))
    return forwarded.rsplit(",", 1)[-1].strip() if forwarded and is_near else peer


def _page(
    request: HttpRequest, brand: Brand, place: Place | None, form: FeedbackForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "brand": brand,
        "place": place,
        "form": form,
        "had_photos": bool(request.FILES),
        "base_url": settings.BASE_URL,
    }
    return render(request, "listen/form.html", context, status=status)
