"""One way to ask every table with a ``search`` column: all words, exact substrings for Chinese from two
characters on.
"""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Q
from django.db.models.lookups import PostgresOperatorLookup

from wenguo.kernel import grams

MAX_QUERY = 200
NOTHING = Q(pk__in=[])


@SearchVectorField.register_lookup
class Grams(PostgresOperatorLookup):
    """``search__grams=<tsquery literal>`` becomes ``"table"."search" @@ 'query'::tsquery``."""

    lookup_name = "grams"
    postgres_operator = "@@"
    prepare_rhs = False

    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The literal as it is: it is ours already, not words to be parsed again."""
        sql, values = super().process_rhs(compiler, connection)
        return f"{sql}::tsquery", values


def matching(text: str, column: str = "search") -> Q:
    """The rows whose ``column`` holds every word or phrase of what somebody typed; none when there is
    nothing to find.
    """
    query = grams.query(text[:MAX_QUERY])
    return Q(**{f"{column}__grams": query}) if query else NOTHING
