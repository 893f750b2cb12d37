from wenguo.people.models.accounts import ApiToken, User
from wenguo.people.models.duty import DutyNote, DutyTurn, Leave
from wenguo.people.models.organisation import Brand, Place
from wenguo.people.models.skills import PersonSkill, Skill
from wenguo.people.models.teams import Membership, Shift, Team

__all__ = [
    "ApiToken",
    "Brand",
    "DutyNote",
    "DutyTurn",
    "Leave",
    "Membership",
    "PersonSkill",
    "Place",
    "Shift",
    "Skill",
    "Team",
    "User",
]
