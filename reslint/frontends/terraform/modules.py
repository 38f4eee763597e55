"""Module calls: where the code of a module is, and the instances of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reslint.frontends.terraform.body import argument
from reslint.frontends.terraform.configuration import (
    Block,
    Expression,
    ModuleConfig,
    configuration_files,
    read_module,
)
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.instance import ModuleInstance
from reslint.frontends.terraform.known import known_modules
from reslint.frontends.terraform.later import Later, later, now
from reslint.frontends.terraform.providers import own_providers, passed_providers
from reslint.frontends.terraform.reader import Reader
from reslint.frontends.terraform.repetition import MAX_INSTANCES, Instance
from reslint.frontends.terraform.scope import Scope
from reslint.frontends.terraform.sources import is_local
from reslint.frontends.terraform.standins import StandIn, described, stand_in
from reslint.model.inventory import Level, Notification
from reslint.model.value import Value

NOT_INPUTS = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})
"""Arguments of a module call that are not values of variables."""
MAX_MODULE_INSTANCES = 10_000
"""Most instances of modules in one deployment: repetition inside repetition multiplies."""
MAX_MODULE_DEPTH = 32
"""Deepest nesting of module calls that is followed."""


def literal_source(block: Block) -> str:
    """The source of a module call as written; empty when it is not a plain string."""
    expression = block.attributes.get("source")
    return (_plain_text(expression) if expression else None) or ""


def source_of(parent: ModuleInstance, block: Block) -> str:
    """The source of a module call with the values of variables put in; empty when it is not known.

    OpenTofu (1.8) and Terraform (1.15) allow variables and locals there.
    """
    expression = block.attributes.get("source")
    data = evaluate(expression.node, Scope(parent, block.source)).data if expression else None
    return data if isinstance(data, str) else ""


def _plain_text(expression: Expression) -> str | None:
    """A string that is written out; None for anything else."""
    text = expression.node[3] if expression.node[0] == "lit" else None
    return text if isinstance(text, str) else None


@dataclass(frozen=True, slots=True)
class _Code:
    """What a called module is made of."""

    config: ModuleConfig
    stands_at: Block | None = None
    """The call, when the code is not there and this is what is known of it."""
    defaults: Mapping[str, Value] = field(default_factory=dict)
    """Values of variables that are the module's and not the caller's."""


@dataclass(slots=True)
class Modules:
    """Finds and instantiates the modules of one root."""

    reader: Reader
    root: Path
    repository: Path
    opaque: list[str] = field(default_factory=list)
    """Addresses of calls whose code is not there."""
    notifications: list[Notification] = field(default_factory=list)
    files: dict[Path, ModuleConfig] = field(default_factory=dict)
    """Every module directory that was read."""
    _installed: dict[str, Path] | None = None
    _stand_ins: dict[tuple[str, int], StandIn] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)
    _made: int = 0

    def config(self, directory: Path) -> ModuleConfig:
        """The module in a directory, read once."""
        real = Path(os.path.realpath(directory))
        if real not in self.files:
            self.files[real] = read_module(real, self.reader)
        return self.files[real]

    def make_child(
        self, parent: ModuleInstance, name: str, block: Block, instance: Instance
    ) -> ModuleInstance | None:
        """The instance of a module call, or None (said once) when its code is not there."""
        address = parent.path_of(f"module.{name}") + instance.suffix
        code = self._code(parent, name, block)
        if code is None:
            self._say_opaque(parent, name, block)
            return None
        self._made += 1
        if self._made > MAX_MODULE_INSTANCES:
            self._note(block, f"more than {MAX_MODULE_INSTANCES} instances of modules: the rest is not read")
            return None
        given = {n: _given(block, n, instance) for n in block.attributes if n not in NOT_INPUTS}
        given |= {n: now(value) for n, value in code.defaults.items()}
        child = ModuleInstance(
            code.config, parent.deployment, parent.files, address, parent, name, given,
            passed_providers(block, parent, instance.scope),
            parent.calls if code.stands_at else (*parent.calls, block.header),
            self.make_child, parent.assumed, code.stands_at, parent.budget,
        )  # fmt: skip
        child.providers.update(own_providers(code.config, child, parent.deployment))
        return child

    def _code(self, parent: ModuleInstance, name: str, block: Block) -> _Code | None:
        """The code of a called module, or what is known of it when it is not installed."""
        if parent.stands_at is not None:
            folder = parent.config.directory / source_of(parent, block)
            return _Code(described(folder, parent.stands_at, self.reader), parent.stands_at)
        directory = self._directory(parent, name, block)
        if directory is not None:
            return _Code(self.config(directory))
        if self._called(parent, name, block) is not None:
            return None
        return self._known(parent, name, block)

    def _known(self, parent: ModuleInstance, name: str, block: Block) -> _Code | None:
        """What is known of the module that a call names."""
        version = block.attributes.get("version")
        text = _plain_text(version) if version else None
        if version is not None and text is None:
            return None
        choices = known_modules(source_of(parent, block), text)
        if not choices:
            return None
        self._say_known(parent, name, block, text)
        place = (block.source.path, block.start)
        if place not in self._stand_ins:
            self._stand_ins[place] = stand_in(choices, block, self.reader)
        found = self._stand_ins[place]
        return _Code(found.config, block, found.defaults)

    def _directory(self, parent: ModuleInstance, name: str, block: Block) -> Path | None:
        """Where the code of a called module is; None, and a note, when it is not read."""
        directory = self._called(parent, name, block)
        if directory is None:
            return None
        source = source_of(parent, block)
        if not directory.is_relative_to(os.path.realpath(self.repository)):
            self._note(
                block, f"module source {source} is outside the repository (or the folder asked for): not read"
            )
        elif not configuration_files(directory):
            self._note(block, f"module source {source} has no configuration files", "error")
        elif directory in parent.directories:
            self._note(block, f"module source {source} leads back to a module that calls it: not followed")
        elif len(parent.calls) >= MAX_MODULE_DEPTH:
            self._note(
                block, f"module calls are nested more than {MAX_MODULE_DEPTH} deep: not followed further"
            )
        else:
            return directory
        return None

    def _called(self, parent: ModuleInstance, name: str, block: Block) -> Path | None:
        """The directory that a call names, or where `terraform init` has put the module."""
        source = source_of(parent, block)
        if is_local(source):
            return Path(os.path.realpath(parent.config.directory / source))
        if self._installed is None:
            self._installed = installed_modules(self.root)
        return self._installed.get(".".join((*parent.names, name)))

    def _say_opaque(self, parent: ModuleInstance, name: str, block: Block) -> None:
        """Once for a call, however many instances of it or of its callers there are."""
        address = ".".join(f"module.{part}" for part in (*parent.names, name))
        if address in self._said:
            return
        self._said.add(address)
        self.opaque.append(address)
        if self._called(parent, name, block) is None:
            source = source_of(parent, block) or "a source that the code does not tell"
            message = f"{address} ({source}) is not installed: what it creates is not checked"
            self._add(Notification("warning", "opaque-module", message, block.source.path, block.header))

    def _say_known(self, parent: ModuleInstance, name: str, block: Block, version: str | None) -> None:
        """Once for a call, as for opaque ones."""
        address = ".".join(f"module.{part}" for part in (*parent.names, name))
        what = " ".join(filter(None, (source_of(parent, block), version)))
        message = f"{address} ({what}) is not installed: checked by what is known of it"
        self._add(Notification("note", "known-module", message, block.source.path, block.header))

    def say_cut(self, address: str, block: Block) -> None:
        """Say that a block stands for more instances than are told apart."""
        message = f"{address} stands for more than {MAX_INSTANCES} instances: only so many are read"
        self._add(Notification("warning", "too-many-instances", message, block.source.path, block.header))

    def _note(self, block: Block, message: str, level: Level = "warning") -> None:
        self._add(Notification(level, "module-not-read", message, block.source.path, block.header))

    def _add(self, notification: Notification) -> None:
        start = notification.span.start if notification.span else 0
        place = f"{notification.file} {start} {notification.message}"
        if place not in self._said:
            self._said.add(place)
            self.notifications.append(notification)


def _given(block: Block, variable: str, instance: Instance) -> Later:
    """The value of an argument of a module call, worked out when the module first asks for it."""
    what = f"the argument {variable} of module {block.labels[0]}"
    return later(lambda: argument(block.attributes[variable], instance.scope), what)


def installed_modules(root: Path) -> dict[str, Path]:
    """Directories by module key, from the manifest of `terraform init`; empty without one."""
    data_dir = Path(os.environ.get("TF_DATA_DIR") or ".terraform")
    manifest = root / data_dir / "modules" / "modules.json"
    try:
        content = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    entries = content.get("Modules") if isinstance(content, dict) else None
    found = {}
    for entry in entries if isinstance(entries, list) else ():
        key, directory = (entry.get("Key"), entry.get("Dir")) if isinstance(entry, dict) else (None, None)
        if isinstance(key, str) and key and isinstance(directory, str) and "\0" not in directory:
            found[key] = Path(os.path.realpath(root / directory))
    return found
