"""A deed is tried; what a rule says against it stands in the form, with everything that was typed."""

from collections.abc import Callable
from typing import Any

from wenguo.base.errors import NotAllowed, NotFound, Refused


def place_of(form: Any, refusal: Refused) -> str | None:
    """The field of the form that a refusal is about; None for the whole."""
    return next((name for name in refusal.fields if name in form.fields), None)


def tried(
    form: Any,
    perform: Callable[[], object],
    *,
    place: Callable[[Any, Refused], str | None] = place_of,
) -> bool:
    """Do it; false where a rule refused, with the reason in the form. Raises NotFound and NotAllowed on."""
    try:
        perform()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(place(form, refusal), str(refusal.message))
        return False
    return True
