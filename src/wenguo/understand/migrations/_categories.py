"""The two levels of categories that every installation starts with. Existing rows keep their names."""

from wenguo.understand.domain.taxonomy import CATEGORIES, parent_of


def plant(apps, schema_editor):
    category = apps.get_model("understand", "Category")
    rows = {}
    for position, (code, label) in enumerate(CATEGORIES.items()):
        rows[code], _made = category.objects.get_or_create(
            code=code,
            defaults={"name": label.names, "position": position, "parent": rows.get(parent_of(code))},
        )
