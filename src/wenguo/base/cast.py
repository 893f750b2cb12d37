"""The people of every test and of the story world, always the same, so that a reader knows who may see what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CastMember:
    """A colleague: ``key`` is the sign-in name, ``brands`` are slugs, ``teams`` are team keys."""

    key: str
    name: str
    role: str
    brands: tuple[str, ...]
    teams: tuple[str, ...] = ()


LI = CastMember("xiaoli", "小李", "agent", ("hotel",), ("hotel-care",))
WANG = CastMember("wang", "王主管", "lead", ("hotel", "shop"), ("hotel-care",))
CHEN = CastMember("chen", "陈总", "executive", ("hotel", "shop"))
OUTSIDER = CastMember("wairen", "外人", "agent", ("shop",), ("shop-aftersales",))
ADMIN = CastMember("admin", "管理员", "administrator", ("hotel", "shop"))

STAFF = (LI, WANG, CHEN, OUTSIDER, ADMIN)
CUSTOMERS = ("张女士", "赵先生")
