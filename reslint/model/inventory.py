"""Everything that was understood of the deployments of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from reslint.model.raw import Deployment, RawResource
from reslint.model.resource import Resource
from reslint.model.span import Source, Span
from reslint.model.value import Path


@dataclass(frozen=True, slots=True)
class Edge:
    """A reference from an attribute of one resource to another resource."""

    source: str
    """Address of the resource that refers."""
    path: Path
    """Attribute path of the reference."""
    target: str
    """Address of the resource referred to."""
    target_attribute: str
    """Attribute of the target that is read; empty for the whole."""


Level = Literal["error", "warning", "note"]
"""`error`: something could not be read, findings may be hidden (exit 3); `warning`: read
only in part, by a bound or an opaque module; `note`: worth knowing."""


@dataclass(frozen=True, slots=True)
class Notification:
    """Something about the run that the reader must know, apart from findings."""

    level: Level
    code: str
    """Stable, kebab-case: `syntax-error`, `unreadable-file`, `opaque-module`, …"""
    message: str
    """One line, without the place."""
    file: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment or Metadata entry that takes rules back at a place."""

    rules: tuple[str, ...]
    """Rule names; empty is not allowed."""
    reason: str
    span: Span
    """The comment or entry itself."""
    scope: Span
    """What it covers: a line, a block, a module call with all that it creates."""

    def covers(self, place: Span) -> bool:
        """Whether a place begins on the scope's lines: a comment at a line's end covers that line."""
        scope = self.scope
        if place.file != scope.file:
            return False
        return scope.start <= place.start < scope.end or scope.line <= place.line <= scope.end_line


@dataclass(frozen=True, slots=True)
class LiteralText:
    """One literal text of the files: what the `Text` kind is made of."""

    text: str
    span: Span
    role: str
    """`argument`, `arn`, `host`, `image`, `zone`, `ami`, `policy`, `user-data`,
    `environment`, `variable-default`, `backend`, `provider`, `condition`, `mapping`, `description`."""
    owner: str = ""
    """Address of the block it stands in, without module path and instance key."""
    owner_type: str = ""
    """Resource type of the owner, empty outside resources."""
    path: tuple[str, ...] = ()
    """Attribute names from the owner down to the literal."""


@dataclass(slots=True)
class Loaded:
    """What a frontend makes of one deployment."""

    deployment: Deployment
    resources: list[RawResource] = field(default_factory=list)
    """Managed resources and data sources, in order of appearance."""
    literals: list[LiteralText] = field(default_factory=list)
    suppressions: list[Suppression] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    """The files that were read."""
    declared: frozenset[str] = frozenset()
    """Names of the variables or parameters that can be given."""
    opaque: list[str] = field(default_factory=list)
    """Addresses of module calls whose code is not there."""


@dataclass(slots=True)
class Inventory:
    """One deployment in the common model: what rules, replay and recovery start from."""

    loaded: Loaded
    resources: list[Resource] = field(default_factory=list)
    """Resources of types with an adapter."""
    by_address: dict[str, Resource] = field(default_factory=dict)

    @property
    def deployment(self) -> Deployment:
        """The deployment that was read."""
        return self.loaded.deployment

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """Resources of these kinds, in order of appearance."""
        return (r for r in self.resources if r.kind in kinds)
