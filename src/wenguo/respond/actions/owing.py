"""A case is not closed while something is owed to the customer."""

from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Refused
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries.panels import owes_opinions
from wenguo.respond.queries.promises import owed_promises

OWED = (Compensation.State.ASKING, Compensation.State.OFFERED, Compensation.State.ACCEPTED)


class PromiseOpen(Refused):
    """Something was promised and is neither kept, moved nor apologised for."""

    code = "promise_open"
    message = _("A promise to the customer is still open. Keep it, or apologise for it, first.")


class AmendsOpen(Refused):
    """Something was offered and is neither answered, given nor withdrawn."""

    code = "amends_open"
    message = _("An offer to the customer is still open. Record that it was given, or withdraw it, first.")


class PanelOpen(Refused):
    """Experts were asked, and nobody has summed up what they said."""

    code = "panel_open"
    message = _("The expert panel is still open. Conclude it, or no longer ask, first.")


def no_panel_is_open(case: Case) -> None:
    """Raises PanelOpen while the case has a panel that is not concluded."""
    if owes_opinions(case):
        raise PanelOpen


def nothing_is_owed(case: Case) -> None:
    """Raises PromiseOpen, AmendsOpen or PanelOpen while something is owed."""
    no_panel_is_open(case)
    if owed_promises(case).exists():
        raise PromiseOpen
    if Compensation.objects.filter(case=case, state__in=OWED).exists():
        raise AmendsOpen
