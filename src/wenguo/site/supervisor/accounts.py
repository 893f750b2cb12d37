"""Which system account runs the database: one's own, but never root."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from wenguo.site.supervisor import problems

NAME = "wenguo"


@dataclass(frozen=True, slots=True)
class Account:
    """A system account that is not ours; only root can start processes under it."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """The account to drop to when we are root: ``wenguo``, made when missing, else ``nobody``. None when we are not."""
    if os.geteuid() != 0:
        return None
    if _find(NAME) is None and (useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")):
        # A read-only /etc or two starts at once: whatever happens, the look-up below decides.
        subprocess.run(
            [
                useradd,
                "--system",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                NAME,
            ],
            capture_output=True,
            check=False,
        )
    account = _find(NAME) or _find("nobody")
    if account is None:
        raise problems.no_account()
    return account


def can_reach(path: Path, account: Account) -> bool:
    """Whether the account may pass through every folder on the way to ``path`` (which itself may not exist yet)."""
    return all(_may_pass(folder.stat(), account) for folder in path.parents if folder.exists())


def _may_pass(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _find(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)
