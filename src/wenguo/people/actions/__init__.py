from wenguo.people.actions.accounts import edit_person, invite, set_language, set_presence
from wenguo.people.actions.brands import edit_brand
from wenguo.people.actions.places import edit_place, make_place
from wenguo.people.actions.tokens import issue_token, note_token_use, revoke_token

__all__ = [
    "edit_brand",
    "edit_person",
    "edit_place",
    "invite",
    "issue_token",
    "make_place",
    "note_token_use",
    "revoke_token",
    "set_language",
    "set_presence",
]
