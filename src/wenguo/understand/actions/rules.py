"""How sure the machine must be before its labels apply by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid
from wenguo.governance.actions import record
from wenguo.understand.models import UnderstandingRule

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

LOWEST, HIGHEST = 0.5, 0.99


@transaction.atomic
def set_rule(
    *, actor: Actor, wanted_accuracy: float, learns_nightly: bool, now: datetime
) -> UnderstandingRule:
    """From now on labels apply by themselves from the confidence at which so many of them are right."""
    actor.require("understand.taxonomy")
    if not LOWEST <= wanted_accuracy <= HIGHEST:
        raise Invalid(_("Choose a share between 50 % and 99 %."), wanted_accuracy=str(wanted_accuracy))
    row, _is_new = UnderstandingRule.objects.update_or_create(
        pk=1, defaults={"wanted_accuracy": wanted_accuracy, "learns_nightly": learns_nightly}
    )
    record(
        actor,
        "understanding.set",
        row,
        at=now,
        wanted_accuracy=wanted_accuracy,
        learns_nightly=learns_nightly,
    )
    return row
