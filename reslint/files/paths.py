"""Paths: as reports show them, and the repository that they belong to."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: Path, base: Path) -> str:
    """The path relative to `base` when below it, else as it is; with forward slashes."""
    try:
        return path.relative_to(base).as_posix() or "."
    except ValueError:
        return path.as_posix()


def repository_of(path: Path) -> Path:
    """The repository that a path belongs to: the nearest folder upwards with `.git`, else its own folder."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder
