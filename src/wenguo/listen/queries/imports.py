"""Imports that an actor may see."""

from django.db.models import QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.listen.models import FileImport, ImportProblem


def visible_imports(actor: Actor) -> QuerySet[FileImport]:
    """Imports of the actor's brands."""
    actor.require("listen.import")
    imports = FileImport.objects.select_related("brand")
    return imports if actor.brand_ids is None else imports.filter(brand_id__in=actor.brand_ids)


def get_import(actor: Actor, import_id: int) -> FileImport:
    """One import; raises NotFound."""
    found = visible_imports(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def import_problems(file_import: FileImport) -> QuerySet[ImportProblem]:
    """Its bad rows, by line."""
    return ImportProblem.objects.filter(file_import=file_import)
