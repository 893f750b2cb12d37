"""What people fill in about cases. Rules of the trade are the actions'; forms only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import NOBODY as NO_ACTOR
from wenguo.base.inputs import MORE, SpecForm
from wenguo.kernel.clock import now
from wenguo.listen.actions import Upload
from wenguo.people import queries as people
from wenguo.respond import queries
from wenguo.respond.models import Case
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import User
    from wenguo.respond.queries import Assignable

MAX_TEXT = 10_000
MAX_AT_ONCE = 200
MOST_FOUND = 5
MAX_FILES = 5
TO_TEAM = "nobody"
MAX_BYTES = 10 * 1024 * 1024
FILE_TYPES = "image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,.docx"
PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif"


class ManyFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five files; what they really are is looked at when they are kept."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """The files as they arrived; refused here only for number and size, before they are read."""
        files = [file for file in (data if isinstance(data, list) else [data]) if file]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(gettext("Choose at most five files."))
        if any(file.size > MAX_BYTES for file in files):
            raise forms.ValidationError(gettext("A file is larger than 10 MB. Choose a smaller one."))
        return [Upload(file.name or "", file.read()) for file in files]


class ComposerForm(forms.Form):
    """A text under way. Its draft is kept in the browser until it is stored; its key makes sending twice harmless."""

    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        error_messages={
            "required": _("Write a few words first."),
            "max_length": _("This is too long: at most 10,000 characters."),
        },
        widget=forms.Textarea(attrs={"class": "composer-text", "rows": 3}),
    )
    request_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    kind = ""

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.kind}-%s"} | kwargs)
        self.fields["text"].widget.attrs["data-draft"] = f"{number}-{self.kind}"
        # Sending nothing is answered by us in words; the browser's bubble would hide the composer's foot.
        self.use_required_attribute = False


class ReplyForm(ComposerForm):
    """Words for the customer, perhaps with pictures or papers."""

    kind = "reply"
    then = forms.CharField(required=False)
    # The last answer that the writer has seen; ``anyway`` is the one that they were warned of and send after all.
    newest = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    anyway = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    crossed = 0
    # What it promises is more than its writer may: a button asks for approval.
    is_beyond = False
    attachments = FilesField(
        label=_("Attach files"),
        required=False,
        widget=ManyFiles(
            attrs={"accept": FILE_TYPES, "data-preview": "reply-previews", "data-max": str(MAX_FILES)}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["placeholder"] = _("Say what you will do, and by when.")

    def has_seen(self) -> int | None:
        """The newest answer to the customer that the writer knows of; None if the page did not say."""
        known = [self.cleaned_data[name] for name in ("newest", "anyway")]
        return max((one for one in known if one is not None), default=None)


class NoteForm(ComposerForm):
    """Words for colleagues."""

    kind = "note"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["placeholder"] = _(
            "What colleagues should know. @name calls somebody."
        )


class DeedForm(forms.Form):
    """A deed on one case; most need nothing but the decision."""

    def __init__(self, *args: Any, actor: Actor, case: Case, **kwargs: Any) -> None:
        self.actor, self.case = actor, case
        super().__init__(*args, **kwargs)


class AssignForm(DeedForm):
    """Who takes it. People of the case's team and on shift stand first, with what they have in hand."""

    to = forms.ChoiceField(label=_("Colleague"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = queries.assignable(self.actor, self.case, now=now())
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (TO_TEAM, _("Back to the team")),
                *((str(row.user.pk), str(row.user)) for row in self.rows),
            ]

    @property
    def people(self) -> list[tuple[Assignable, bool]]:
        """The rows to draw, and which of them is chosen."""
        chosen = str(self["to"].value() or self.case.assignee_id or "")
        return [(row, str(row.user.pk) == chosen) for row in self.rows]

    def chosen(self) -> User | None:
        """The colleague that was chosen; None to lay the case back for the team."""
        return next((row.user for row in self.rows if str(row.user.pk) == self.cleaned_data["to"]), None)


class RecategoriseForm(DeedForm):
    """What the case is really about."""

    category = forms.ChoiceField(label=_("Category"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *understanding.category_choices()]
        self.initial.setdefault("category", self.case.category)


class OwnFieldsForm(DeedForm):
    """A deed that also asks for the brand's own fields; ``place`` says by which form."""

    place = "case"
    slug = "fields"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound and isinstance(self.data, QueryDict) else None
        questions = queries.questions_about(self.case, place=self.place, data=data)
        # Asked again while somebody types: what is there, without a word about what is missing.
        is_asking = data is not None and bool(data.get("refresh"))
        self.own = SpecForm(
            None if is_asking else data,
            specs=questions.specs,
            initial=questions.initial,
            refresh=reverse("case-deed", args=[self.case.number, self.slug])
            if questions.is_conditional
            else "",
        )

    def clean(self) -> None:
        """The brand's own questions belong to the deed: what is wrong with them keeps it from being done."""
        is_right = self.own.is_valid() if self.own.is_bound else True
        if self.own.asks_more():
            raise forms.ValidationError(MORE)
        if not is_right:
            raise forms.ValidationError(
                _("Some of the fields are not right. Please check the marked places.")
            )


class ResolveForm(OwnFieldsForm):
    """What came of it and why it happened: both are needed, since nothing is learnt from a case without them."""

    place = "resolve"
    slug = "resolve"
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Case.Outcome.choices, widget=forms.RadioSelect)
    cause = forms.ChoiceField(label=_("Cause"), choices=Case.Cause.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What we did"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The customer reads this as our answer, unless you untick the box below."),
    )
    tell_customer = forms.BooleanField(label=_("Send it to the customer"), required=False, initial=True)


class FollowUpForm(DeedForm):
    """How the customer finds it now."""

    satisfied = forms.TypedChoiceField(
        label=_("Is the customer content?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Could not be asked"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(DeedForm):
    """What is worth remembering."""

    lesson = forms.CharField(
        label=_("What we learnt"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What would have kept this from happening? It stays with the case."),
    )
    no_promises = forms.BooleanField(
        help_text=_("If one of them holds, confirm it on the case first: then it is watched."),
        error_messages={"required": _("Say that they are no promises, or confirm the one that holds first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [row.text for row in queries.found_promises(self.case)[:MOST_FOUND]]
        if not found:
            del self.fields["no_promises"]
            return
        words = _(" · ").join(found)
        self.fields["no_promises"].label = gettext("None of these is a promise: %(texts)s") % {"texts": words}


class ReasonForm(DeedForm):
    """Why, in a few words."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class BulkAssignForm(forms.Form):
    """Several cases to one colleague."""

    to = forms.ModelChoiceField(people.colleagues(NO_ACTOR))
    numbers = forms.Field(required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people.colleagues(actor)

    def clean_numbers(self) -> list[str]:
        """The chosen cases, each once."""
        chosen = self.data.getlist("number") if isinstance(self.data, QueryDict) else []
        numbers = list(dict.fromkeys(chosen))
        if not numbers or len(numbers) > MAX_AT_ONCE:
            raise forms.ValidationError(_("Choose between one and 200 cases."))
        return numbers

    def back(self) -> str:
        """The queue as the reader saw it; never an address outside this site."""
        here = str(self.data.get("back", ""))
        is_ours = here.startswith("/cases") and url_has_allowed_host_and_scheme(here, allowed_hosts=None)
        return here if is_ours else reverse("queue")


class ViewForm(forms.Form):
    """The name of a saved view."""

    name = forms.CharField(max_length=60)
