"""Paths: as reports show them, and the repository that they belong to."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: Path, base: Path) -> str:
    """The path relative to `base` when below it, else as it is; with forward slashes, always text.

    Bytes of a name that are not UTF-8 are shown as `\\xff`.
    """
    shown = path.relative_to(base) if path.is_relative_to(base) else path
    return shown.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") or "."


def repository_of(path: Path) -> Path:
    """The repository that a path belongs to: the nearest folder upwards with `.git`, else its own folder."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder
