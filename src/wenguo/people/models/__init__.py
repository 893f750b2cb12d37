from wenguo.people.models.accounts import ApiToken, User
from wenguo.people.models.organisation import Brand, Place
from wenguo.people.models.teams import Membership, Shift, Team

__all__ = ["ApiToken", "Brand", "Membership", "Place", "Shift", "Team", "User"]
