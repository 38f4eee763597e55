"""Where the index of a checkout's rules is kept between runs. Without a writable place, nowhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from reslint import __version__


def cache_folder() -> Path:
    """`$RESLINT_CACHE_DIR`, else `$XDG_CACHE_HOME/reslint`, else `~/.cache/reslint`."""
    own = os.environ.get("RESLINT_CACHE_DIR")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path("~/.cache").expanduser()) / "reslint"


def stamp(files: Iterable[Path]) -> str:
    """A key that changes with the files' names and contents and with the version."""
    digest = sha256(__version__.encode())
    for file in files:
        digest.update(f"\0{file}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def read_cached(folder: Path, key: str) -> str | None:
    """The text kept under a key, or None."""
    try:
        return _file(folder, key).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write_cached(folder: Path, key: str, text: str) -> None:
    """Keeps a text, readable by its owner only; what cannot be written is not kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder, prefix="rules-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, _file(folder, key))
        _forget_others(folder, key)
    except OSError:
        return


def _file(folder: Path, key: str) -> Path:
    return folder / f"rules-index-{key[:32]}.json"


def _forget_others(folder: Path, key: str, keep: int = 5) -> None:
    """Old indexes go, so that the cache does not grow with every edit."""
    found = sorted(folder.glob("rules-index-*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in [path for path in found if path != _file(folder, key)][keep:]:
        old.unlink(missing_ok=True)
