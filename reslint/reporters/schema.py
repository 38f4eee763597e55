"""The published schema of the JSON report, as pydantic models; imported by docs and tests only."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["critical", "high", "medium", "low", "info"]
Count = Annotated[int, Field(ge=0)]
Position = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Location(_Part):
    """A range in a file; columns are characters, the end column is the one after the last."""

    file: str
    """Path relative to the base directory, with `/`."""
    line: Position
    column: Position
    end_line: Position
    end_column: Position


class Related(_Part):
    """Another place that explains a finding."""

    location: Location
    text: str


class FindingEntry(_Part):
    """A rule that fails at one block, for all its instances and deployments together."""

    rule: str
    severity: Severity
    confidence: Literal["high", "medium", "low"]
    message: str
    details: list[str]
    """The other clauses that fail."""
    failure: list[str]
    """What fails: instance, zone, region, service, change, data, load, blindness, expiry."""
    language: Literal["terraform", "cloudformation"]
    type: str
    """Type of the resource in its own language."""
    block: str
    """Address without instance key."""
    addresses: list[str]
    """Addresses of all instances that fail."""
    location: Location
    label: str
    """What to say at the location; may be empty."""
    related: list[Related]
    calls: list[Location]
    """Module calls that lead to the block, outermost first."""
    deployments: list[str]
    """Deployments it holds in; empty when it holds in all."""
    root: str
    fingerprint: str
    """Stable over unrelated edits; hexadecimal."""


class UndecidedEntry(_Part):
    """A rule that the code does not decide at a resource."""

    rule: str
    address: str
    deployment: str
    location: Location
    reasons: list[str]
    """What would have to be known."""
    sources: list[str]
    """The look-ups, variables or parameters at the root of it."""


class SuppressedEntry(_Part):
    """A finding that was taken back."""

    reason: str
    where: Location | None
    """The suppression; null for the configuration."""
    finding: FindingEntry


class NotificationEntry(_Part):
    """Something about the run that the reader must know."""

    level: Literal["error", "warning", "note"]
    code: str
    message: str
    file: str | None
    location: Location | None


class BySeverity(_Part):
    """Numbers of findings."""

    critical: Count
    high: Count
    medium: Count
    low: Count
    info: Count


class Summary(_Part):
    """The figures of the run."""

    findings: Count
    by_severity: BySeverity
    undecided: Count
    undecided_by_source: dict[str, Count]
    """Undecided verdicts by the look-up, variable or parameter that would decide them."""
    suppressed: Count
    notifications: Count
    rules: Count
    """Rules that were checked."""
    roots: Count
    files: Count
    resources: Count
    seconds: Annotated[float, Field(ge=0)]


class Tool(_Part):
    """What wrote the report."""

    name: Literal["reslint"]
    version: str


class ReportDocument(_Part):
    """A report of reslint."""

    version: Literal[1]
    tool: Tool
    summary: Summary
    findings: list[FindingEntry]
    undecided: list[UndecidedEntry]
    suppressed: list[SuppressedEntry]
    notifications: list[NotificationEntry]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReportDocument.model_json_schema()}


def schema_text() -> str:
    """The schema as it stands in `docs/schemas/report.schema.json`."""
    return json.dumps(json_schema(), indent=2) + "\n"
