"""Resources as the frontends see them, before they become kinds of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Literal

from reslint.model.span import Span
from reslint.model.value import ABSENT, ListOf, MapOf, Path, Unknown, Value

Language = Literal["terraform", "cloudformation"]


@dataclass(frozen=True, slots=True)
class Root:
    """What can be deployed: a Terraform root module or a CloudFormation template."""

    language: Language
    path: FilePath
    """Directory of the root module, or the template or plan file."""
    shown: str
    """The path as reports show it: relative to the working directory when below it."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """One root with one set of inputs, in one account and Region: what is judged."""

    name: str
    root: Root
    inputs: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)
    """Values given by name (`--var`, `--parameter`, configuration), highest precedence."""
    var_files: tuple[FilePath, ...] = ()
    workspace: str | None = None
    account: str | None = None
    region: str | None = None
    var_options: tuple[FilePath | tuple[str, str], ...] = ()
    """`--var` and `--var-file` of Terraform in the order of the command line; the last one wins."""
    environment: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)
    """Values of Terraform's variables from `TF_VAR_*`: they only stand above defaults."""
    unit: FilePath | None = None
    """The `terragrunt.hcl` whose inputs hold."""

    @property
    def key(self) -> str:
        """Identifies the deployment in a run."""
        return f"{self.root.shown}@{self.name}"


class Attributes(Mapping[str, Value]):
    """Attributes that are worked out when first asked for, and kept."""

    __slots__ = ("_names", "_values", "_work_out")

    def __init__(self, names: tuple[str, ...], work_out: object) -> None:
        """`work_out(name)` gives the value of one of `names`."""
        self._names = dict.fromkeys(names)
        self._values: dict[str, Value] = {}
        self._work_out = work_out

    def __getitem__(self, name: str) -> Value:
        if name not in self._values:
            if name not in self._names:
                raise KeyError(name)
            self._values[name] = self._work_out(name)  # type: ignore[operator]
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


@dataclass(eq=False, slots=True)
class RawResource:
    """One instance of a resource, with the attributes of its own language."""

    deployment: Deployment
    address: str
    """Terraform address with instance keys, or CloudFormation logical id (nested: `Parent.Child`)."""
    block: str
    """The address without the resource's own instance key: what the author wrote once."""
    type: str
    """`aws_db_instance` or `AWS::RDS::DBInstance`."""
    attributes: Mapping[str, Value]
    """Attribute or property values; nested blocks are lists of shape `blocks`."""
    span: Span
    """The header line of the block, or the logical id's line."""
    body: Span
    """The whole block."""
    region: Value
    """Null for types that have no Region."""
    account: Value
    provider: str = "aws"
    """The provider's local name; CloudFormation is always `aws`."""
    is_data: bool = False
    """A data source: a look-up, not something that is deployed."""
    exists: Unknown | None = None
    """Set when the code does not decide whether it is created at all."""
    meta: Mapping[str, Value] = field(default_factory=dict)
    """What the language says about the resource as a whole: `prevent_destroy`,
    `ignore_changes`, `create_before_destroy`, `depends_on`, `replace_triggered_by`; `DeletionPolicy`,
    `UpdateReplacePolicy`, `UpdatePolicy`, `CreationPolicy`, `DependsOn`, `Metadata`; `path` of the
    construct that CDKTF made it from."""
    calls: tuple[Span, ...] = ()
    """The module calls that lead to it, outermost first."""

    @property
    def language(self) -> Language:
        """The language it is written in."""
        return self.deployment.root.language

    def get(self, name: str) -> Value:
        """A top-level attribute with its path set; `ABSENT` (with the header's span) if not written."""
        value = self.attributes.get(name)
        if value is None:
            return ABSENT.with_(span=self.span, path=(self.address, (name,)))
        return value if value.path else value.with_(path=(self.address, (name,)))

    def make_unknown(self, path: Path, reason: str = "made unknown by a test") -> None:
        """Forget one attribute: every later look sees an unknown. For tests and what-if questions."""
        name = str(path[0])
        self.attributes = _Overlaid(self.attributes, name, _forget(self.get(name), path[1:], reason))


class _Overlaid(Mapping[str, Value]):
    """Attributes with one of them replaced; what the others do is left to them."""

    __slots__ = ("_base", "_name", "_value")

    def __init__(self, base: Mapping[str, Value], name: str, value: Value) -> None:
        self._base = base
        self._name = name
        self._value = value

    def __getitem__(self, name: str) -> Value:
        return self._value if name == self._name else self._base[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._base, self._name)))

    def __len__(self) -> int:
        return len(list(iter(self)))


def _forget(value: Value, path: Path, reason: str) -> Value:
    """The value with the part at `path` made unknown; the whole of it if the path leads nowhere."""
    data = value.data
    if path and isinstance(data, ListOf):
        index = path[0] if isinstance(path[0], int) else 0
        rest = path[1:] if isinstance(path[0], int) else path
        if index < len(data.items):
            items = list(data.items)
            items[index] = _forget(items[index], rest, reason)
            return value.with_(data=ListOf(tuple(items), data.rest, data.shape))
    if path and isinstance(data, MapOf):
        entries = dict(data.entries)
        entries[str(path[0])] = _forget(entries.get(str(path[0]), ABSENT), path[1:], reason)
        return value.with_(data=MapOf(entries, data.rest, data.shape))
    return Value(Unknown(reason), value.span, value.origin, value.path, value.refs)
