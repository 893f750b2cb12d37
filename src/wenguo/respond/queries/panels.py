"""Expert panels: who could be asked, who is, what they said and who still owes an opinion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotFound
from wenguo.people import queries as people
from wenguo.respond.domain.panels import OWED
from wenguo.respond.domain.routing import SkillRow, skills_wanted
from wenguo.respond.models import Case, ExpertAsk, Panel
from wenguo.respond.queries.cases import recused_ids, visible_cases
from wenguo.respond.queries.workload import IDLE, loads_of

if TYPE_CHECKING:
    from wenguo.people.models import User


@dataclass(frozen=True, slots=True)
class PossibleExpert:
    """A colleague who could be asked: the skills that this case asks for and their level, and their open work."""

    user: User
    load: int
    skills: list[tuple[str, int]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Name and skills in one line."""
        told = " · ".join(f"{name} {level}" for name, level in self.skills)
        return f"{self.user} · {told}" if told else str(self.user)


def possible_experts(actor: Actor, case: Case) -> list[PossibleExpert]:
    """Colleagues of the brand, of any team, who may see cases; those with the skills that it asks for first, then
    those with other skills, by level and open work. Not the owner, nor whom it is about.
    """
    roles = people.roles_that_may("respond.read")
    kept_out = {*recused_ids(case), case.assignee_id, actor.user_id}
    users = [
        user
        for user in people.colleagues(actor).filter(brands=case.brand_id, role__in=roles).distinct()
        if user.pk not in kept_out
    ]
    levels = _levels(case)
    loads = loads_of([user.pk for user in users])
    rows = [PossibleExpert(user, loads.get(user.pk, IDLE).weight, levels.get(user.pk, [])) for user in users]
    return sorted(rows, key=lambda row: (-_best(row), -len(row.skills), row.load, row.user.name))


def panels_of(case: Case) -> list[Panel]:
    """The panels of a case with what was asked and said, the newest first."""
    asks = ExpertAsk.objects.select_related("expert", "case").order_by("id")
    return list(Panel.objects.filter(case=case).prefetch_related(Prefetch("asks", asks)).order_by("-id"))


def get_ask(actor: Actor, case: Case, ask_id: int) -> ExpertAsk:
    """One asked opinion about a case that the actor sees; raises NotFound."""
    rows = ExpertAsk.objects.filter(case=case, case_id__in=visible_cases(actor).order_by().values("id"))
    row = rows.select_related("case", "panel", "expert").filter(pk=min(ask_id, 2**63 - 1)).first()
    if row is None:
        raise NotFound
    return row


def asks_of(actor: Actor) -> QuerySet[ExpertAsk]:
    """Opinions that the actor owes, the most pressing first."""
    rows = ExpertAsk.objects.filter(
        expert_id=actor.user_id or 0,
        state__in=OWED,
        panel__concluded_at__isnull=True,
        case_id__in=visible_cases(actor).order_by().values("id"),
    )
    return rows.select_related("case").order_by("due_at", "id")


def owes_opinions(case: Case) -> bool:
    """Whether a panel of the case is not concluded."""
    return Panel.objects.filter(case=case, concluded_at__isnull=True).exists()


def _levels(case: Case) -> dict[int, list[tuple[str, int]]]:
    """User → the skills that the case asks for, the best first."""
    skills = people.skills_with_people(case.brand_id)
    wanted = skills_wanted(
        [SkillRow(row.key, row.name, row.categories, row.risks, row.tiers, row.channels) for row in skills],
        category=case.category,
        risks=case.risks,
        tier=case.customer.tier if case.customer else "standard",
        channel=case.channel,
        weight=case.weight,
        known={row.key for row in skills},
    )
    keys = {one.key for one in wanted}
    found: dict[int, list[tuple[str, int]]] = {}
    for skill in skills:
        if skill.key in keys:
            for owned in skill.people.all():
                found.setdefault(owned.user_id, []).append((in_language(skill.name), owned.level))
    return {user_id: sorted(rows, key=lambda row: -row[1]) for user_id, rows in found.items()}


def _best(row: PossibleExpert) -> int:
    return max((level for _name, level in row.skills), default=0)
