"""Letters to colleagues: at once or gathered, as each has chosen, none in quiet hours, and nothing twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.base.wording import moment_words
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.people import queries as people
from wenguo.respond.domain.notices import Way, faults_of, kinds_by, way_of
from wenguo.respond.domain.quiet import is_quiet
from wenguo.respond.models import Alarm, Notice, NoticeSetting
from wenguo.respond.queries.cases import visible_cases
from wenguo.respond.queries.notices import notice_words

LEVELS = (50, 75, 90, 100)
MOST_LINES = 50
MOST_AT_ONCE = 1000
# What nobody could be written about for days is on the bell; a letter now would only confuse.
STALE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to hear of things. ``ways`` is kind → now, digest, app or off; what is left out is as usual.

    Deadlines are told ``from_level`` percent of their time on; quiet hours are local times in ``zone`` (an IANA name;
    empty for the house's own).
    """

    ways: Mapping[str, str]
    from_level: int = 75
    quiet_from: time | None = None
    quiet_until: time | None = None
    zone: str = ""


@transaction.atomic
def set_notices(*, actor: Actor, wishes: Wishes, now: datetime) -> NoticeSetting:
    """Say how the actor wants to hear of each kind of news, and when of nothing.

    Raises NotAllowed for a program; Invalid for a kind, way, level or zone that does not exist, half a span, or for
    switching off what asks for an "I have it".
    """
    if actor.user_id is None:
        raise NotAllowed
    _check(wishes)
    values = {
        "ways": dict(wishes.ways),
        "from_level": wishes.from_level,
        "quiet_from": wishes.quiet_from,
        "quiet_until": wishes.quiet_until,
        "zone": wishes.zone,
    }
    row, _is_new = NoticeSetting.objects.update_or_create(user_id=actor.user_id, defaults=values)
    record(actor, "notices.set", row, at=now, ways=dict(wishes.ways), from_level=wishes.from_level)
    return row


def send_digests(*, now: datetime) -> int:
    """One letter for everybody for whom something waits that they have not seen; gives how many letters.

    What waits through quiet hours comes in one letter after them. Repeating it sends nothing twice.
    """
    return _send_each("digest", now)


def send_notices(*, now: datetime) -> int:
    """The same for what people want to be written of at once."""
    return _send_each("now", now)


def _check(wishes: Wishes) -> None:
    faults = faults_of(wishes.ways)
    if "always" in faults.values():
        raise Invalid(_("What asks you to say that you have it always comes at once."), **faults)
    if faults:
        raise Invalid(_("Choose how you want to hear of it."), **faults)
    if wishes.from_level not in LEVELS:
        raise Invalid(_("Choose 50, 75, 90 or 100 percent."), from_level="choice")
    if (wishes.quiet_from is None) != (wishes.quiet_until is None):
        raise Invalid(_("Quiet hours need a beginning and an end."), quiet_until="empty")
    if wishes.zone and wishes.zone not in available_timezones():
        raise Invalid(_("There is no such time zone."), zone="choice")


def _send_each(way: Way, now: datetime) -> int:
    waiting = {(user_id, "deadline") for user_id in _people(Alarm.objects.all())}
    rows = Notice.objects.filter(at__gt=now - STALE, seen_at__isnull=True, mailed_at__isnull=True)
    waiting |= set(rows.order_by().values_list("user_id", "kind").distinct())
    wishes = {
        row.user_id: row
        for row in NoticeSetting.objects.filter(user_id__in={user_id for user_id, _kind in waiting})
    }
    hearers = {
        user_id
        for user_id, kind in waiting
        if kind in kinds_by(way, wishes[user_id].ways if user_id in wishes else {})
    }
    return sum(
        _send(user_id, wishes.get(user_id) or NoticeSetting(user_id=user_id), way=way, now=now)
        for user_id in sorted(hearers)
    )


def _people(rows: QuerySet[Alarm]) -> list[int]:
    waiting = rows.filter(seen_at__isnull=True, mailed_at__isnull=True)
    return list(waiting.order_by().values_list("user_id", flat=True).distinct())


