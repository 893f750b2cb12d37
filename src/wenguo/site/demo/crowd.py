"""About four hundred customers, each with the ways in which they can be reached."""

from dataclasses import dataclass
from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
    "程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石"
)
# fmt: off
GIVEN = (
    "秀兰", "婉清", "默", "磊", "敏", "桂芳", "一鸣", "倩",
    "海", "建国", "志强", "丽娟", "子涵", "浩然", "雨桐", "思远",
    "嘉怡", "俊杰", "晓燕", "春梅", "文博", "雅琴", "梓萱", "国栋",
    "玉珍", "立新", "佳宁", "振华", "静怡", "伟", "芳", "娜",
    "强", "洋", "艳", "勇", "军", "杰", "娟", "涛",
    "明", "超", "霞", "平", "刚", "桂英", "欣怡", "宇轩",
    "若曦", "景行", "书瑶", "昊天", "慧玲", "永福", "小满", "知夏",
    "予墨", "安琪", "展鹏", "淑华", "红梅", "建平", "秋实", "亦凡",
    "可欣", "柏林", "丹青", "守诚", "美玲", "世豪", "月娥",
)
ENGLISH = (
    "Bartholomew Finch", "Amelia Ward", "Oliver Grant", "Priya Nair",
    "Daniel Okafor", "Sofia Lindqvist", "Hannah Becker", "Marcus Reid",
    "Elena Petrova", "Thomas Ashby", "Grace Whitfield", "Kenji Mori",
    "Laura Mendes", "Samuel Osei", "Isabelle Laurent", "Noah Fischer",
    "Chloe Harding", "Ravi Menon", "Emily Carter", "Liam Gallagher",
    "Nora Svensson", "James Holloway", "Mei-Lin Tan", "Patrick Doyle",
    "Fatima Rahman", "George Whitaker", "Julia Novak", "Aaron Blake",
    "Rebecca Stone", "Victor Hale", "Clara Jensen", "Adam Kowalski",
    "Megan Price", "Hugo Martins", "Alice Thornton", "Ethan Brooks",
    "Zoe Papadakis", "Peter Lang", "Diana Cole", "Simon Archer",
)
# fmt: on
TIERS = ("standard",) * 62 + ("silver",) * 24 + ("gold",) * 11 + ("diamond",) * 3
HOW_MANY = 400
SHARE_ENGLISH = 0.12


@dataclass(frozen=True, slots=True)
class Person:
    """A customer to be. ``phone`` and ``email`` may be empty."""

    name: str
    language: str
    phone: str
    email: str
    tier: str
    may_contact: bool


def make_crowd(rng: Random) -> list[Person]:
    """The customers, the two of the cast first."""
    crowd = [
        Person("张女士", "zh-hans", "19900000001", "zhang@customers.example", "gold", True),
        Person("赵先生", "zh-hans", "19900000002", "zhao@customers.example", "standard", True),
    ]
    taken = {person.name for person in crowd}
    english = rng.sample(ENGLISH, len(ENGLISH))
    while len(crowd) < HOW_MANY:
        is_english = bool(english) and rng.random() < SHARE_ENGLISH
        name = english.pop() if is_english else rng.choice(SURNAMES) + rng.choice(GIVEN)
        if name not in taken:
            taken.add(name)
            crowd.append(_person(rng, name, len(crowd), "en" if is_english else "zh-hans"))
    return crowd


def _person(rng: Random, name: str, number: int, language: str) -> Person:
    return Person(
        name=name,
        language=language,
        # 199 0000 …: a block of numbers that no carrier has given out, so that nobody real is ever shown.
        phone=f"1990000{number:04d}" if rng.random() < 0.85 else "",
        email=f"guest{number}@customers.example" if rng.random() < 0.7 else "",
        tier=rng.choice(TIERS),
        may_contact=rng.random() < 0.6,
    )
