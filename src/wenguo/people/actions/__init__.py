from wenguo.people.actions.accounts import (
    edit_person as edit_person,
    invite as invite,
    set_language as set_language,
    set_presence as set_presence,
)
from wenguo.people.actions.brands import edit_brand as edit_brand
from wenguo.people.actions.duty import (
    DutyTaken as DutyTaken,
    cancel_duty as cancel_duty,
    end_leave as end_leave,
    leave_duty_note as leave_duty_note,
    plan_duty as plan_duty,
    set_leave as set_leave,
    set_shifts as set_shifts,
)
from wenguo.people.actions.places import edit_place as edit_place, make_place as make_place
from wenguo.people.actions.skills import (
    LANGUAGES as LANGUAGES,
    Asked as Asked,
    remove_skill as remove_skill,
    set_abilities as set_abilities,
    set_skill as set_skill,
)
from wenguo.people.actions.tokens import (
    issue_token as issue_token,
    note_token_use as note_token_use,
    revoke_token as revoke_token,
)
