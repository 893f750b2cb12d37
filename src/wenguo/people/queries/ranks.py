"""Who leads, and who has a role."""

from wenguo.people.models import Membership, User


def team_leads(team_id: int) -> list[int]:
    """Active leads of a team."""
    rows = Membership.objects.filter(team_id=team_id, is_lead=True, user__is_active=True).order_by("user_id")
    return list(rows.values_list("user_id", flat=True))


def ids_of_role(brand_id: int, role: str) -> list[int]:
    """Active colleagues of a brand with this role, those who are online first."""
    rows = User.objects.filter(brands=brand_id, role=role, is_active=True)
    online = rows.filter(presence=User.Presence.ONLINE).order_by("id").values_list("id", flat=True)
    others = rows.exclude(presence=User.Presence.ONLINE).order_by("id").values_list("id", flat=True)
    return [*online, *others]


def name_of_person(user_id: str) -> str:
    """The name behind an id that was stored as text; empty for none."""
    if not user_id.isascii() or not user_id.isdigit() or len(user_id) > 18:
        return ""
    user = User.objects.filter(pk=int(user_id)).first()
    return str(user) if user else ""
