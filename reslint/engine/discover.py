"""Which files are read: root modules and plans of Terraform, templates of CloudFormation."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reslint.errors import UsageError
from reslint.files.paths import shown_path
from reslint.model.inventory import Notification
from reslint.model.raw import Root

SKIPPED_DIRECTORIES = frozenset({
    ".git", ".hg", ".svn", ".terraform", ".terragrunt-cache", "node_modules", "__pycache__", ".venv", "venv",
    ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".idea", ".vscode", "site-packages",
})  # fmt: skip
"""Never walked into: caches, dependencies, version control."""

TERRAFORM_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
TEMPLATE_SUFFIXES = (".yaml", ".yml", ".json", ".template", ".cform", ".cfn")
STACK_SUFFIXES = (
    ".tfcomponent.hcl", ".tfcomponent.json", ".tfdeploy.hcl", ".tfdeploy.json",
    ".tfstack.hcl", ".tfstack.json",
)  # fmt: skip
"""Files of Terraform Stacks: https://developer.hashicorp.com/terraform/language/stacks"""
UNIT_FILE = "terragrunt.hcl"
"""What Terragrunt's file of a unit is called."""
MAX_TEMPLATE_BYTES = 10_000_000
"""Largest file, in bytes, that is looked at as a template."""


@dataclass(slots=True)
class Candidates:
    """What the walk has found."""

    directories: list[Path] = field(default_factory=list)
    """Directories with Terraform configuration, real paths, in order."""
    templates: list[Path] = field(default_factory=list)
    """Files that may be CloudFormation templates or plan JSON."""
    units: list[Path] = field(default_factory=list)
    """Terragrunt's files of units."""
    stacks: list[Path] = field(default_factory=list)
    """Directories with files of Terraform Stacks."""
    wanted: set[Path] = field(default_factory=set)
    """Files that were named one by one: only findings that touch them are reported."""
    notifications: list[Notification] = field(default_factory=list)


def candidates(paths: Sequence[Path], exclude: Sequence[str], base: Path) -> Candidates:
    """The files below the paths that may be read. Raises `UsageError` for a path that does not exist."""
    found = Candidates()
    directories: dict[Path, None] = {}
    templates: dict[Path, None] = {}
    stacks: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or directory")
        files: Iterator[Path] = _walk(path, exclude, base, found) if path.is_dir() else iter((path,))
        if not path.is_dir():
            found.wanted.add(Path(os.path.realpath(path)))
        for file in files:
            if file.name.endswith((*TERRAFORM_SUFFIXES, ".tfvars", ".tfvars.json")):
                directories.setdefault(Path(os.path.realpath(file.parent)))
            elif file.name.endswith(STACK_SUFFIXES):
                stacks.setdefault(Path(os.path.realpath(file.parent)))
            elif file.name == UNIT_FILE:
                found.units.append(Path(os.path.realpath(file)))
            elif file.name.endswith(TEMPLATE_SUFFIXES) or not path.is_dir():
                templates.setdefault(Path(os.path.realpath(file)))
    found.directories = list(directories)
    found.templates = list(templates)
    found.stacks = list(stacks)
    return found


def _walk(top: Path, exclude: Sequence[str], base: Path, found: Candidates) -> Iterator[Path]:
    """All files below a directory in a stable order; unreadable folders are told."""

    def unreadable(error: OSError) -> None:
        message = f"cannot read {error.filename}: {error.strerror}"
        found.notifications.append(
            Notification("error", "unreadable-directory", message, str(error.filename))
        )

    for folder, names, files in os.walk(top, onerror=unreadable):
        where = Path(folder)
        names[:] = sorted(
            n for n in names if n not in SKIPPED_DIRECTORIES and not _excluded(where / n, exclude, base)
        )
        for name in sorted(files):
            if not _excluded(where / name, exclude, base):
                yield where / name


def _excluded(path: Path, patterns: Sequence[str], base: Path) -> bool:
    if not patterns:
        return False
    shown = os.path.relpath(path, base).replace(os.sep, "/")
    return any(_matches(shown, pattern.rstrip("/")) for pattern in patterns)


def _matches(shown: str, pattern: str) -> bool:
    """Whether a path is what the pattern names, or lies below it."""
    return fnmatch.fnmatch(shown, pattern) or fnmatch.fnmatch(shown, pattern + "/*")


def terraform_root(directory: Path, base: Path) -> Root:
    """A Terraform root module."""
    return Root("terraform", directory, shown_path(directory, base))


def plan_root(file: Path, base: Path) -> Root:
    """A plan of Terraform as JSON."""
    return Root("terraform", file, shown_path(file, base))


def template_root(file: Path, base: Path) -> Root:
    """A CloudFormation template."""
    return Root("cloudformation", file, shown_path(file, base))