@transaction.atomic
def _send(user_id: int, setting: NoticeSetting, *, way: Way, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(setting.zone) if setting.zone else timezone.get_default_timezone()).time()
    user = setting.user
    if not user.is_active or not user.email:
        return False
    if is_quiet(local, quiet_from=setting.quiet_from, quiet_until=setting.quiet_until):
        return False
    actor = people.actor_of(user)
    alarms = _alarms(actor, setting) if way_of("deadline", setting.ways) == way else []
    notices = _notices(actor, setting, way=way, now=now)
    if not alarms and not notices:
        return False
    with translation.override(user.language):
        subject, body = _letter(alarms, notices, now)
    newest = f"{max((row.pk for row in alarms), default=0)}-{max((row.pk for row in notices), default=0)}"
    listen.send(
        brand=alarms[0].deadline.case.brand if alarms else notices[0].case.brand,
        customer=None,
        key=f"alarms-{user_id}-{newest}",
        recipient=user.email,
        subject=subject,
        body=body,
        language=user.language,
        now=now,
    )
    Alarm.objects.filter(pk__in=[row.pk for row in alarms]).update(mailed_at=now)
    Notice.objects.filter(pk__in=[row.pk for row in notices]).update(mailed_at=now)
    return True


def _alarms(actor: Actor, setting: NoticeSetting) -> list[Alarm]:
    rows = Alarm.objects.select_for_update(of=("self",), skip_locked=True).filter(
        user_id=setting.user_id,
        level__gte=setting.from_level,
        seen_at__isnull=True,
        mailed_at__isnull=True,
        deadline__case__in=visible_cases(actor).order_by().values("id"),
    )
    found = rows.select_related("deadline__case__brand").order_by("deadline_id", "-level")
    return list(found[:MOST_AT_ONCE])


def _notices(actor: Actor, setting: NoticeSetting, *, way: Way, now: datetime) -> list[Notice]:
    rows = Notice.objects.select_for_update(of=("self",), skip_locked=True).filter(
        user_id=setting.user_id,
        kind__in=kinds_by(way, setting.ways),
        at__gt=now - STALE,
        seen_at__isnull=True,
        mailed_at__isnull=True,
        case__in=visible_cases(actor).order_by().values("id"),
    )
    return list(rows.select_related("case__brand").order_by("-id")[:MOST_AT_ONCE])


def _letter(alarms: list[Alarm], notices: list[Notice], now: datetime) -> tuple[str, str]:
    """Of each deadline its gravest alarm, the overdue first; then the news. No letter names a customer."""
    gravest = [next(group) for _deadline, group in groupby(alarms, key=lambda alarm: alarm.deadline_id)]
    gravest.sort(key=lambda alarm: (-alarm.level, alarm.deadline.due_at))
    news = [f"{row.case.number}  {notice_words(row)}" for row in notices]
    lines = [*(_line(alarm, now) for alarm in gravest), *news]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], _("… and %(n)d more.") % {"n": len(lines) - MOST_LINES}]
    return _subject(gravest, news), "\n".join(lines)


def _subject(gravest: list[Alarm], news: list[str]) -> str:
    if not gravest and len(news) == 1:
        return news[0]
    if news:
        n = len(gravest) + len(news)
        return ngettext("%(n)d thing waits for you", "%(n)d things wait for you", n) % {"n": n}
    subject = ngettext("%(n)d deadline waits for you", "%(n)d deadlines wait for you", len(gravest)) % {
        "n": len(gravest)
    }
    if over := sum(alarm.level >= 100 for alarm in gravest):
        subject += ngettext(", %(n)d is overdue", ", %(n)d are overdue", over) % {"n": over}
    return subject


def _line(alarm: Alarm, now: datetime) -> str:
    facts = {
        "number": alarm.deadline.case.number,
        "clock": alarm.deadline.get_name_display(),
        "due": moment_words(alarm.deadline.due_at, now=now),
        "level": alarm.level,
    }
    if alarm.level >= 100:
        return _("%(number)s  %(clock)s: overdue since %(due)s") % facts
    return _("%(number)s  %(clock)s: %(level)d%% of the time is gone, due %(due)s") % facts
