"""People, tokens, brands and places by API."""

from typing import Any

from ninja import Router, Schema

from wenguo.base.http import Request
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


class BrandIn(Schema):
    """What may be changed about a brand."""

    name: dict[str, str]
    colour: str
    email: str = ""
    phone: str = ""
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

    username: str
    name: str
    email: str = ""
    password: str
    role: str
    brands: list[str]
    teams: list[str] = []


class PersonIn(Schema):
    """What somebody may do and see."""

    role: str
    brands: list[str]
    teams: list[str] = []
    capacity: int = 30
    scope: str = "brand"
    is_active: bool = True


class PresenceIn(Schema):
    """Here, away or gone."""

    presence: str


class LanguageIn(Schema):
    """zh-hans or en."""

    language: str


class TokenIn(Schema):
    """A key for a program."""

    name: str
    role: str
    brand: str


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
def put_brand(request: Request, slug: str, body: BrandIn) -> Brand:
    """Change a brand."""
    brand = queries.get_brand(request.actor, slug)
    return actions.edit_brand(actor=request.actor, brand=brand, now=now(), **body.dict())


@router.get("/people", response=list[PersonOut])
def list_people(request: Request) -> Any:
    """Colleagues of the caller's brands."""
    request.actor.require("people.read")
    return queries.colleagues(request.actor)


@router.post("/people", response={201: PersonOut})
def invite(request: Request, body: InviteIn) -> tuple[int, User]:
    """Make an account."""
    values = body.dict()
    values["brands"] = [queries.get_brand(request.actor, slug) for slug in body.brands]
    values["teams"] = queries.get_teams(request.actor, body.teams)
    return 201, actions.invite(actor=request.actor, now=now(), **values)


@router.put("/people/{int:user_id}", response=PersonOut)
def put_person(request: Request, user_id: int, body: PersonIn) -> User:
    """Change what somebody may do."""
    user = queries.get_colleague(request.actor, user_id)
    values = body.dict()
    values["brands"] = [queries.get_brand(request.actor, slug) for slug in body.brands]
    values["teams"] = queries.get_teams(request.actor, body.teams)
    return actions.edit_person(actor=request.actor, user=user, now=now(), **values)


@router.put("/me/presence", response={204: None})
def put_presence(request: Request, body: PresenceIn) -> tuple[int, None]:
    """Set one's own presence."""
    actions.set_presence(actor=request.actor, presence=body.presence, now=now())
    return 204, None


@router.put("/me/language", response={204: None})
def put_language(request: Request, body: LanguageIn) -> tuple[int, None]:
    """Set one's own language."""
    actions.set_language(actor=request.actor, language=body.language)
    return 204, None


@router.get("/tokens", response=list[TokenOut])
def list_tokens(request: Request) -> Any:
    """Living keys."""
    return queries.visible_tokens(request.actor)


@router.post("/tokens", response={201: NewTokenOut})
def issue_token(request: Request, body: TokenIn) -> tuple[int, dict[str, str]]:
    """Make a key."""
    brand = queries.get_brand(request.actor, body.brand)
    secret = actions.issue_token(actor=request.actor, name=body.name, role=body.role, brand=brand, now=now())
    return 201, {"secret": secret}


@router.delete("/tokens/{int:token_id}", response={204: None})
def revoke_token(request: Request, token_id: int) -> tuple[int, None]:
    """Close a key."""
    token: ApiToken = queries.get_token(request.actor, token_id)
    actions.revoke_token(actor=request.actor, token=token, now=now())
    return 204, None
