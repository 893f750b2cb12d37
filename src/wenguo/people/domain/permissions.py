"""What each role may do. One table, read by pages, API and tests alike."""

from typing import Final

# Permission → what it allows, in words (shown on the team page).
PERMISSIONS: Final[dict[str, str]] = {
    "listen.read": "Read feedback",
    "listen.record": "Record feedback for a customer (API, hotline note)",
    "listen.import": "Import files",
    "listen.channels": "Set up forms, places and QR codes",
    "understand.correct": "Correct labels",
    "understand.taxonomy": "Edit categories and retrain",
    "customers.read": "See customers",
    "customers.edit": "Edit and merge customers",
    "respond.read": "See cases",
    "respond.reply": "Reply and take notes",
    "respond.assign": "Assign cases",
    "respond.escalate": "Escalate cases; take and answer what is escalated to one",
    "respond.resolve": "Resolve, close and reopen cases",
    "respond.incident": "Declare incidents, tell and resolve all their cases",
    "respond.extend": "Start, extend and end legal deadlines",
    "respond.settings": "Set clocks and calendars",
    "respond.compensate": "Offer compensation, ask for approval, record payments",
    "respond.approve": "Decide on requests for approval",
    "respond.authority": "Set what may be given: matrix, limits, chain, deputies, budgets",
    "improve.read": "See improvements",
    "improve.edit": "Make and finish improvements",
    "improve.publish": "Publish 'you said, we did'",
    "measure.read": "See dashboards",
    "measure.export": "Export figures and sentences",
    "people.read": "See the team",
    "people.rota": "Set skills, shifts, leave and the duty rota",
    "people.manage": "Manage people, teams, brands and tokens",
    "governance.read": "Read the audit record",
    "base.operate": "See jobs, outgoing messages and system health",
}

_READING = {"listen.read", "customers.read", "respond.read", "improve.read", "people.read"}
_AGENT = _READING | {
    "listen.record",
    "understand.correct",
    "respond.reply",
    "respond.assign",
    "respond.escalate",
    "respond.resolve",
    "respond.compensate",
}
_LEAD = _AGENT | {"measure.read", "measure.export", "improve.edit", "customers.edit", "listen.import"}

ROLES: Final[dict[str, frozenset[str]]] = {
    "agent": frozenset(_AGENT),
    "specialist": frozenset(_AGENT | {"customers.edit", "measure.read", "respond.incident"}),
    "lead": frozenset(
        _LEAD
        | {"improve.publish", "listen.channels", "people.rota"}
        | {"respond.approve", "respond.extend", "respond.incident", "respond.settings"}
    ),
    "executive": frozenset(
        _READING
        | {"measure.read", "measure.export", "improve.edit", "improve.publish"}
        | {"respond.approve", "respond.authority", "respond.escalate"}
    ),
    "analyst": frozenset(
        _READING
        | {"measure.read", "measure.export", "understand.correct", "understand.taxonomy", "listen.import"}
        | {"improve.edit"}
    ),
    "editor": frozenset({"listen.read", "respond.read", "improve.read", "improve.publish", "people.read"}),
    "administrator": frozenset(PERMISSIONS),
    "auditor": frozenset(_READING | {"measure.read", "governance.read"}),
}


def permissions_of(role: str) -> frozenset[str]:
    """Everything the role may do; nothing for an unknown role."""
    return ROLES.get(role, frozenset())
