"""What comes next for the customer, in their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import get_language, gettext as _

from wenguo.base.bilingual import short_language
from wenguo.respond.domain.coming import Coming, Kind, Owed, coming
from wenguo.respond.models import Case, Deadline, Promise


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next, in words, by when, whether that moment has passed, and what we do about it then."""

    kind: Kind = "none"
    words: str = ""
    by: datetime | None = None
    is_late: bool = False
    if_late: str = ""


def next_of(case: Case | None, now: datetime) -> Next:
    """Told from the clocks that run and the promises that are open, each time anew."""
    if case is None:
        return Next()
    rows = Deadline.objects.filter(case=case, state="running").values_list("name", "due_at", "breached_at")
    clocks = {name: Owed(name, due_at, breached_at is not None) for name, due_at, breached_at in rows}
    found = coming(case.status, clocks=clocks, promises=_owed(case), now=now)
    who = case.assignee.name if case.assignee else _("A colleague")
    return Next(found.kind, _words(found, who), found.by, found.is_late, _if_late(found, case))


def _owed(case: Case) -> list[Owed]:
    unsettled = Q(state="broken", kept_at__isnull=True, apologised_at__isnull=True)
    rows = Promise.objects.filter(Q(state="open") | unsettled, case=case)
    return [Owed(row.text, row.due_at, row.state == "broken") for row in rows]


def _words(found: Coming, who: str) -> str:
    match found.kind:
        case "wait":
            return _("We are waiting for your answer. Write here whenever it suits you.")
        case "promise":
            pattern = (
                _("We have not kept this: %(what)s") if found.is_late else _("We promised you: %(what)s")
            )
            return pattern % {"what": found.what}
        case "clock" if found.is_late:
            return {
                "first_reply": _("Our first answer to you is late."),
                "next_reply": _("Our answer to what you wrote last is late."),
                "solution": _("Telling you what we do about it is late."),
                "follow_up": _("Asking you whether all is well now is late."),
            }[found.what]
        case "clock":
            return {
                "first_reply": _("%(who)s answers you."),
                "next_reply": _("%(who)s answers what you wrote last."),
                "solution": _("%(who)s tells you what we do about it."),
                "follow_up": _("%(who)s asks you whether all is well now."),
            }[found.what] % {"who": who}
        case "working":
            return _("%(who)s is on it. There is no date yet; as soon as there is one, it stands here.") % {
                "who": who
            }
    return ""


def _if_late(found: Coming, case: Case) -> str:
    if found.by is None:
        return ""
    if not found.is_late:
        return _("If we do not make it in time, those in charge are alerted at once.")
    now_doing = (
        _("%(who)s is on it now and writes to you here.") % {"who": case.assignee.name}
        if case.assignee
        else _("We are finding somebody who takes it on at once.")
    )
    # Said only when it is true: the watch looks every few seconds, and may have been stopped.
    alerted = _("Those in charge have been alerted.") if found.is_known else ""
    between = "" if short_language(get_language()) == "zh" else " "
    return between.join(part for part in (_("We are late, and we are sorry."), alerted, now_doing) if part)
