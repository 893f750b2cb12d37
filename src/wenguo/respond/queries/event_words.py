"""Events of a case as sentences in the reader's language."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.bilingual import in_language
from wenguo.respond.models import Case
from wenguo.respond.models.clocks import clock_name
from wenguo.respond.queries.amends_words import AMENDS
from wenguo.respond.queries.promise_words import PROMISES
from wenguo.understand import queries as understanding

Data = dict[str, Any]

# Said as they are; a reason, where one was given, follows.
PLAIN: Mapping[str, str | Promise] = {
    "opened": gettext_lazy("Case opened with priority %(priority)s"),
    "acknowledged": gettext_lazy("Receipt sent to the customer"),
    "warned": gettext_lazy("%(clock)s is due soon"),
    "breached": gettext_lazy("%(clock)s is overdue"),
    "recounted": gettext_lazy("%(clock)s: counted again on a corrected calendar"),
    "law_started": gettext_lazy("%(clock)s: the legal clock runs"),
    "law_paused": gettext_lazy("%(clock)s: the legal clock stands still"),
    "law_resumed": gettext_lazy("%(clock)s: the legal clock runs on"),
    "law_ended": gettext_lazy("%(clock)s: done"),
    "law_dropped": gettext_lazy("%(clock)s: no longer applies"),
    "law_extended": gettext_lazy("%(clock)s: extended"),
    "law_not_extended": gettext_lazy("%(clock)s: extension refused"),
    "waiting": gettext_lazy("Waiting for the customer; the clocks stand still"),
    "resumed": gettext_lazy("No longer waiting; the clocks run on"),
    "closed": gettext_lazy("Closed"),
    "reopened": gettext_lazy("Reopened"),
    "rated": gettext_lazy("The customer gave %(score)s of 5"),
    "relabelled": gettext_lazy("Labels corrected; priority is now %(priority)s"),
    "feedback_attached": gettext_lazy("More feedback of this customer joined the case"),
    "escalation_taken": gettext_lazy("Taken on at level %(level)s"),
    "escalation_answered": gettext_lazy("Answered at level %(level)s; back with the frontline"),
    "escalation_stepped_down": gettext_lazy("Stepped down from level %(level)s to the frontline"),
    "escalation_settled": gettext_lazy("Solved; nothing waits at level %(level)s any more"),
    "returned": gettext_lazy("Returned to %(team)s"),
    "disputed": gettext_lazy("Disputed: it should be a case of %(team)s; an arbiter is called"),
    "ruled": gettext_lazy("Decided: it is a case of %(team)s"),
    "tagged": gettext_lazy("Tags: %(tags)s"),
    "rule_fired": gettext_lazy("Rule “%(name)s” was applied"),
    "reach_set": gettext_lazy("Seen by %(reach)s people in public"),
    "recused": gettext_lazy("%(name)s is kept out of this case"),
    "recusal_lifted": gettext_lazy("%(name)s may handle this case again"),
    "task_added": gettext_lazy("Task: %(title)s"),
    "task_done": gettext_lazy("Task done: %(title)s"),
    "task_undone": gettext_lazy("Task open again: %(title)s"),
    "checklist_added": gettext_lazy("Checklist added, %(count)s steps"),
    "merged_away": gettext_lazy("Carried on under %(number)s"),
    "merged_in": gettext_lazy("%(number)s is carried on here"),
    "parted": gettext_lazy("Parted from %(number)s"),
    "linked": gettext_lazy("Linked with %(number)s"),
    "joined_incident": gettext_lazy("Joined incident %(number)s %(title)s"),
    "left_incident": gettext_lazy("Left incident %(number)s"),
    "diagnostics_asked": gettext_lazy("Link for logs and photos made"),
    "diagnostics_sent": gettext_lazy("The customer sent logs or photos"),
    "appealed": gettext_lazy("The customer appeals"),
    "appeal_given": gettext_lazy("%(name)s looks at it anew"),
    "appeal_decided": gettext_lazy("The appeal is decided"),
    "link_revoked": gettext_lazy("The customer's link was closed"),
    "tail_waived": gettext_lazy("The customer's page opens without the digits of their phone"),
    "tail_asked": gettext_lazy("The customer's page asks for the digits of their phone again"),
    "link_restored": gettext_lazy("The customer's link opens their page again"),
    "side_opened": gettext_lazy("Asked %(name)s: %(topic)s"),
    "side_written": gettext_lazy("Wrote to %(name)s: %(topic)s"),
    "side_answered": gettext_lazy("%(name)s answered: %(topic)s"),
    "side_revoked": gettext_lazy("Link taken back from %(name)s: %(topic)s"),
    "split_into": gettext_lazy("Split: %(number)s %(title)s"),
    "split_from": gettext_lazy("Split from %(number)s %(title)s"),
    "split_undone": gettext_lazy("No longer split: together with %(number)s"),
    "expert_asked": gettext_lazy("Asked %(name)s for an opinion"),
    "expert_accepted": gettext_lazy("%(name)s will give an opinion"),
    "expert_declined": gettext_lazy("%(name)s cannot give an opinion"),
    "expert_answered": gettext_lazy("%(name)s gave an opinion"),
    "expert_withdrawn": gettext_lazy("%(name)s is no longer asked for an opinion"),
    "expert_overdue": gettext_lazy("The opinion of %(name)s is overdue"),
    "panel_concluded": gettext_lazy("The expert panel is concluded"),
    "care_carried": gettext_lazy("Care calls planned for this customer are left to this case"),
    "follow_up_left_out": gettext_lazy("Nobody asks after it: that is the brand's or the customer's choice"),
    "follow_up_asked": gettext_lazy("The customer was asked whether all is well"),
    "call_tried": gettext_lazy("Called, not reached (try %(n)s)"),
    "team_changed": gettext_lazy("Now with %(team)s"),
}


def words_of(kind: str, data: Data) -> str:
    """What an event says; the bare word for a kind that this release does not know."""
    if kind in PLAIN:
        return _because(str(PLAIN[kind]) % _facts(data), data.get("reason"))
    tell = _TOLD.get(kind)
    return tell(data) if tell else kind


def _facts(data: Data) -> Data:
    # A fact that an old event lacks is left out of the sentence, never an error.
    named = {"clock": clock_name(str(data.get("clock", ""))), "team": in_language(data.get("team"))}
    return defaultdict(str, data | named)


def _because(words: str, reason: Any) -> str:
    return _("%(what)s: %(why)s") % {"what": words, "why": reason} if reason else words


def _assigned(data: Data) -> str:
    words = _("Given to %(name)s") % {"name": data.get("name", "")}
    return _because(_because(words, in_language(data.get("because"))), data.get("reason"))


def _unassigned(data: Data) -> str:
    return _because(_("Nobody has it now"), in_language(data.get("because")))


def _recategorised(data: Data) -> str:
    names = {key: understanding.name_of("category", data.get(key, "")) for key in ("before", "after")}
    return _("Category changed from %(before)s to %(after)s") % names


def _escalated(data: Data) -> str:
    words = _("Escalated to level %(level)s") % {"level": data.get("level", "")}
    return _because(_because(words, in_language(data.get("because"))), data.get("reason"))


def _resolved(data: Data) -> str:
    names = {
        "outcome": Case.Outcome(data["outcome"]).label if data.get("outcome") in Case.Outcome.values else "",
        "cause": Case.Cause(data["cause"]).label if data.get("cause") in Case.Cause.values else "",
    }
    return _("Resolved: %(outcome)s. Cause: %(cause)s") % names


def _followed_up(data: Data) -> str:
    satisfied = data.get("satisfied")
    if satisfied is None:
        words = _("Followed up")
    else:
        words = _("Followed up, content") if satisfied else _("Followed up, not content")
    return _because(words, data.get("text"))


def _fields_set(data: Data) -> str:
    named = [in_language(one.get("name")) for one in data.get("changes", [])]
    return _("Fields changed: %(names)s") % {"names": _(", ").join(named)}


_TOLD: Mapping[str, Callable[[Data], str]] = {
    **AMENDS,
    **PROMISES,
    "assigned": _assigned,
    "unassigned": _unassigned,
    "escalated": _escalated,
    "recategorised": _recategorised,
    "resolved": _resolved,
    "followed_up": _followed_up,
    "fields_set": _fields_set,
}
