"""Praise: the wall inside, the wall outside, and what a link belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import get_language, gettext as _

from wenguo.base.bilingual import in_language, short_language
from wenguo.base.errors import NotFound
from wenguo.people import queries as people
from wenguo.respond.domain.praise import PERSONAL, public_name, public_words
from wenguo.respond.domain.salutation import salutation
from wenguo.respond.models import Praise, PraisedPerson
from wenguo.respond.models.praise import PUBLIC
from wenguo.respond.queries.wording import entities_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand, User

MOST_PUBLIC = 60
AGREED = Q(consent_at__isnull=False, withdrawn_at__isnull=True)
TO_CONFIRM = Q(people__state=PraisedPerson.State.FOUND)
TO_THANK = Q(thanks=Praise.Thanks.DRAFT)
LISTS = ("all", "confirm", "thank", "publish", "public", "mine")


@dataclass(frozen=True, slots=True)
class PublicPraise:
    """One voice on the public wall: masked words, a shortened name or none, the month. Nothing else is in here."""

    text: str
    name: str
    at: datetime


def visible_praise(actor: Actor) -> QuerySet[Praise]:
    """Praise of the actor's brands with whom it is about, newest first."""
    named = PraisedPerson.objects.select_related("user").order_by("id")
    rows = (
        Praise.objects.select_related("brand", "customer", "feedback")
        .defer("feedback__search", "customer__search")
        .prefetch_related(Prefetch("people", named))
        .order_by("-id")
    )
    if not (actor.can("listen.read") and actor.can("respond.read")):
        return rows.none()
    return rows if actor.brand_ids is None else rows.filter(brand_id__in=sorted(actor.brand_ids))


def praise_list(actor: Actor, which: str) -> QuerySet[Praise]:
    """One of the lists of the wall."""
    rows = visible_praise(actor)
    match which:
        case "confirm":
            return rows.filter(TO_CONFIRM).distinct()
        case "thank":
            return rows.filter(TO_THANK)
        case "publish":
            return rows.filter(AGREED, published_at__isnull=True)
        case "public":
            return rows.filter(PUBLIC)
        case "mine":
            mine = PraisedPerson.objects.filter(
                user_id=actor.user_id or 0, state=PraisedPerson.State.CONFIRMED
            )
            return rows.filter(pk__in=mine.values("praise_id"))
    return rows


def praise_counts(actor: Actor) -> dict[str, int]:
    """How many are in each list, in one query."""
    mine = Q(people__user_id=actor.user_id or 0, people__state=PraisedPerson.State.CONFIRMED)
    counts: dict[str, int] = (
        visible_praise(actor)
        .order_by()
        .aggregate(
            all=Count("id", distinct=True),
            confirm=Count("id", filter=TO_CONFIRM, distinct=True),
            thank=Count("id", filter=TO_THANK, distinct=True),
            publish=Count("id", filter=AGREED & Q(published_at__isnull=True), distinct=True),
            public=Count("id", filter=PUBLIC, distinct=True),
            mine=Count("id", filter=mine, distinct=True),
        )
    )
    return counts


def get_praise(actor: Actor, praise_id: int) -> Praise:
    """One of them; raises NotFound, also for another brand's."""
    row = visible_praise(actor).filter(pk=praise_id).first()
    if row is None:
        raise NotFound
    return row


def praise_of_link(link: str) -> Praise:
    """What a link in a letter of thanks belongs to; raises NotFound."""
    row = Praise.objects.select_related("brand", "customer", "feedback").filter(link=link[:32]).first()
    if row is None or not link.isascii() or row.thanks != Praise.Thanks.SENT:
        raise NotFound
    return row


def public_praise(brand: Brand) -> list[PublicPraise]:
    """The public wall of a brand as it is at this moment: only what is agreed to, not taken back, and let go."""
    rows = Praise.objects.filter(PUBLIC, brand=brand).select_related("customer").order_by("-published_at")
    return [
        PublicPraise(row.public_text, name_shown(row), row.received_at)
        for row in rows.defer("customer__search")[:MOST_PUBLIC]
    ]


def name_shown(row: Praise) -> str:
    """How the customer is named in public."""
    customer = row.customer
    if customer is None:
        return ""
    return public_name(customer.name, row.shown_name, lang=short_language(customer.language))


def words_to_publish(row: Praise) -> str:
    """What a person begins with: masked, cut, nobody named."""
    text = row.feedback.text
    names = colleagues_of(row.brand).values_list("name", flat=True)
    customer = row.customer.name if row.customer else ""
    return public_words(text, personal=personal_spans(text), names=list(names), customer=customer)


def thanks_draft(row: Praise) -> str:
    """Thanks to begin with, in the active language: the brand's own words, else ours."""
    lang = short_language(get_language())
    words = in_language(row.brand.thanks) or _(
        "Thank you for taking the time. Your words are passed on to the people they are about."
    )
    name = salutation(row.customer.name if row.customer else "", lang=lang)
    return f"{name}{'：' if lang == 'zh' else ','}\n\n{words}"


def personal_spans(text: str) -> list[tuple[str, int, int]]:
    """Personal data in a text; order numbers and amounts are none."""
    return [span for span in entities_of(text) if span[0] in PERSONAL]


def colleagues_of(brand: Brand) -> QuerySet[User]:
    """Who may be praised by the brand's customers."""
    return people.people_of_brand(brand)
