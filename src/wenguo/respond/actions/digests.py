"""Alarms do not flood: one letter gathers what waits on somebody's bell, and none comes in their quiet hours."""

from datetime import datetime, time
from itertools import groupby

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.base.wording import moment_words
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.respond.domain.quiet import is_quiet
from wenguo.respond.models import Alarm, NoticeSetting

LEVELS = (50, 75, 90, 100)
MOST_LINES = 50
MOST_ALARMS = 1000


@transaction.atomic
def set_notices(
    *,
    actor: Actor,
    is_mailed: bool,
    from_level: int,
    quiet_from: time | None,
    quiet_until: time | None,
    now: datetime,
) -> NoticeSetting:
    """How the actor wants to hear of deadlines: by digest or not, from which level on, and when not at all.

    The bell always rings. Raises NotAllowed for a program, Invalid for a level that does not exist or half a span.
    """
    if actor.user_id is None:
        raise NotAllowed
    if from_level not in LEVELS:
        raise Invalid(_("Choose 50, 75, 90 or 100 percent."), from_level="choice")
    if (quiet_from is None) != (quiet_until is None):
        raise Invalid(_("Quiet hours need a beginning and an end."), quiet_until="empty")
    row, _is_new = NoticeSetting.objects.update_or_create(
        user_id=actor.user_id,
        defaults={
            "is_mailed": is_mailed,
            "from_level": from_level,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )
    record(actor, "notices.set", row, at=now, is_mailed=is_mailed, from_level=from_level)
    return row


def send_digests(*, now: datetime) -> int:
    """One letter for everybody for whom alarms wait that they have not seen; gives how many letters.

    What waits through quiet hours comes in one letter after them. Repeating it sends nothing twice.
    """
    waiting = Alarm.objects.filter(seen_at__isnull=True, mailed_at__isnull=True, user__is_active=True)
    people = waiting.exclude(user__email="").order_by().values_list("user_id", flat=True).distinct()
    return sum(_send_digest(user_id, now) for user_id in people)


@transaction.atomic
def _send_digest(user_id: int, now: datetime) -> bool:
    setting = NoticeSetting.objects.filter(user_id=user_id).first() or NoticeSetting(user_id=user_id)
    local = timezone.localtime(now).time()
    if not setting.is_mailed or is_quiet(
        local, quiet_from=setting.quiet_from, quiet_until=setting.quiet_until
    ):
        return False
    rows = Alarm.objects.select_for_update(of=("self",), skip_locked=True).filter(
        user_id=user_id,
        level__gte=setting.from_level,
        seen_at__isnull=True,
        mailed_at__isnull=True,
        deadline__case__brand__in=setting.user.brands.all(),
    )
    alarms = list(
        rows.select_related("deadline__case__brand").order_by("deadline_id", "-level")[:MOST_ALARMS]
    )
    if not alarms:
        return False
    with translation.override(setting.user.language):
        subject, body = _letter(alarms, now)
    listen.send(
        brand=alarms[0].deadline.case.brand,
        customer=None,
        key=f"alarms-{user_id}-{max(alarm.pk for alarm in alarms)}",
        recipient=setting.user.email,
        subject=subject,
        body=body,
        language=setting.user.language,
        now=now,
    )
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in alarms]).update(mailed_at=now)
    return True


def _letter(alarms: list[Alarm], now: datetime) -> tuple[str, str]:
    """Of each deadline its gravest alarm, the overdue first. Numbers only: no customer is named in a letter."""
    gravest = [next(group) for _deadline, group in groupby(alarms, key=lambda alarm: alarm.deadline_id)]
    gravest.sort(key=lambda alarm: (-alarm.level, alarm.deadline.due_at))
    lines = [_line(alarm, now) for alarm in gravest[:MOST_LINES]]
    if len(gravest) > MOST_LINES:
        lines.append(_("… and %(n)d more.") % {"n": len(gravest) - MOST_LINES})
    over = sum(alarm.level >= 100 for alarm in gravest)
    subject = ngettext("%(n)d deadline waits for you", "%(n)d deadlines wait for you", len(gravest)) % {
        "n": len(gravest)
    }
    if over:
        subject += ngettext(", %(n)d is overdue", ", %(n)d are overdue", over) % {"n": over}
    return subject, "\n".join(lines)


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
