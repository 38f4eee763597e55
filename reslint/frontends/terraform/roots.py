"""Which Terraform directories are root modules: those that no other directory of the scan calls."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from reslint.frontends.terraform.configuration import read_module
from reslint.frontends.terraform.modules import literal_source
from reslint.frontends.terraform.reader import Reader
from reslint.frontends.terraform.sources import is_local


def root_directories(directories: Iterable[Path], reader: Reader) -> list[Path]:
    """The directories that are not modules of others, in order; of those in a circle, the first."""
    ordered = [Path(os.path.realpath(d)) for d in directories]
    calls = {directory: called_directories(directory, reader) for directory in ordered}
    called = set().union(*calls.values())
    roots = {directory for directory in ordered if directory not in called}
    reached: set[Path] = set()
    for directory in (*(d for d in ordered if d in roots), *ordered):
        if directory not in reached:
            roots.add(directory)
            _reach(directory, calls, reached)
    return [directory for directory in ordered if directory in roots]


def _reach(start: Path, calls: Mapping[Path, set[Path]], reached: set[Path]) -> None:
    """Add a directory, and all that it leads to, to those that are reached."""
    pending = [start]
    while pending:
        directory = pending.pop()
        if directory not in reached:
            reached.add(directory)
            pending.extend(calls.get(directory, ()))


def called_directories(directory: Path, reader: Reader) -> set[Path]:
    """The local module directories that a directory calls, itself left out."""
    found = set()
    for block in read_module(directory, reader).modules.values():
        source = literal_source(block)
        if is_local(source):
            found.add(Path(os.path.realpath(directory / source)))
    return found - {directory}
