"""Which roles may do what."""

from wenguo.people.domain.permissions import ROLES
from wenguo.people.models import User


def roles_that_may(permission: str) -> list[str]:
    """Roles that include the permission, by name."""
    return sorted(role for role, permissions in ROLES.items() if permission in permissions)


def role_name(role: str) -> str:
    """A role in the reader's language; the code itself for one that is not known."""
    return str(dict(User.Role.choices).get(role, role))


def role_choices() -> list[tuple[str, str]]:
    """Every role with its name, for forms of settings."""
    return [(code, str(name)) for code, name in User.Role.choices]
