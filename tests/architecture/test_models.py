"""Tables know only what lies below them, and their names say what they hold."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from tests.architecture.house import ORDER


def looks_up(owner: str, target: str) -> bool:
    """Whether a foreign key from one room to the other goes up, or sideways into a neighbour."""
    return owner != target and ORDER[target] >= ORDER[owner]


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("wenguo."):
            yield model


def own_fields(kind: "type[models.Field[Any, Any]]") -> "Iterator[tuple[str, models.Field[Any, Any]]]":
    """Fields we named; what Django's own user brings is not ours to name."""
    inherited = {"date_joined", "last_login"}
    for model in own_models():
        for field in model._meta.local_fields:
            if isinstance(field, kind) and not (
                issubclass(model, AbstractBaseUser) and field.name in inherited
            ):
                yield f"{model._meta.label}.{field.name}", field


def test_foreign_keys_point_down():
    faults = []
    for model in own_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if target and target.__module__.startswith("wenguo."):
                owner, below = model.__module__.split(".")[1], target.__module__.split(".")[1]
                if looks_up(owner, below):
                    faults.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert faults == []


def test_a_key_upwards_or_sideways_is_seen():
    assert looks_up("customers", "respond")
    assert looks_up("improve", "coaching")
    assert not looks_up("respond", "customers")
    assert not looks_up("respond", "respond")


def test_moments_end_in_at():
    names = [name for name, _field in own_fields(models.DateTimeField)]
    assert [name for name in names if not name.endswith((".at", "_at"))] == []


def test_days_end_in_date_and_moments_do_not():
    days = [
        name for name, field in own_fields(models.DateField) if not isinstance(field, models.DateTimeField)
    ]
    assert [name for name in days if not name.endswith((".day", "_date"))] == []


def test_no_model_hides_an_order_in_its_meta():
    assert [model._meta.label for model in own_models() if model._meta.ordering] == []
