"""The part of plan JSON that is read ("JSON Output Format",
https://developer.hashicorp.com/terraform/internals/json-format).

Imported only when there is a plan: it needs pydantic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import from_json

from reslint.errors import InputError
from reslint.frontends.terraform.plan.detect import MAX_BYTES, encoding_of

MAJOR_VERSION = "1"
"""The major version of the format that is understood; minor versions only add."""


class _Part(BaseModel):
    """A part of the document: keys that are not known are passed over, null is as left out."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: Any) -> Any:
        return {k: v for k, v in data.items() if v is not None} if isinstance(data, dict) else data


class PlannedResource(_Part):
    """One instance of a resource or data source with its values."""

    address: str
    mode: str = "managed"
    type: str
    name: str
    index: int | str | None = None
    values: dict[str, Any] = Field(default_factory=dict)
    sensitive_values: Any = None


class PlannedModule(_Part):
    """One module instance; the root has no address."""

    address: str = ""
    resources: list[PlannedResource] = Field(default_factory=list)
    child_modules: list[PlannedModule] = Field(default_factory=list)


class StateValues(_Part):
    """`planned_values` and the `values` of `prior_state`."""

    root_module: PlannedModule = Field(default_factory=PlannedModule)


class PriorState(_Part):
    """What was there before, with the data sources that were read for the plan."""

    values: StateValues = Field(default_factory=StateValues)


class Change(_Part):
    """What the plan does to one resource instance."""

    actions: list[str] = Field(default_factory=list)
    after_unknown: Any = None
    after_sensitive: Any = None


class ResourceChange(_Part):
    """A change; `deposed` is set when it is to an object left over from a replacement."""

    address: str
    deposed: str | None = None
    change: Change = Field(default_factory=Change)


class DeferredChange(_Part):
    """A change that Terraform puts off to a later plan."""

    reason: str = ""
    resource_change: ResourceChange | None = None


class ConfigResource(_Part):
    """A resource block: expressions by attribute, each with `constant_value` or `references`."""

    address: str
    provider_config_key: str = ""
    expressions: dict[str, Any] = Field(default_factory=dict)
    for_each_expression: Any = None
    depends_on: list[str] = Field(default_factory=list)


class ConfigOutput(_Part):
    """An output of a module."""

    expression: Any = None


class ModuleCall(_Part):
    """A module call with the configuration of the module."""

    expressions: dict[str, Any] = Field(default_factory=dict)
    for_each_expression: Any = None
    module: ConfigModule | None = None


class ConfigModule(_Part):
    """The configuration of one module."""

    resources: list[ConfigResource] = Field(default_factory=list)
    module_calls: dict[str, ModuleCall] = Field(default_factory=dict)
    outputs: dict[str, ConfigOutput] = Field(default_factory=dict)


class ProviderConfig(_Part):
    """A provider configuration."""

    name: str = ""
    alias: str = ""
    module_address: str = ""
    expressions: dict[str, Any] = Field(default_factory=dict)


class Configuration(_Part):
    """The configuration that the plan was made from, as far as the format gives it."""

    provider_config: dict[str, ProviderConfig] = Field(default_factory=dict)
    root_module: ConfigModule = Field(default_factory=ConfigModule)


class Variable(_Part):
    """The value of a root variable."""

    value: Any = None


class Plan(_Part):
    """The whole document."""

    format_version: str
    variables: dict[str, Variable] = Field(default_factory=dict)
    planned_values: StateValues
    resource_changes: list[ResourceChange] = Field(default_factory=list)
    prior_state: PriorState = Field(default_factory=PriorState)
    configuration: Configuration = Field(default_factory=Configuration)
    errored: bool = False
    complete: bool = True
    deferred_changes: list[DeferredChange] = Field(default_factory=list)


def read_plan(file: Path, shown: str) -> Plan | None:
    """The plan in a file; None if the document is something else.

    Raises `InputError` for what is broken, too large, nested too deeply or of another major version.
    """
    document = _decoded(_content(file, shown), shown)
    if not isinstance(document, dict) or not {"format_version", "planned_values"} <= document.keys():
        return None
    version = document["format_version"]
    if not isinstance(version, str) or version.partition(".")[0] != MAJOR_VERSION:
        said = f"{shown}: plan JSON of format version {_short(version)}"
        raise InputError(f"{said}: only version {MAJOR_VERSION} is understood (Terraform 1.1 and later)")
    try:
        return Plan.model_validate(document)
    except ValidationError as error:
        # Only the place and what was expected: the value itself may be a secret.
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{shown}: not valid plan JSON: {where}: {first['msg'].lower()}") from None


def _content(file: Path, shown: str) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError(f"{shown}: plan JSON larger than {MAX_BYTES // 1_000_000} MB: not read")
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{shown}: cannot be read: {error.strerror or error}") from error


def _decoded(content: bytes, shown: str) -> Any:
    encoding, skipped = encoding_of(content[:4])
    try:
        return from_json(content[skipped:].decode(encoding), allow_inf_nan=False)
    except ValueError as error:
        reason = "not Unicode text" if isinstance(error, UnicodeError) else str(error)
        raise InputError(f"{shown}: broken plan JSON: {reason}") from None


def _short(version: object) -> str:
    return version[:20] if isinstance(version, str) else "unknown"
