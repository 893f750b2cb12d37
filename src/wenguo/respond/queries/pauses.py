"""Who takes breath, and who has borne much: the same words for the one concerned and for their lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, ngettext

from wenguo.base.actor import Actor
from wenguo.respond.domain.moods import DEFAULT_HARD_CONTACTS, DEFAULT_HOURS, hard_in_a_row
from wenguo.respond.models import Message, Pause, PauseSetting

if TYPE_CHECKING:
    from wenguo.people.models import Brand

# Nobody answers more letters in a shift by hand.
MOST_CONTACTS = 2000


@dataclass(frozen=True, slots=True)
class Strain:
    """How many hard contacts in a row somebody has had in this shift, and until when they pause."""

    hard: int = 0
    is_much: bool = False
    pause_until: datetime | None = None

    @property
    def words(self) -> str:
        """What a lead reads on the board, and the one concerned beside their pause button: exactly the same."""
        parts = []
        if self.pause_until is not None:
            parts.append(_("takes breath until %(at)s") % {"at": f"{localtime(self.pause_until):%H:%M}"})
        if self.is_much:
            told = ngettext("%(n)d hard contact in a row", "%(n)d hard contacts in a row", self.hard)
            parts.append(told % {"n": self.hard})
        return " · ".join(parts)


CALM = Strain()


def pausing(user_ids: Iterable[int], *, now: datetime) -> dict[int, datetime]:
    """Who of them pauses at this moment, and until when."""
    rows = Pause.objects.filter(user_id__in=list(user_ids), starts_at__lte=now, ends_at__gt=now)
    return dict(rows.order_by("ends_at").values_list("user_id", "ends_at"))


def strains_of(user_ids: Iterable[int], *, now: datetime) -> dict[int, Strain]:
    """For everybody who pauses or has had hard contacts, in four queries however many people."""
    ids = list(user_ids)
    until = pausing(ids, now=now)
    most, hours = _limits()
    contacts = _contacts(ids, since=now - timedelta(hours=hours))
    strains = {}
    for user_id in ids:
        hard = hard_in_a_row(contacts.get(user_id, []))
        if hard or user_id in until:
            strains[user_id] = Strain(hard, hard >= most, until.get(user_id))
    return strains


def pause_setting_of(actor: Actor, brand: Brand) -> PauseSetting:
    """What holds for a brand."""
    actor.require("respond.read")
    return PauseSetting.objects.filter(brand=brand).first() or PauseSetting(brand=brand)


def _limits() -> tuple[int, int]:
    # Somebody may work for several brands: the most careful of them counts.
    found = PauseSetting.objects.aggregate(most=Min("hard_contacts"), hours=Min("hours"))
    return found["most"] or DEFAULT_HARD_CONTACTS, found["hours"] or DEFAULT_HOURS


def _contacts(user_ids: list[int], *, since: datetime) -> dict[int, list[int]]:
    """By person, the mood of the customer in each letter they answered since then, in order."""
    rows = Message.objects.filter(author_id__in=user_ids, direction="out", created_at__gte=since)
    answers = list(
        rows.order_by("id").values_list("author_id", "case_id", "case__intensity", "created_at")[
            :MOST_CONTACTS
        ]
    )
    said = Message.objects.filter(
        case_id__in={case_id for _user, case_id, _first, _at in answers}, direction="in", mood__isnull=False
    )
    heard: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for case_id, at, mood in said.order_by("id").values_list("case_id", "created_at", "mood"):
        heard[case_id].append((at, mood or 0))
    moods: dict[int, list[int]] = defaultdict(list)
    for user_id, case_id, first, at in answers:
        before = [mood for moment, mood in heard[case_id] if moment <= at]
        moods[user_id or 0].append(before[-1] if before else first)
    return moods
