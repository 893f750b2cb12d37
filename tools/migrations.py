"""Fails when a model has changed without its migration. Looks at the code only and needs no database."""

import os
import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def missing() -> list[str]:
    """What the models have and the migrations have not, one line each."""
    loader = MigrationLoader(None)
    conflicts = [
        f"{room}: two last migrations, {', '.join(names)}"
        for room, names in loader.detect_conflicts().items()
    ]
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    return conflicts + [
        f"{room}: {operation.describe()}"
        for room, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]


def main() -> None:
    """Print what is missing; the exit code says whether something is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.site.settings.test")
    django.setup()
    # Names of fields are compared as they are written, not as they are translated.
    translation.deactivate_all()
    lines = missing()
    print("\n".join(lines) or "Every model has its migration.")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
