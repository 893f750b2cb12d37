"""The packs of legal deadlines as this installation knows them: those of the release, and versions of its own."""

from dataclasses import dataclass
from datetime import date

from wenguo.base.errors import NotFound
from wenguo.kernel.deadlines import packs as law
from wenguo.kernel.deadlines.packs import BadPack, Pack
from wenguo.respond.domain.pack_versions import own_version
from wenguo.respond.models import PackVersion

FAR = date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class KnownPack:
    """One version; ``own`` is the row of one that was written here, None for one of the release."""

    pack: Pack
    own: PackVersion | None = None

    @property
    def text(self) -> str:
        """Its TOML, to begin a new version with."""
        return self.own.content if self.own else law.shipped_text(self.pack)


def known_packs(pack_id: str = "") -> list[KnownPack]:
    """Every version of every pack, or of one; those of the installation after those of the release.

    A version whose text this release can no longer read is left out: what runs by it is ended by hand.
    """
    found = [KnownPack(pack) for pack in law.shipped() if pack_id in ("", pack.id)]
    rows = PackVersion.objects.filter(pack=pack_id) if pack_id else PackVersion.objects.all()
    for row in rows.order_by("id"):
        try:
            pack = own_version(row.content, version=row.version, starts=row.starts_date)
        except BadPack:
            continue
        found.append(KnownPack(pack, row))
    return found


def pack_on(pack_id: str, day: date) -> KnownPack:
    """The version for what is received on that day. Raises NoPack."""
    known = known_packs(pack_id)
    chosen = law.choose(pack_id, on=day, packs=[one.pack for one in known])
    return next(one for one in known if one.pack == chosen)


def newest_packs() -> list[Pack]:
    """Every pack in the version that holds last."""
    packs = [one.pack for one in known_packs()]
    return [law.choose(name, on=FAR, packs=packs) for name in law.pack_ids(packs)]


def versions_of(pack_id: str) -> list[KnownPack]:
    """Every version of one pack, the one that holds last first. Raises NotFound."""
    found = known_packs(pack_id)
    if not found:
        raise NotFound
    order = sorted(enumerate(found), key=lambda row: (row[1].pack.effective_from, row[0]), reverse=True)
    return [one for _n, one in order]
