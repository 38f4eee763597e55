"""One run over some paths: roots, deployments and their inventories, each read once."""

from __future__ import annotations

import difflib
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reslint.config import Config
from reslint.engine.deployments import Inputs, assumed_of, deployments_of
from reslint.engine.discover import Candidates, candidates, plan_root, template_root, terraform_root
from reslint.errors import ReslintError
from reslint.files.paths import repository_of, shown_path
from reslint.model.inventory import Inventory, Loaded, Notification
from reslint.model.raw import Deployment, RawResource, Root

if TYPE_CHECKING:
    from reslint.frontends.terraform.reader import Reader

RECURSION_LIMIT = 20_000
"""Expressions and references may be nested this deep before they are undecided."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do."""

    paths: tuple[Path, ...]
    config: Config
    inputs: Inputs = field(default_factory=Inputs)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    thorough: bool = False
    changed_only: bool = False
    """The paths are changed files: whole roots are read, findings that touch the files reported."""
    source: Path | None = None
    """The root module that the plans were made from."""
    cache: bool = True
    base: Path = field(default_factory=Path.cwd)
    """Directory that shown paths are relative to."""


Progress = Callable[[str], None]
"""Is told what the run is doing."""

Change = Callable[[RawResource], None]
"""Is shown every resource before it is adapted. For tests and what-if questions."""


class Run:
    """One run over some paths: what is read is read once."""

    def __init__(self, options: Options, progress: Progress = lambda _: None) -> None:
        self.options = options
        self.notifications: list[Notification] = []
        self._declared: set[str] = set()
        self._touched: set[str] = set()
        self._progress = progress
        self._reader = _reader(options)
        sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION_LIMIT))

    def inventories(self, change: Change | None = None) -> Iterator[Inventory]:
        """The inventory of every deployment; a defect of reslint at one costs the others nothing."""
        for deployment in self.deployments():
            self._progress(f"reading {deployment.root.shown}")
            try:
                yield self._inventory(deployment, change)
            except ReslintError:
                raise
            except Exception as error:  # noqa: BLE001 - one root must not cost the others their findings
                self.notifications.append(_defect(deployment, error))
        self.notifications.extend(self._reader.notifications)

    def _inventory(self, deployment: Deployment, change: Change | None) -> Inventory:
        from reslint.engine.adapt import inventory_of

        loaded = self._load(deployment)
        self._declared |= loaded.declared
        if change is not None:
            for resource in loaded.resources:
                change(resource)
        return inventory_of(loaded)

    def deployments(self) -> Iterator[Deployment]:
        """Every deployment of every root that the paths lead to."""
        found = self._candidates()
        self.notifications.extend((*found.notifications, *self._stacks(found)))
        units = self._units(found)
        for root in self._roots(found, units):
            named = [(self._unit_name(root, file), file) for file in units.get(root.path, ())]
            yield from deployments_of(root, self.options.inputs, self.options.config, named)

    def _roots(self, found: Candidates, units: Mapping[Path, Sequence[Path]]) -> Iterator[Root]:
        """The root modules and templates that the paths lead to."""
        if found.directories or units:
            from reslint.frontends.terraform.configuration import configuration_files
            from reslint.frontends.terraform.roots import root_directories

            self._progress("looking for root modules")
            files = {d: configuration_files(d) for d in found.directories}
            self._reader.parse_ahead([file for group in files.values() for file in group])
            configured = [d for d, group in files.items() if group]
            roots = root_directories(configured, self._reader) if configured else []
            for directory in dict.fromkeys((*roots, *units)):
                yield terraform_root(directory, self.options.base)
        for file in found.templates:
            root = self._root_of(file)
            if root is not None:
                yield root

    def _units(self, found: Candidates) -> dict[Path, list[Path]]:
        """The files of Terragrunt's units by the module that each deploys."""
        if not found.units:
            return {}
        from reslint.frontends.terraform.terragrunt import units_of

        self._reader.parse_ahead(found.units)
        return units_of(found.units, self._reader)

    def _unit_name(self, root: Root, file: Path) -> str:
        return "default" if file.parent == root.path else shown_path(file.parent, self.options.base)

    def _stacks(self, found: Candidates) -> Iterator[Notification]:
        message = "Terraform Stacks are not evaluated: only the modules they are made of are checked"
        for directory in found.stacks:
            shown = shown_path(directory, self.options.base)
            yield Notification("note", "stacks-not-evaluated", message, shown)

    def is_touched(self, loaded: Loaded) -> bool:
        """Whether a deployment reads one of the changed files; always, when not only those are asked for."""
        wanted = self.wanted if self.options.changed_only else None
        files = {source.path for source in loaded.sources} | {loaded.deployment.root.shown}
        touched = wanted is None or not files.isdisjoint(wanted)
        if touched:
            self._touched |= files
        return touched

    def concerns(self, notification: Notification) -> bool:
        """Whether a notification is about what was asked for: of changed files, only about their roots."""
        wanted = self.wanted if self.options.changed_only else None
        if wanted is None or not notification.file:
            return True
        return notification.file in wanted or notification.file in self._touched

    def unknown_inputs(self) -> Iterator[Notification]:
        """An error for each variable or parameter on the command line that nothing declares."""
        inputs = self.options.inputs
        variables = [entry[0] for entry in inputs.var_options if isinstance(entry, tuple)]
        for option, name in (
            *(("--var", v) for v in variables),
            *(("--parameter", p) for p in inputs.parameters),
        ):
            if name not in self._declared:
                near = difflib.get_close_matches(name, self._declared, 1)
                hint = f"; did you mean `{near[0]}`?" if near else ""
                message = f"{option} {name}: nothing that was read declares it{hint}"
                yield Notification("error", "unknown-input", message)

    @cached_property
    def wanted(self) -> set[str] | None:
        """The files that findings must touch, as shown; None for all."""
        files = [p for p in self.options.paths if not p.is_dir()]
        if self.options.changed_only:
            files = [
                *files,
                *(f for p in self.options.paths if p.is_dir() for f in p.rglob("*") if f.is_file()),
            ]
        elif not files or len(files) < len(self.options.paths):
            return None
        return {shown_path(Path(os.path.realpath(p)), self.options.base) for p in files}

    def _candidates(self) -> Candidates:
        options = self.options
        paths = options.paths
        if options.changed_only:
            paths = tuple(p for p in paths if p.exists()) or ()
            folders = _folders_of(paths, options.base)
            templates = [Path(os.path.realpath(p)) for p in paths if not p.is_dir()]
            found = candidates(folders, options.config.exclude, options.config.directory)
            found.templates = [t for t in found.templates if t in templates]
            return found
        return candidates(paths, options.config.exclude, options.config.directory)

    def _root_of(self, file: Path) -> Root | None:
        """The plan or template that a file is, judged by its content; None for anything else."""
        from reslint.frontends.terraform.plan.detect import looks_like_plan

        try:
            if looks_like_plan(file):
                return plan_root(file, self.options.base)
            return template_root(file, self.options.base) if _looks_like_template(file) else None
        except OSError as error:
            shown = shown_path(file, self.options.base)
            message = f"cannot read {shown}: {error.strerror}"
            self.notifications.append(Notification("error", "unreadable-file", message, shown))
            return None

    def _load(self, deployment: Deployment) -> Loaded:
        if deployment.root.language == "terraform" and deployment.root.path.is_file():
            from reslint.frontends.terraform.plan.load import load_plan

            assumed = assumed_of(deployment, self.options.config)
            return load_plan(deployment, self._reader, assumed, self.options.source)
        if deployment.root.language == "terraform":
            from reslint.frontends.terraform.load import load

            return load(deployment, self._reader, assumed_of(deployment, self.options.config))
        from reslint.files.reading import read_source
        from reslint.frontends.cloudformation.load import load as load_template
        from reslint.frontends.cloudformation.tree import cached_tree

        return load_template(
            deployment,
            lambda path: read_source(path, shown_path(path, self.options.base)),
            lambda source: cached_tree(source, self._reader.cache),
        )


