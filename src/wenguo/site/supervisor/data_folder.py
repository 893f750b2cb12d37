"""The folder in which an installation keeps everything: database, files, key, logs."""

import contextlib
import fcntl
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from wenguo.site.supervisor import problems
from wenguo.site.supervisor.accounts import Account, can_reach
from wenguo.site.supervisor.binaries import SHARED

NEEDED_MB = 300
# A socket's path has at most 107 bytes, of which PostgreSQL's own file name takes these.
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


class DataFolder:
    """The installation's folder, and where on this machine its database and sockets can live."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.logs = self.path / "logs"
        self._lock: int | None = None

    def prepare(self) -> None:
        """Make the folder; refuse one that is no folder, cannot be used, or lies on a full disk."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path):
                pass
            free_mb = shutil.disk_usage(self.path).free // 1_000_000
        except (FileExistsError, NotADirectoryError):
            raise problems.no_folder(self.path) from None
        except PermissionError:
            raise problems.unreadable(self.path) from None
        except OSError as reason:
            raise problems.from_system(reason, self.path) from None
        if free_mb < NEEDED_MB:
            raise problems.disk_full(self.path, free_mb)

    @contextlib.contextmanager
    def held(self, *, address: str) -> Iterator[None]:
        """Hold the folder: while one process tree runs on it, a second is told so. The kernel lets go when we die."""
        handle = os.open(self.path / "running.json", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise self._holder() from None
            os.ftruncate(handle, 0)
            os.pwrite(handle, json.dumps({"address": address, "pid": os.getpid()}).encode(), 0)
            yield
        finally:
            os.close(handle)

    def is_held(self) -> bool:
        """Whether a process tree is running on this folder."""
        try:
            with (self.path / "running.json").open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _holder(self) -> problems.Problem:
        try:
            told = json.loads((self.path / "running.json").read_text())
            return problems.already_running(str(told["address"]), int(told["pid"]))
        except (ValueError, KeyError, OSError):
            return problems.already_running("?", 0)

    def database_home(self, account: Account | None) -> Path:
        """Where the database's files lie: in the folder, unless the server's account cannot reach it."""
        home = self.path / "postgres"
        if account is None or can_reach(home, account):
            return home
        return SHARED / self._key() / "postgres"

    def sockets(self, account: Account | None) -> Path:
        """The private folder of the database's socket; under the temporary folder where our own path is too long."""
        path = self.path / "socket"
        if len(os.fsencode(path)) > _LONGEST_SOCKET_FOLDER or (account and not can_reach(path, account)):
            path = Path("/tmp") / f"wenguo-{account.uid if account else os.geteuid()}-{self._key()}"  # noqa: S108
        return path

    def _key(self) -> str:
        return sha256(os.fsencode(self.path)).hexdigest()[:12]


def make_private(path: Path, account: Account | None) -> None:
    """Make a folder that only the server's account may enter; refuse one that somebody else prepared for us."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_relative_to(SHARED):
        # Whatever the umask: the account must be able to walk here.
        SHARED.chmod(0o755)
        path.parent.chmod(0o755)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        if account:
            os.chown(path, account.uid, account.gid)
    found = path.lstat()
    owners = {os.geteuid(), account.uid if account else os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
        raise problems.unsafe_sockets(path)
    if account and found.st_uid != account.uid:
        os.chown(path, account.uid, account.gid)
