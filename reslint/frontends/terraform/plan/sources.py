"""The sources that a plan was made from: where each resource and attribute of the plan is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reslint.frontends.terraform.configuration import ModuleConfig, configuration_files, read_module
from reslint.frontends.terraform.load import load
from reslint.frontends.terraform.plan.addresses import module_steps, without_keys
from reslint.frontends.terraform.plan.tree import PlanTree
from reslint.frontends.terraform.reader import Reader
from reslint.model.inventory import Loaded, Notification
from reslint.model.raw import Deployment, RawResource, Root
from reslint.model.span import Span

_SAID_OF_SOURCES = frozenset({"bad-suppression"})
"""Notifications about the sources that hold for the plan, too: it has all modules and instances."""


@dataclass(slots=True)
class Sources:
    """What the sources declare, by address."""

    loaded: Loaded
    _root: ModuleConfig
    _exact: dict[str, RawResource] = field(default_factory=dict)
    _blocks: dict[str, RawResource] = field(default_factory=dict)

    def exact(self, address: str) -> RawResource | None:
        """The very instance."""
        return self._exact.get(address)

    def call(self, module: str) -> tuple[Span, ...]:
        """The call in the root module that leads to a module; none if the root does not have it."""
        steps = module_steps(module)
        block = self._root.modules.get(steps[0][0]) if steps else None
        return (block.header,) if block else ()

    def block(self, address: str) -> RawResource | None:
        """Any instance of the block: for places only."""
        return self._blocks.get(without_keys(address))

    @property
    def notifications(self) -> list[Notification]:
        """What is to be said about the sources."""
        return [n for n in self.loaded.notifications if n.code in _SAID_OF_SOURCES]


def find_sources(plan_file: Path, given: Path | None, tree: PlanTree, reader: Reader) -> Path | None:
    """The directory given, or the plan's own one if it declares all that the plan's root module does."""
    if given is not None:
        return Path(os.path.realpath(given))
    directory = plan_file.parent
    blocks = tree.root.resources
    calls = tree.plan.configuration.root_module.module_calls
    if not (blocks or calls) or not configuration_files(directory):
        return None
    config = read_module(directory, reader)
    declares = config.resources.keys() >= blocks.keys() and config.modules.keys() >= calls.keys()
    return directory if declares else None


def read_sources(
    directory: Path,
    tree: PlanTree,
    deployment: Deployment,
    reader: Reader,
    assume: Mapping[str, object] | None,
) -> Sources:
    """The sources, evaluated with the values of variables that the plan was made with."""
    inputs = {name: variable.value for name, variable in tree.plan.variables.items()}
    root = Root("terraform", directory, reader.shown(directory))
    same = Deployment(
        deployment.name, root, inputs, (), deployment.workspace, deployment.account, deployment.region
    )
    sources = Sources(load(same, reader, assume), read_module(directory, reader))
    for raw in sources.loaded.resources:
        sources._exact[raw.address] = raw
        sources._blocks.setdefault(without_keys(raw.block), raw)
    return sources
