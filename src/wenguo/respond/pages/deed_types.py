"""What a deed on a case is: its address, words and form, who may do it and in which states."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from wenguo.kernel.clock import now
from wenguo.respond.models import Case
from wenguo.respond.pages.forms import DeedForm

Perform = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done to a case."""

    slug: str
    label: str | Promise
    icon: str
    text: str | Promise
    done: str | Promise
    permission: str
    statuses: tuple[str, ...]
    form: type[DeedForm]
    perform: Perform
    key: str = ""
    is_near: bool = False
    # Whether it makes sense for this case at all, beyond its state.
    fits: Callable[[Case], bool] = lambda _case: True


def facts_of(form: DeedForm) -> dict[str, Any]:
    """What every action is told: who, which case, when."""
    return {"actor": form.actor, "case": form.case, "now": now()}
