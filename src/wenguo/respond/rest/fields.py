"""What stands in a brand's own fields of a case, by API."""

from typing import Any

from ninja import Router, Schema

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import Case

router = Router(tags=["fields"])


class FieldValueOut(Schema):
    """What stands in a field; ``words`` are in the caller's language, ``value`` is how it is stored."""

    code: str
    name: str
    kind: str
    value: Any
    words: str
    is_personal: bool
    is_archived: bool


class FieldsIn(Schema):
    """Values by short name; null empties a field, what is not named stays."""

    values: dict[str, Any]


@router.get("/cases/{number}/fields", response=list[FieldValueOut])
def get_fields(request: Request, number: Words) -> list[Any]:
    """What stands in the own fields of a case, also in those put away."""
    return _shown(queries.get_case(request.actor, number))


@router.put("/cases/{number}/fields", response=list[FieldValueOut])
def set_fields(request: Request, number: Words, body: FieldsIn) -> list[Any]:
    """Fill in own fields. Refused (422) with each field's fault; fields that the case's form requires must be there."""
    case = queries.get_case(request.actor, number)
    return _shown(actions.set_fields(actor=request.actor, case=case, values=body.values, now=now()))


def _shown(case: Case) -> list[Any]:
    return list(queries.fields_of_case(case))
