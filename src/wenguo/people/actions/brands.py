"""What a brand is called and how it behaves."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.governance.actions import record
from wenguo.people.models import Brand, Team


@transaction.atomic
def edit_brand(
    *,
    actor: Actor,
    brand: Brand,
    name: dict[str, str],
    colour: str,
    email: str,
    phone: str,
    cases_for_questions: bool,
    cases_for_suggestions: bool,
    now: datetime,
) -> Brand:
    """Change a brand's name, colour, addresses, and which kinds of feedback open cases besides complaints."""
    actor.require("people.manage", Team(brand=brand))
    brand.name, brand.colour, brand.email, brand.phone = name, colour, email, phone
    brand.settings = {
        **brand.settings,
        "cases_for_questions": cases_for_questions,
        "cases_for_suggestions": cases_for_suggestions,
    }
    try:
        brand.full_clean()
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
    brand.save()
    record(actor, "brand.edited", brand, at=now)
    return brand
