"""The index of a checkout's rules, kept in the cache between runs."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from reslint import __version__
from reslint.files.cachedir import cache_directory, write_atomically

KEEP = 5
"""Older indexes beside the newest: several checkouts may share one cache."""


def stamp(files: Iterable[Path]) -> str:
    """A key that changes with the files' names and contents and with the version."""
    digest = sha256(__version__.encode())
    for file in files:
        digest.update(f"\0{file}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def read_kept(key: str) -> str | None:
    """The text kept under a key, or None."""
    folder = cache_directory()
    if folder is None:
        return None
    try:
        return _file(folder, key).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write_kept(key: str, text: str) -> None:
    """Keep a text; where nothing can be kept, nothing is."""
    folder = cache_directory()
    if folder is None:
        return
    write_atomically(_file(folder, key), text.encode())
    found = sorted(folder.glob("rules-index-*.json"), key=lambda path: path.stat().st_mtime)
    for old in found[: -KEEP - 1]:
        old.unlink(missing_ok=True)


def _file(folder: Path, key: str) -> Path:
    return folder / f"rules-index-{key[:32]}.json"
