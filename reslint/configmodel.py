"""The pydantic model of `.reslint.yaml`. Imported only when a configuration file is read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from reslint.rules.rule import Severity


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class DeploymentModel(_Strict):
    """One set of inputs of one root module or template."""

    name: str
    path: str
    var_files: list[str] = []
    parameters: dict[str, Any] = {}
    workspace: str | None = None
    region: str | None = None
    account: str | None = None
    tier: str | None = None
    assume: dict[str, Any] = {}


class SystemModel(_Strict):
    """Deployments that are one system."""

    name: str
    deployments: list[str]


class ConfigModel(_Strict):
    """The settings of a project."""

    select: list[str] = Field([], description="Only these rules or failures")
    ignore: list[str] = Field([], description="Never these rules or failures")
    exclude: list[str] = Field([], description="Path patterns that are left out, relative to this file")
    thorough: bool = Field(False, description="Also the rules that are right but not for everyone")
    fail_on: Severity = Field("medium", alias="fail-on")
    rules: dict[str, dict[str, Any]] = Field({}, description="Parameters by rule")
    deployments: list[DeploymentModel] = []
    systems: list[SystemModel] = []
    assume: dict[str, dict[str, Any]] = Field(
        {}, description="What code cannot state, by address of a look-up"
    )
