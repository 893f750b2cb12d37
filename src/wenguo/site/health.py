"""Whether this process lives, and whether it can serve: for supervisors and load balancers."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

# Tables do not go back by themselves, so one good look is enough for the life of the process.
_seen: dict[str, bool] = {"migrated": False}


@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers. Looks at nothing else, so that a database in trouble does not get web servers killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """The process can serve pages: the database answers and its tables are those of this release. Else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _seen["migrated"]:
            executor = MigrationExecutor(connection)
            _seen["migrated"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"database": False, "migrated": False}, status=503)
    return JsonResponse(
        {"database": True, "migrated": _seen["migrated"]}, status=200 if _seen["migrated"] else 503
    )
