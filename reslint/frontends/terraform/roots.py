"""Which Terraform directories are root modules: those that no other directory of the scan calls."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from reslint.frontends.terraform.configuration import read_module
from reslint.frontends.terraform.modules import is_local, literal_source
from reslint.frontends.terraform.reader import Reader


def root_directories(directories: Iterable[Path], reader: Reader) -> list[Path]:
    """The directories that are not modules of others, in order; all of them if they only call each other."""
    ordered = [Path(os.path.realpath(d)) for d in directories]
    called = {target for directory in ordered for target in called_directories(directory, reader)}
    roots = [directory for directory in ordered if directory not in called]
    return roots or ordered


def called_directories(directory: Path, reader: Reader) -> set[Path]:
    """The local module directories that a directory calls, itself left out."""
    found = set()
    for block in read_module(directory, reader).modules.values():
        source = literal_source(block)
        if is_local(source):
            found.add(Path(os.path.realpath(directory / source)))
    return found - {directory}
