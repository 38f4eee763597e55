"""Reading the files of a run: every file once, confined to its repository."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
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
MAX_MATCHES = 10_000
"""Most files that a pattern of `fileset()` may match."""


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

    def parse(self, path: Path, confined: bool) -> Parsed | None:
        """The parsed file, or None (and a notification) when it cannot be read.

        `confined`: the scanned tree names it, so that it must lie in the repository, links followed.
        """
        if path not in self._parsed:
            self._parsed[path] = None if confined and self._leads_out(path) else self._parse(path)
        return self._parsed[path]

    def _leads_out(self, path: Path) -> bool:
        if not path.is_symlink():
            return False
        real = Path(os.path.realpath(path))
        if real.is_relative_to(os.path.realpath(self.repository(path.parent))):
            return False
        shown = self.shown(path)
        message = f"{shown}: a link to a file outside the repository (or the folder asked for): not read"
        self.notifications.append(Notification("error", "unreadable-file", message, shown))
        return True

    def _parse(self, path: Path) -> Parsed | None:
        from reslint.frontends.terraform.syntax.parse import read_tree

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
        """The real path. Raises `InputError` for a path outside the repository, or that is none."""
        if "\0" in name:
            raise InputError("a path with a NUL character is none")
        path = Path(os.path.realpath(self.directory / name))
        if not path.is_relative_to(os.path.realpath(self.repository)):
            raise InputError(f"{name} is outside the repository")
        return path

    def read(self, path: str) -> str:
        """The text of a file. Raises `InputError` when it cannot be read as text."""
        try:
            real = self.resolve(path)
            if not real.is_file():
                raise InputError(f"there is no file {path}")
            if real.stat().st_size > MAX_TEXT_FILE:
                raise InputError(f"{path} is too large to read")
            return real.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"{path} is not UTF-8 text") from error
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror}") from error

    def exists(self, path: str) -> bool:
        """Whether a file of this name exists. Raises `InputError` for a path outside the repository."""
        real = self.resolve(path)
        try:
            return real.is_file()
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror}") from error

    def glob(self, directory: str, pattern: str) -> list[str]:
        """Names of files below a directory that match, relative to it, sorted. Raises `InputError`."""
        folder = self.resolve(directory)
        # Python's `**` at the end means directories only, Terraform's means whatever is below.
        sought = f"{pattern}/*" if f"/{pattern}".endswith("/**") else pattern
        try:
            found = list(islice(folder.glob(sought.lstrip("/")), MAX_MATCHES + 1))
        except (OSError, ValueError, NotImplementedError, RecursionError) as error:
            raise InputError(f"the pattern {pattern} cannot be looked for") from error
        if len(found) > MAX_MATCHES:
            raise InputError(f"the pattern {pattern} matches more than {MAX_MATCHES} files")
        inside = (p for p in found if p.is_file() and Path(os.path.realpath(p)).is_relative_to(folder))
        return sorted(p.relative_to(folder).as_posix() for p in inside)
