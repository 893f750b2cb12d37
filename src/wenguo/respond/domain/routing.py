"""Whose case it is: the team of the category, then the least-loaded colleague on shift. Every choice says why."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and the categories it takes; none at all means it takes whatever the others leave."""

    id: int
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on shift and present, with open cases and the limit."""

    user_id: int
    name: str
    load: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Who takes the case (None: nobody can now) and the reason in both languages."""

    user_id: int | None
    because: dict[str, str]


def team_for(category: str, teams: Sequence[TeamRow]) -> int | None:
    """The team that names the category exactly, else its main part, else one that takes all the rest."""
    main = category.split(".", 1)[0]
    for wanted in (category, main):
        for team in teams:
            if wanted in team.categories:
                return team.id
    return next((team.id for team in teams if not team.categories), None)


def choose(candidates: Sequence[Candidate], *, team: dict[str, str] | None) -> Choice:
    """The least loaded who is below their limit; among equals the one that comes first."""
    if team is None:
        return Choice(None, {"zh": "没有团队负责这个类别", "en": "No team takes this category"})
    zh, en = team.get("zh") or team.get("en", ""), team.get("en") or team.get("zh", "")
    if not candidates:
        return Choice(None, {"zh": f"{zh}现在没有人当班", "en": f"Nobody of {en} is on shift"})
    free = [person for person in candidates if person.load < person.capacity]
    if not free:
        count = len(candidates)
        return Choice(
            None,
            {
                "zh": f"{zh}当班的 {count} 人都已满负荷",
                "en": f"All {count} people of {en} on shift are at their limit",
            },
        )
    best = min(free, key=lambda person: person.load)
    return Choice(
        best.user_id,
        {
            "zh": f"{zh}当班 {len(candidates)} 人中在办最少：{best.load} 件，上限 {best.capacity} 件",
            "en": f"Fewest open cases of {len(candidates)} on shift in {en}: {best.load}, limit {best.capacity}",
        },
    )
