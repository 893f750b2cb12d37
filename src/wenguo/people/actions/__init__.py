from wenguo.people.actions.accounts import edit_person, invite, set_language, set_presence
from wenguo.people.actions.brands import edit_brand
from wenguo.people.actions.duty import (
    DutyTaken,
    cancel_duty,
    end_leave,
    leave_duty_note,
    plan_duty,
    set_leave,
    set_shifts,
)
from wenguo.people.actions.places import edit_place, make_place
from wenguo.people.actions.skills import LANGUAGES, Asked, remove_skill, set_abilities, set_skill
from wenguo.people.actions.tokens import issue_token, note_token_use, revoke_token

__all__ = [
    "LANGUAGES",
    "Asked",
    "DutyTaken",
    "cancel_duty",
    "edit_brand",
    "edit_person",
    "edit_place",
    "end_leave",
    "invite",
    "issue_token",
    "leave_duty_note",
    "make_place",
    "note_token_use",
    "plan_duty",
    "remove_skill",
    "revoke_token",
    "set_abilities",
    "set_language",
    "set_leave",
    "set_presence",
    "set_shifts",
    "set_skill",
]
