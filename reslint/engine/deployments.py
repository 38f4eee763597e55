"""Which deployments a root has: the command line first, then the configuration, else `default`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reslint.config import Config, DeploymentConfig
from reslint.model.raw import Deployment, Root


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs named on the command line."""

    var_options: tuple[Path | tuple[str, str], ...] = ()
    """`--var` and `--var-file` in their order."""
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    """`TF_VAR_*` by name of the variable, where it is asked for."""
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)
    workspace: str | None = None
    region: str | None = None
    account: str | None = None

    @property
    def given(self) -> bool:
        """Whether any is."""
        return bool(self.var_options or self.parameters or self.workspace or self.region or self.account)


def deployments_of(
    root: Root, inputs: Inputs, config: Config, units: Sequence[tuple[str, Path]] = ()
) -> list[Deployment]:
    """The deployments of one root; `units`: names and files of the Terragrunt units that deploy it."""
    configured = [entry for entry in config.deployments if _is_at(entry, root, config)]
    if configured and not inputs.given:
        return [_configured(root, entry, config, inputs) for entry in configured]
    deployment = _from_command_line(root, inputs)
    return [replace(deployment, name=name, unit=file) for name, file in units] or [deployment]


def assumed_of(deployment: Deployment, config: Config) -> dict[str, object]:
    """What the configuration states for a deployment about look-ups, by address."""
    assumed = dict(config.assume)
    for entry in config.deployments:
        if entry.name == deployment.name and _is_at(entry, deployment.root, config):
            assumed.update(entry.assume)
    return assumed


def _from_command_line(root: Root, inputs: Inputs) -> Deployment:
    return Deployment(
        "default",
        root,
        inputs={} if root.language == "terraform" else inputs.parameters,
        var_options=inputs.var_options,
        environment=inputs.environment,
        workspace=inputs.workspace,
        account=inputs.account,
        region=inputs.region,
    )


def _configured(root: Root, entry: DeploymentConfig, config: Config, inputs: Inputs) -> Deployment:
    return Deployment(
        entry.name,
        root,
        inputs=entry.parameters,
        var_files=tuple(config.directory / name for name in entry.var_files),
        environment=inputs.environment,
        workspace=entry.workspace,
        account=entry.account,
        region=entry.region,
    )


def _is_at(entry: DeploymentConfig, root: Root, config: Config) -> bool:
    return os.path.realpath(config.directory / entry.path) == os.path.realpath(root.path)
