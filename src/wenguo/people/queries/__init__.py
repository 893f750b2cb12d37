from wenguo.people.queries.actors import actor_of as actor_of, actor_of_token as actor_of_token
from wenguo.people.queries.duty import (
    DutyTier as DutyTier,
    duty_notes as duty_notes,
    leaves_ahead as leaves_ahead,
    on_call as on_call,
    on_call_users as on_call_users,
    rota as rota,
)
from wenguo.people.queries.leads import leads_of_teams as leads_of_teams, leads_over as leads_over
from wenguo.people.queries.organisation import (
    all_places as all_places,
    brand_by_slug as brand_by_slug,
    colleagues as colleagues,
    get_brand as get_brand,
    get_colleague as get_colleague,
    get_place as get_place,
    get_teams as get_teams,
    people_of_brand as people_of_brand,
    place_by_code as place_by_code,
    places_of_brand as places_of_brand,
    teams_of_brand as teams_of_brand,
    visible_brands as visible_brands,
    visible_places as visible_places,
    visible_teams as visible_teams,
    with_members as with_members,
)
from wenguo.people.queries.ranks import (
    ids_of_role as ids_of_role,
    name_of_person as name_of_person,
    team_leads as team_leads,
)
from wenguo.people.queries.roles import (
    role_choices as role_choices,
    role_name as role_name,
    roles_that_may as roles_that_may,
)
from wenguo.people.queries.shifts import (
    Member as Member,
    back_at as back_at,
    gone_home as gone_home,
    leaves_now as leaves_now,
    members_of as members_of,
    people_on_shift as people_on_shift,
    skills_of_brand as skills_of_brand,
    skills_with_people as skills_with_people,
    teams_sharing as teams_sharing,
    weekly_shifts as weekly_shifts,
    working_spans as working_spans,
)
from wenguo.people.queries.tokens import get_token as get_token, visible_tokens as visible_tokens
