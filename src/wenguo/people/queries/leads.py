"""Who leads a team."""

from collections import defaultdict
from collections.abc import Iterable

from wenguo.people.models import Membership


def leads_of_teams(team_ids: Iterable[int]) -> dict[int, list[int]]:
    """Team → the ids of those who lead it and may sign in; teams without a lead are left out."""
    rows = Membership.objects.filter(team_id__in=list(team_ids), is_lead=True, user__is_active=True)
    leads: dict[int, list[int]] = defaultdict(list)
    for team_id, user_id in rows.order_by("user_id").values_list("team_id", "user_id"):
        leads[team_id].append(user_id)
    return dict(leads)


def leads_over(user_id: int) -> list[int]:
    """Who leads a team that somebody is a member of, they themselves left out."""
    teams = Membership.objects.filter(user_id=user_id).values("team_id")
    rows = Membership.objects.filter(team_id__in=teams, is_lead=True, user__is_active=True)
    return list(
        rows.exclude(user_id=user_id).order_by("user_id").values_list("user_id", flat=True).distinct()
    )
