"""What supervisors and load balancers ask."""

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from wenguo.site import health


@pytest.fixture(autouse=True)
def nothing_seen(monkeypatch):
    """Each test asks a fresh process."""
    monkeypatch.setitem(health._seen, "migrated", False)


def test_a_living_process_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_is_ready_with_this_releases_tables(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrated": True})


@pytest.mark.django_db
def test_it_is_not_ready_before_the_tables_are(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_args: ["one"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "migrated": False})


def test_it_is_not_ready_without_the_database(client, monkeypatch):
    class Gone:
        def cursor(self) -> None:
            raise OperationalError

    monkeypatch.setattr(health, "connection", Gone())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "migrated": False})
