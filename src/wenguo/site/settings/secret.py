"""The installation's signing key: from the environment, else made once and kept in the data folder."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Read or make the key. Two processes starting together agree: a complete file is linked into place, or not."""
    given = os.environ.get("WENGUO_SECRET_KEY")
    if given:
        return given
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        draft = data / f".secret-key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
