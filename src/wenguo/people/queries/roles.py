"""Which roles may do what."""

from wenguo.people.domain.permissions import ROLES


def roles_that_may(permission: str) -> list[str]:
    """Roles that include the permission, by name."""
    return sorted(role for role, permissions in ROLES.items() if permission in permissions)
