"""Module calls: where the code of a module is, and the instances of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reslint.frontends.terraform.body import argument
from reslint.frontends.terraform.configuration import Block, ModuleConfig, configuration_files, read_module
from reslint.frontends.terraform.instance import ModuleInstance
from reslint.frontends.terraform.providers import own_providers, passed_providers
from reslint.frontends.terraform.evaluate import Scope
from reslint.frontends.terraform.reader import Reader
from reslint.frontends.terraform.repetition import Instance
from reslint.model.inventory import Notification
from reslint.model.value import Value

NOT_INPUTS = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})
"""Arguments of a module call that are not values of variables."""
MAX_MODULE_DEPTH = 32
"""Deepest nesting of module calls that is followed."""


def is_local(source: str) -> bool:
    """Whether a module source is a path in the same source tree."""
    return source.startswith(("./", "../", ".\\", "..\\"))


def literal_source(block: Block) -> str:
    """The source of a module call as written; empty when it is not a plain string."""
    expression = block.attributes.get("source")
    if expression is None or expression.node[0] != "lit" or not isinstance(expression.node[3], str):
        return ""
    return expression.node[3]


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
    _said: set[str] = field(default_factory=set)

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
        directory = self._directory(parent, name, block)
        if directory is None:
            self._say_opaque(parent, name, block)
            return None
        config = self.config(directory)
        providers = passed_providers(block, parent.providers)
        given = {
            variable: _once(block, variable, instance)
            for variable in block.attributes
            if variable not in NOT_INPUTS
        }
        child = ModuleInstance(
            config, parent.deployment, parent.files, address, given, providers, (*parent.calls, block.header),
            self.make_child, parent.assumed,
        )  # fmt: skip
        child.providers.update(own_providers(config, Scope(child, block.source), parent.deployment))
        return child

    def _directory(self, parent: ModuleInstance, name: str, block: Block) -> Path | None:
        source = literal_source(block)
        if len(parent.calls) >= MAX_MODULE_DEPTH:
            self._note(block, f"module calls are nested more than {MAX_MODULE_DEPTH} deep: not followed further")
            return None
        if not is_local(source):
            return self._installed_directory(parent, name)
        directory = Path(os.path.realpath(parent.config.directory / source))
        if not directory.is_relative_to(os.path.realpath(self.repository)):
            self._note(block, f"module source {source} is outside the repository (or the folder asked for): not read")
            return None
        if not configuration_files(directory):
            self._note(block, f"module source {source} has no configuration files")
            return None
        return None if directory == parent.config.directory else directory

    def _installed_directory(self, parent: ModuleInstance, name: str) -> Path | None:
        """Where `terraform init` has put a module, by its manifest."""
        if self._installed is None:
            self._installed = installed_modules(self.root)
        plain = ".".join(part.partition("[")[0] for part in _names(parent.address))
        directory = self._installed.get(f"{plain}.{name}" if plain else name)
        return directory if directory is not None and configuration_files(directory) else None

    def _say_opaque(self, parent: ModuleInstance, name: str, block: Block) -> None:
        address = parent.path_of(f"module.{name}")
        if address not in self._said:
            self._said.add(address)
            self.opaque.append(address)
            if not is_local(literal_source(block)):
                source = literal_source(block) or "a source that is not a plain string"
                message = f"{address} ({source}) is not installed: what it creates is not checked"
                self._add(Notification("warning", "opaque-module", message, block.source.path, block.header))

    def _note(self, block: Block, message: str) -> None:
        self._add(Notification("warning", "module-not-read", message, block.source.path, block.header))

    def _add(self, notification: Notification) -> None:
        if notification.message not in self._said:
            self._said.add(notification.message)
            self.notifications.append(notification)


def _once(block: Block, variable: str, instance: Instance) -> Callable[[], Value]:
    """The value of an argument of a module call, worked out when the module first asks for it."""
    kept: list[Value] = []

    def value() -> Value:
        if not kept:
            kept.append(argument(block.attributes[variable], instance.scope))
        return kept[0]

    return value


def _names(address: str) -> list[str]:
    """Module names of an address: `module.a["x"].module.b` gives `a["x"]` and `b`."""
    return [part for part in address.replace("module.", "\0").replace(".\0", "\0").split("\0") if part]


def installed_modules(root: Path) -> dict[str, Path]:
    """Directories by module key, from the manifest of `terraform init`; empty without one."""
    data_dir = Path(os.environ.get("TF_DATA_DIR") or ".terraform")
    manifest = root / data_dir / "modules" / "modules.json"
    try:
        entries = json.loads(manifest.read_text("utf-8")).get("Modules", [])
    except (OSError, ValueError, AttributeError):
        return {}
    found = {}
    for entry in entries if isinstance(entries, list) else []:
        key, directory = entry.get("Key"), entry.get("Dir")
        if isinstance(key, str) and key and isinstance(directory, str):
            found[key] = root / directory
    return found
