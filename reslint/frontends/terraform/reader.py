"""Reading the files of a run: every file once, confined to its repository."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reslint.errors import InputError
from reslint.files.paths import repository_of, shown_path
from reslint.model.inventory import Notification
from reslint.model.span import Source, Span

if TYPE_CHECKING:
    from reslint.files.treecache import TreeCache

MAX_TEXT_FILE = 1_000_000
"""Largest file, in bytes, that `file()` and its like read."""


@dataclass(slots=True)
class Parsed:
    """One configuration file with its tree."""

    path: Path
    source: Source
    tree: dict[str, Any]


@dataclass(slots=True)
class Reader:
    """Reads and parses configuration files, each once in a run."""

    base: Path
    """Directory that shown paths are relative to."""
    scanned: tuple[Path, ...] = ()
    """The folders that were asked for, real paths: without a repository, they bound what is read."""
    cache: TreeCache | None = None
    notifications: list[Notification] = field(default_factory=list)
    """What could not be read, once per file."""
    _parsed: dict[Path, Parsed | None] = field(default_factory=dict)

    def shown(self, path: Path) -> str:
        """The path as reports show it, with forward slashes."""
        return shown_path(path, self.base)

    def repository(self, directory: Path) -> Path:
        """The folder that nothing is read outside of: the repository, else the folder asked for."""
        found = repository_of(directory)
        if (found / ".git").exists():
            return found
        return next((folder for folder in self.scanned if directory.is_relative_to(folder)), directory)

    def parse_ahead(self, paths: Sequence[Path]) -> None:
        """Parse files that will be asked for, with several processes where that saves time."""
        if self.cache is not None:
            from reslint.frontends.terraform.ahead import parse_ahead

            parse_ahead(paths, self.cache)

    def parse(self, path: Path) -> Parsed | None:
        """The parsed file, or None (and a notification) when it cannot be read."""
        if path not in self._parsed:
            self._parsed[path] = self._parse(path)
        return self._parsed[path]

    def _parse(self, path: Path) -> Parsed | None:
        from reslint.frontends.terraform.parse import read_tree

        shown = self.shown(path)
        try:
            source, tree = read_tree(path, shown, self.cache)
        except InputError as error:
            self.notifications.append(Notification("error", "unreadable-file", str(error), shown))
            return None
        for start, end, message in tree["errors"]:
            span = Span(source, start, end)
            self.notifications.append(Notification("error", "syntax-error", message, shown, span))
        return Parsed(path, source, tree)


@dataclass(frozen=True, slots=True)
class ConfinedFiles:
    """The file functions' view of the disk: text files inside one repository."""

    directory: Path
    """Relative paths start here: Terraform's working directory."""
    repository: Path

    def resolve(self, name: str) -> Path:
        """The real path. Raises `InputError` for a path outside the repository."""
        path = Path(os.path.realpath(self.directory / name))
        if not path.is_relative_to(os.path.realpath(self.repository)):
            raise InputError(f"{name} is outside the repository")
        return path

    def read(self, path: str) -> str:
        """The text of a file. Raises `InputError` when it cannot be read as text."""
        try:
            real = self.resolve(path)
            if real.stat().st_size > MAX_TEXT_FILE:
                raise InputError(f"{path} is too large to read")
            return real.read_bytes().decode("utf-8")
        except (OSError, ValueError) as error:
            raise InputError(f"cannot read {path}: {error}") from error

    def exists(self, path: str) -> bool:
        """Whether a file of this name exists. Raises `InputError` for a path outside the repository."""
        return self.resolve(path).is_file()

    def glob(self, directory: str, pattern: str) -> list[str]:
        """Names of files below a directory that match, relative to it, sorted."""
        folder = self.resolve(directory)
        found = (p for p in folder.glob(pattern.lstrip("/")) if p.is_file())
        return sorted(p.relative_to(folder).as_posix() for p in found if os.path.realpath(p).startswith(str(folder)))
