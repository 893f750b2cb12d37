"""Who is at work."""

from datetime import datetime

from django.utils import timezone

from wenguo.people.domain.shifts import is_on_shift
from wenguo.people.models import User


def people_on_shift(team_id: int, *, now: datetime) -> list[User]:
    """Active members of the team who are on shift and not away, in a stable order."""
    local = timezone.localtime(now)
    members = (
        User.objects.filter(memberships__team_id=team_id, is_active=True, presence=User.Presence.ONLINE)
        .prefetch_related("shifts")
        .order_by("id")
    )
    return [
        user
        for user in members
        if is_on_shift(
            local, ((shift.weekday, shift.starts_at, shift.ends_at) for shift in user.shifts.all())
        )
    ]
