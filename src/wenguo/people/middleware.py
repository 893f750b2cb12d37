"""Who is asking, and in which language they read."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from wenguo.base.actor import Actor
from wenguo.people.queries import actor_of

Respond = Callable[[HttpRequest], HttpResponse]
PUBLIC_LANGUAGE_PARAMETER = "lang"
CHOSEN_BRAND = "brand_id"


class ActorMiddleware:
    """Make ``request.actor`` once: a signed-in colleague (narrowed to the brand they chose), or nobody."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        actor = actor_of(user)
        if actor.kind == "person":
            actor = narrowed(actor, request.session.get(CHOSEN_BRAND))
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not user.is_anonymous:
                translation.activate(user.language)
        setattr(request, "actor", actor)  # noqa: B010 — HttpRequest does not declare it
        return self.get_response(request)


def narrowed(actor: Actor, brand_id: object) -> Actor:
    """The same person looking at one of their brands only."""
    if isinstance(brand_id, int) and actor.brand_ids and brand_id in actor.brand_ids:
        return replace(actor, brand_ids=frozenset({brand_id}))
    return actor


class PersonLanguage:
    """Choose the language: ``?lang=`` for this page, else the cookie, else Chinese (not the browser's guess)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get(PUBLIC_LANGUAGE_PARAMETER) or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        if request.GET.get(PUBLIC_LANGUAGE_PARAMETER) == language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
        return response
