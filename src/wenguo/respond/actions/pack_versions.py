"""A pack of legal deadlines gets a new version: for what is received from a day on, with who wrote it and why."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.governance.actions import record
from wenguo.kernel.deadlines.packs import BadPack, Pack
from wenguo.kernel.deadlines.rules import DEFAULT_ZONE
from wenguo.respond.actions.deeds import checked_text
from wenguo.respond.domain.pack_versions import MOST_CHARACTERS, own_version
from wenguo.respond.models import PackVersion
from wenguo.respond.queries.calendars import sees_every_brand
from wenguo.respond.queries.packs import versions_of

ONE_AT_A_TIME = 1_936_024


def read_version(*, actor: Actor, pack: str, content: str, starts_date: date, now: datetime) -> Pack:
    """A new version as it would be, checked like the shipped ones and kept nowhere.

    It begins today or later: what was received before is counted by what held then. Raises Invalid with the place of
    the fault, NotAllowed for whoever does not look after every brand, NotFound.
    """
    actor.require("respond.settings")
    if not sees_every_brand(actor):
        raise NotAllowed(_("A pack holds for every brand: somebody who looks after all of them writes it."))
    known = versions_of(pack)
    if len(content) > MOST_CHARACTERS:
        raise Invalid(_("This text is too long for a pack."), content="long")
    if starts_date < now.astimezone(DEFAULT_ZONE).date():
        raise Invalid(_("A new version begins today or later."), starts_date="past")
    shipped = next(one for one in known if one.own is None)
    number = sum(one.own is not None for one in known) + 1
    try:
        read = own_version(
            content.replace("\r\n", "\n"), version=f"{shipped.pack.version}+{number}", starts=starts_date
        )
    except BadPack as fault:
        raise Invalid(
            gettext("This is not a pack yet: %(fault)s") % {"fault": fault}, content="pack"
        ) from None
    if read.id != pack:
        raise Invalid(_("The name of the pack (id) stays as it is."), content="id")
    return read


@transaction.atomic
def add_pack_version(
    *, actor: Actor, pack: str, content: str, starts_date: date, note: str, now: datetime
) -> PackVersion:
    """Keep a new version; nothing that runs is counted otherwise. Raises Invalid, NotAllowed, NotFound."""
    note = checked_text(note, "note")[:300]
    with connection.cursor() as cursor:
        # Versions are numbered; two at once would take the same number.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    read = read_version(actor=actor, pack=pack, content=content, starts_date=starts_date, now=now)
    row = PackVersion.objects.create(
        pack=pack,
        version=read.version,
        starts_date=starts_date,
        content=content.replace("\r\n", "\n"),
        note=note,
        made_by_name=actor.name[:150],
        made_at=now,
    )
    record(actor, "pack.versioned", row, at=now, pack=pack, version=row.version, note=note)
    return row
