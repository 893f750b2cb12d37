"""Who is doing this: made once at the edge of the house, passed to every query and action."""

from dataclasses import dataclass
from typing import Any, Literal

from wenguo.base.errors import NotAllowed

Kind = Literal["person", "token", "customer", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, an API token, a customer or the system itself, with what they may do and see.

    ``brand_ids`` is None where every brand is visible. ``team_ids`` is None where every team is visible.
    """

    kind: Kind
    name: str
    user_id: int | None = None
    role: str = ""
    permissions: frozenset[str] = frozenset()
    brand_ids: frozenset[int] | None = frozenset()
    team_ids: frozenset[int] | None = None

    def can(self, permission: str) -> bool:
        """Whether the role includes the deed, on whatever rows the actor can see."""
        return self.kind == "system" or permission in self.permissions

    def sees_brand(self, brand_id: int | None) -> bool:
        """Whether rows of this brand exist for the actor at all."""
        return self.brand_ids is None or brand_id in self.brand_ids

    def require(self, permission: str, thing: Any = None) -> None:
        """Raise NotAllowed unless the actor may do this (to this thing, when it belongs to a brand)."""
        if not self.can(permission):
            raise NotAllowed
        brand_id = getattr(thing, "brand_id", None)
        if brand_id is not None and not self.sees_brand(brand_id):
            raise NotAllowed


SYSTEM = Actor(kind="system", name="Wenguo", brand_ids=None)
NOBODY = Actor(kind="customer", name="")
