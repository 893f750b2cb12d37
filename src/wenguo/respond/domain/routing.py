"""Whose case it is: the team of its category, then the least loaded of those who can. Every choice says why."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

Words = dict[str, str]
# The level a skill is wanted at: alone for an ordinary case, hard cases too for a grave one.
ALONE, HARD_CASES = 2, 3
GRAVE_FROM = 3
LANGUAGES: Mapping[str, tuple[str, str]] = {
    "zh": ("中文", "Chinese"),
    "yue": ("粤语", "Cantonese"),
    "en": ("英语", "English"),
    "ja": ("日语", "Japanese"),
    "ko": ("韩语", "Korean"),
    "ru": ("俄语", "Russian"),
    "fr": ("法语", "French"),
    "de": ("德语", "German"),
    "es": ("西班牙语", "Spanish"),
    "ar": ("阿拉伯语", "Arabic"),
    "ug": ("维吾尔语", "Uyghur"),
    "bo": ("藏语", "Tibetan"),
}


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and the categories it takes; none at all means it takes whatever the others leave."""

    id: int
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill and the cases that ask for it."""

    key: str
    name: Words
    categories: Collection[str] = ()
    risks: Collection[str] = ()
    tiers: Collection[str] = ()
    channels: Collection[str] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One skill that a case asks for, and how well it should be mastered."""

    key: str
    name: Words
    level: int = ALONE
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What a case asks of whoever takes it. An empty language or place asks for nothing."""

    skills: tuple[Wanted, ...] = ()
    language: str = ""
    place_id: int | None = None
    weight: int = 1


ANYBODY = Need()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on shift and present. ``load`` and ``capacity`` are in weights, ``minutes`` the work still expected.

    Empty ``languages`` and ``place_ids`` mean any. ``is_barred``: the complaint is about them, or they were taken out.
    """

    user_id: int
    name: str
    load: int
    capacity: int
    minutes: int = 0
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: Collection[str] = ()
    place_ids: Collection[int] = ()
    is_barred: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Who takes the case (None: nobody can now) and the reason in both languages."""

    user_id: int | None
    because: Words


def team_for(category: str, teams: Sequence[TeamRow]) -> int | None:
    """The team that names the category exactly, else its main part, else one that takes all the rest."""
    main = category.split(".", 1)[0]
    for wanted in (category, main):
        for team in teams:
            if wanted in team.categories:
                return team.id
    return next((team.id for team in teams if not team.categories), None)


def skills_wanted(
    skills: Sequence[SkillRow],
    *,
    category: str,
    risks: Collection[str],
    tier: str,
    channel: str,
    weight: int,
    known: Collection[str],
) -> tuple[Wanted, ...]:
    """The skills that such a case asks for. One that nobody of the team has (``known``) is not asked for."""
    main = category.split(".", 1)[0]
    level = HARD_CASES if weight >= GRAVE_FROM else ALONE
    return tuple(
        Wanted(skill.key, skill.name, level, skill.is_required)
        for skill in skills
        if skill.key in known
        and (
            category in skill.categories
            or main in skill.categories
            or set(risks) & set(skill.risks)
            or tier in skill.tiers
            or channel in skill.channels
        )
    )


def choose(candidates: Sequence[Candidate], *, team: Words | None, need: Need = ANYBODY) -> Choice:
    """Of those who can, whoever has the skills asked for and would be least loaded; among equals the fewest minutes.

    Nobody at their limit, no one whom the complaint is about, nobody without the language, place or required skill.
    """
    if team is None:
        return Choice(None, {"zh": "没有团队负责这个类别", "en": "No team takes this category"})
    zh, en = team.get("zh") or team.get("en", ""), team.get("en") or team.get("zh", "")
    if not candidates:
        return Choice(None, {"zh": f"{zh}现在没有人当班", "en": f"Nobody of {en} is on shift"})
    left, dropped = _sifted(candidates, need)
    if not left:
        return Choice(None, _nobody((zh, en), len(candidates), dropped))
    best = min(left, key=lambda one: (_missing(one, need), *_fullness(one, need), one.user_id))
    return Choice(best.user_id, _because(best, (zh, en), (candidates, left), (dropped, need)))


def _sifted(candidates: Sequence[Candidate], need: Need) -> tuple[list[Candidate], list[tuple[int, Words]]]:
    """Who is left after each question, and how many fell out at which."""
    left, dropped = list(candidates), []
    for can, words in _questions(need):
        kept = [one for one in left if can(one)]
        if len(kept) < len(left):
            dropped.append((len(left) - len(kept), words))
        left = kept
    return left, dropped


def _questions(need: Need) -> list[tuple[Callable[[Candidate], bool], Words]]:
    asked: list[tuple[Callable[[Candidate], bool], Words]] = [
        (
            lambda one: not one.is_barred,
            {"zh": "是当事人，须回避", "en": "kept out, the complaint is about them"},
        )
    ]
    if need.language:
        zh, en = LANGUAGES.get(need.language, (need.language, need.language))
        asked.append(
            (
                lambda one: not one.languages or need.language in one.languages,
                {"zh": f"不会{zh}", "en": f"without {en}"},
            )
        )
    if need.place_id is not None:
        asked.append(
            (
                lambda one: not one.place_ids or need.place_id in one.place_ids,
                {"zh": "不管这个场所", "en": "at other places"},
            )
        )
    asked += [(_has(wanted), _without(wanted)) for wanted in need.skills if wanted.is_required]
    asked.append(
        (
            lambda one: one.load + need.weight <= one.capacity,
            {"zh": "已满负荷", "en": "at the limit"},
        )
    )
    return asked


def _has(wanted: Wanted) -> Callable[[Candidate], bool]:
    return lambda one: wanted.key in one.skills


def _without(wanted: Wanted) -> Words:
    zh, en = _name(wanted.name)
    return {"zh": f"不会「{zh}」", "en": f"without “{en}”"}


def _name(words: Words) -> tuple[str, str]:
    return words.get("zh") or words.get("en", ""), words.get("en") or words.get("zh", "")


def _missing(one: Candidate, need: Need) -> int:
    """Levels that are missing over all skills asked for; nought for whoever masters them."""
    return sum(max(0, wanted.level - one.skills.get(wanted.key, 0)) for wanted in need.skills)


def _fullness(one: Candidate, need: Need) -> tuple[float, int]:
    return (one.load + need.weight) / max(one.capacity, 1), one.minutes


def _nobody(team: tuple[str, str], count: int, dropped: list[tuple[int, Words]]) -> Words:
    zh, en = team
    if len(dropped) == 1 and dropped[0][1]["zh"] == "已满负荷":
        return {
            "zh": f"{zh}当班的 {count} 人都已满负荷",
            "en": f"All {count} people of {en} on shift are at their limit",
        }
    return {
        "zh": f"{zh}当班 {count} 人，没有人能接：{_told(dropped, 'zh')}",
        "en": f"None of {count} on shift in {en} can take it: {_told(dropped, 'en')}",
    }


def _told(dropped: list[tuple[int, Words]], language: str) -> str:
    if language == "zh":
        return "，".join(f"{count} 人{words['zh']}" for count, words in dropped)
    return ", ".join(f"{count} {words['en']}" for count, words in dropped)


def _because(
    best: Candidate,
    team: tuple[str, str],
    people: tuple[Sequence[Candidate], Sequence[Candidate]],
    asked: tuple[list[tuple[int, Words]], Need],
) -> Words:
    (zh, en), (everybody, left), (dropped, need) = team, people, asked
    skilled_zh, skilled_en = _skilled(best, need)
    # Said only where it was so: a shorter queue elsewhere did not count against the skill.
    is_lightest = all(_fullness(best, need) <= _fullness(one, need) for one in left)
    out_zh, out_en = _told(dropped, "zh"), _told(dropped, "en")
    rank = ("手上最轻", "least loaded") if is_lightest else ("最合适", "best suited")
    return {
        "zh": (
            f"{zh}当班 {len(everybody)} 人"
            + (f"（{out_zh}）" if out_zh else "")
            + f"中{rank[0]}：已有 {best.load}，上限 {best.capacity}{skilled_zh}"
        ),
        "en": (
            f"{rank[1].capitalize()} of {len(everybody)} on shift in {en}"
            + (f" ({out_en})" if out_en else "")
            + f": {best.load} in hand, limit {best.capacity}{skilled_en}"
        ),
    }


def _skilled(best: Candidate, need: Need) -> tuple[str, str]:
    zh, en = [], []
    for wanted in need.skills:
        level = best.skills.get(wanted.key, 0)
        name_zh, name_en = _name(wanted.name)
        if level >= wanted.level:
            zh.append(f"会「{name_zh}」{level} 级")
            en.append(f"“{name_en}” level {level}")
        elif level:
            zh.append(f"「{name_zh}」只有 {level} 级，没有更熟的人有空")
            en.append(f"“{name_en}” only level {level}, nobody better is free")
        else:
            zh.append(f"会「{name_zh}」的人现在都没空")
            en.append(f"nobody with “{name_en}” is free")
    if need.language and need.language in best.languages:
        names = LANGUAGES.get(need.language, (need.language, need.language))
        zh.append(f"会{names[0]}")
        en.append(f"answers in {names[1]}")
    return "".join(f"；{words}" for words in zh), "".join(f"; {words}" for words in en)
