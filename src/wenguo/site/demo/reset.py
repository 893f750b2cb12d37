"""Empties an installation, so that the story can begin again."""

from django.apps import apps
from django.db import connection, transaction

# Kept: what migrations put there and what the machinery needs.
KEPT = {"understand.category", "respond.businessday", "contenttypes.contenttype", "auth.permission"}


def reset() -> None:
    """Delete every row of every room, the audit record included. Only for the story world."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and model._meta.label_lower not in KEPT
        and model._meta.app_label != "procrastinate"
    ]
    names = ", ".join(connection.ops.quote_name(table) for table in [*tables, "procrastinate_jobs"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        cursor.execute("ALTER SEQUENCE respond_case_number RESTART")