def _reader(options: Options) -> Reader:
    from reslint.files.cachedir import cache_directory
    from reslint.files.treecache import TreeCache
    from reslint.frontends.terraform.reader import Reader

    directory = cache_directory() if options.cache else None
    named = (*options.paths, options.source) if options.source else options.paths
    folders = tuple(Path(os.path.realpath(p)) for p in named if p.is_dir())
    return Reader(options.base, folders, TreeCache(directory / "trees") if directory else None)


def _looks_like_template(file: Path) -> bool:
    """Whether a file may be a template. Raises `OSError`."""
    from reslint.engine.discover import MAX_TEMPLATE_BYTES, TEMPLATE_SUFFIXES
    from reslint.frontends.cloudformation.detect import looks_like_template

    if not file.name.endswith(TEMPLATE_SUFFIXES) or file.stat().st_size > MAX_TEMPLATE_BYTES:
        return False
    return looks_like_template(file.read_bytes().decode("utf-8-sig", errors="replace"), file.suffix)


def _defect(deployment: Deployment, error: Exception) -> Notification:
    """What to say when reslint itself fails at a root."""
    if os.environ.get("RESLINT_DEBUG"):
        raise error
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    what = f"{type(error).__name__}: {error}; {where}"
    message = f"reslint failed here ({what}): please report it; this root was not checked"
    return Notification("error", "internal-error", message, deployment.root.shown)


def _folders_of(paths: Sequence[Path], base: Path) -> tuple[Path, ...]:
    """Where the roots of changed files can be: the repository, or the folders of the files."""
    if not paths:
        return ()
    return tuple(dict.fromkeys(repository_of(Path(os.path.realpath(p))) for p in paths))
