"""Which deployments a root has: the command line first, then the configuration, else `default`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reslint.config import Config, DeploymentConfig
from reslint.model.raw import Deployment, Root


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs named on the command line."""

    var_files: tuple[Path, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict, hash=False)
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)
    workspace: str | None = None
    region: str | None = None
    account: str | None = None

    @property
    def given(self) -> bool:
        """Whether any is."""
        return bool(
            self.var_files
            or self.variables
            or self.parameters
            or self.workspace
            or self.region
            or self.account
        )


def deployments_of(root: Root, inputs: Inputs, config: Config) -> list[Deployment]:
    """The deployments of one root."""
    if inputs.given:
        return [_from_command_line(root, inputs)]
    configured = [entry for entry in config.deployments if _is_at(entry, root, config)]
    return [_configured(root, entry, config) for entry in configured] or [Deployment("default", root)]


def assumed_of(deployment: Deployment, config: Config) -> dict[str, object]:
    """What the configuration states for a deployment about look-ups, by address."""
    assumed = dict(config.assume)
    for entry in config.deployments:
        if entry.name == deployment.name and _is_at(entry, deployment.root, config):
            assumed.update(entry.assume)
    return assumed


def _from_command_line(root: Root, inputs: Inputs) -> Deployment:
    values: Mapping[str, object] = inputs.variables if root.language == "terraform" else inputs.parameters
    return Deployment(
        "default", root, values, inputs.var_files, inputs.workspace, inputs.account, inputs.region
    )


def _configured(root: Root, entry: DeploymentConfig, config: Config) -> Deployment:
    files = tuple(config.directory / name for name in entry.var_files)
    return Deployment(entry.name, root, entry.parameters, files, entry.workspace, entry.account, entry.region)


def _is_at(entry: DeploymentConfig, root: Root, config: Config) -> bool:
    return os.path.realpath(config.directory / entry.path) == os.path.realpath(root.path)
