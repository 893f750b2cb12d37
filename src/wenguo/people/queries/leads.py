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
