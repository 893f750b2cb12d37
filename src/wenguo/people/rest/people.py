"""People, tokens, brands and places by API."""

from typing import Any

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import actions, queries
from wenguo.people.models import ApiToken, Brand, User

router = Router(tags=["people"])


class BrandOut(Schema):
    """A brand."""

    slug: str
    name: dict[str, str]
    colour: str
    email: str
    phone: str
    cases_for_questions: bool
    cases_for_suggestions: bool

    @staticmethod
    def resolve_cases_for_questions(brand: Brand) -> bool:
        """From the brand's settings."""
        return bool(brand.settings.get("cases_for_questions"))

    @staticmethod
    def resolve_cases_for_suggestions(brand: Brand) -> bool:
        """From the brand's settings."""
        return bool(brand.settings.get("cases_for_suggestions"))


class NameIn(Schema):
    """What a brand is called in both languages."""

    zh: Words = Field(max_length=60)
    en: Words = Field(default="", max_length=60)


class BrandIn(Schema):
    """What may be changed about a brand."""

    name: NameIn
    colour: Words
    email: Words = ""
    phone: Words = ""
    cases_for_questions: bool = False
    cases_for_suggestions: bool = False


class PersonOut(Schema):
    """A colleague."""

    id: int
    username: str
    name: str
    role: str
    presence: str
    capacity: int
    is_active: bool


class InviteIn(Schema):
    """A new colleague."""

    username: Words
    name: Words
    email: Words = ""
    password: Words
    role: Words
    brands: list[Words]
    teams: list[Words] = []


class PersonIn(Schema):
    """What somebody may do and see."""

    role: Words
    brands: list[Words]
    teams: list[Words] = []
    capacity: int = Field(default=30, ge=0, le=500)
    scope: Words = "brand"
    is_active: bool = True


class PresenceIn(Schema):
    """Here, away or gone."""

    presence: Words


class LanguageIn(Schema):
    """zh-hans or en."""

    language: Words


class TokenIn(Schema):
    """A key for a program."""

    name: Words
    role: Words
    brand: Words


class TokenOut(Schema):
    """A key, without its secret."""

    id: int
    name: str
    hint: str
    role: str


class NewTokenOut(Schema):
    """The secret, shown this once."""

    secret: str


@router.get("/brands", response=list[BrandOut])
def list_brands(request: Request) -> Any:
    """Brands that the caller sees."""
    request.actor.require("people.read")
    return queries.visible_brands(request.actor)


@router.put("/brands/{slug}", response=BrandOut)
def put_brand(request: Request, slug: Words, body: BrandIn) -> Brand:
    """Change a brand."""
    brand = queries.get_brand(request.actor, slug)
    return actions.edit_brand(actor=request.actor, brand=brand, now=now(), **body.dict())


@router.get("/people", response=list[PersonOut])
def list_people(request: Request) -> Any:
    """Colleagues of the caller's brands."""
    request.actor.require("people.read")
    return queries.colleagues(request.actor)


@router.post("/people", response={201: PersonOut})
def invite(request: Request, body: InviteIn) -> Status[User]:
    """Make an account."""
    values = body.dict()
    values["brands"] = [queries.get_brand(request.actor, slug) for slug in body.brands]
    values["teams"] = queries.get_teams(request.actor, body.teams)
    return Status(201, actions.invite(actor=request.actor, now=now(), **values))


@router.put("/people/{int:user_id}", response=PersonOut)
def put_person(request: Request, user_id: int, body: PersonIn) -> User:
    """Change what somebody may do."""
    user = queries.get_colleague(request.actor, user_id)
    values = body.dict()
    values["brands"] = [queries.get_brand(request.actor, slug) for slug in body.brands]
    values["teams"] = queries.get_teams(request.actor, body.teams)
    return actions.edit_person(actor=request.actor, user=user, now=now(), **values)


@router.put("/me/presence", response={204: None})
def put_presence(request: Request, body: PresenceIn) -> Status[None]:
    """Set one's own presence."""
    actions.set_presence(actor=request.actor, presence=body.presence, now=now())
    return Status(204, None)


@router.put("/me/language", response={204: None})
def put_language(request: Request, body: LanguageIn) -> Status[None]:
    """Set one's own language."""
    actions.set_language(actor=request.actor, language=body.language)
    return Status(204, None)


@router.get("/tokens", response=list[TokenOut])
def list_tokens(request: Request) -> Any:
    """Living keys."""
    return queries.visible_tokens(request.actor)


@router.post("/tokens", response={201: NewTokenOut})
def issue_token(request: Request, body: TokenIn) -> Status[dict[str, str]]:
    """Make a key."""
    brand = queries.get_brand(request.actor, body.brand)
    secret = actions.issue_token(actor=request.actor, name=body.name, role=body.role, brand=brand, now=now())
    return Status(201, {"secret": secret})


@router.delete("/tokens/{int:token_id}", response={204: None})
def revoke_token(request: Request, token_id: int) -> Status[None]:
    """Close a key."""
    token: ApiToken = queries.get_token(request.actor, token_id)
    actions.revoke_token(actor=request.actor, token=token, now=now())
    return Status(204, None)
