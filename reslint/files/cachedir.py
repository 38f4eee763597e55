"""The directory where reslint keeps what it need not work out twice."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def cache_directory() -> Path | None:
    """The cache directory, made if need be; None when it cannot be written or is not safe.

    `$RESLINT_CACHE_DIR`, else `$XDG_CACHE_HOME/reslint`, else `~/.cache/reslint`.
    """
    named = os.environ.get("RESLINT_CACHE_DIR")
    if named:
        return usable(Path(named))
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        home = Path(base) if base and os.path.isabs(base) else Path.home() / ".cache"
    except RuntimeError:
        return None
    return usable(home / "reslint")


def usable(directory: Path) -> Path | None:
    """The directory, made with mode 0700 if need be; None unless it is ours alone and can be written."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = directory.stat()
    except OSError:
        return None
    if not stat.S_ISDIR(about.st_mode) or not os.access(directory, os.W_OK | os.X_OK):
        return None
    return directory if _ours(about) else None


def _ours(about: os.stat_result) -> bool:
    """Whether nobody else can put files there: what is read from it must be what we wrote."""
    if not hasattr(os, "getuid"):
        return True
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file (mode 0600) so that a reader sees the old content or the new; failure is silent."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
