"""Terragrunt: the module that a `terragrunt.hcl` deploys, and the inputs that it states literally.

Source: "terraform" and "inputs", https://terragrunt.gruntwork.io/docs/reference/config-blocks-and-attributes/
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reslint.frontends.terraform.configuration import Block, Expression, ModuleConfig, body_of
from reslint.frontends.terraform.configuration import configuration_files as files_of
from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.reader import ConfinedFiles, Reader
from reslint.frontends.terraform.scope import Scope, fails_somewhere
from reslint.frontends.terraform.sources import is_local
from reslint.model.raw import Deployment, Root
from reslint.model.value import MapOf, Unknown, Value

FILE_NAME = "terragrunt.hcl"
"""What the file of a unit is called."""

_ELSEWHERE = ("dependency", "feature", "include", "values")
"""Names of Terragrunt for what other files and states hold."""


@dataclass(slots=True)
class UnitInputs:
    """The inputs of a unit, by variable."""

    values: dict[str, Value] = field(default_factory=dict)
    rest: Unknown | None = None
    """Set when the unit may give other variables a value, too."""

    def of(self, variables: Iterable[str]) -> dict[str, Value]:
        """The values for these variables; unknown for one that may have one."""
        found = {name: self.values[name] for name in variables if name in self.values}
        if self.rest is None:
            return found
        return {name: found.get(name, Value(self.rest)) for name in variables}


def units_of(files: Iterable[Path], reader: Reader) -> dict[Path, list[Path]]:
    """The files of units by the local module directory that each deploys; remote modules are left out."""
    found: dict[Path, list[Path]] = {}
    for file in files:
        directory = _module_of(file, reader)
        if directory is not None:
            found.setdefault(directory, []).append(file)
    return found


def _module_of(file: Path, reader: Reader) -> Path | None:
    parsed = reader.parse(file, confined=True)
    if parsed is None:
        return None
    here = Path(os.path.realpath(file.parent))
    blocks = body_of(parsed).of_type("terraform")
    source = next((b.attributes["source"] for b in blocks if "source" in b.attributes), None)
    directory = here if source is None else _named(source, here)
    if directory is None or not directory.is_relative_to(os.path.realpath(reader.repository(here))):
        return None
    return directory if files_of(directory) else None


def _named(source: Expression, here: Path) -> Path | None:
    text = source.node[3] if source.node[0] == "lit" else None
    if not isinstance(text, str) or "\0" in text or not (is_local(text) or text == "."):
        return None
    return Path(os.path.realpath(here / text.replace("//", "/")))


def unit_inputs(file: Path, reader: Reader) -> UnitInputs:
    """The inputs that a unit states, also in the file that it includes; the rest is unknown."""
    own = _stated(file, reader)
    parsed = reader.parse(file, confined=True)
    includes = list(body_of(parsed).of_type("include")) if parsed else []
    if not includes or own.rest is not None:
        return own
    parent = _included(includes[0], file, reader) if len(includes) == 1 else None
    if parent is None:
        reason = f"{reader.shown(file)} includes another file, which may set it"
        return UnitInputs(own.values, Unknown(reason))
    below = _stated(parent, reader)
    return UnitInputs({**below.values, **own.values}, below.rest)


def _included(include: Block, file: Path, reader: Reader) -> Path | None:
    """The file that a block includes, where that is plain; its inputs stand below those of the unit."""
    expression = include.attributes.get("path")
    if expression is None or "merge_strategy" in include.attributes:
        return None
    here, node = file.parent, expression.node
    if node[0] == "lit":
        return _readable(here / str(node[3]), here, reader)
    if node[0] != "call" or node[3] != "find_in_parent_folders" or any(a[0] != "lit" for a in node[4]):
        return None
    name = str(node[4][0][3]) if node[4] else FILE_NAME
    found = (_readable(folder / name, here, reader) for folder in here.parents)
    return next((path for path in found if path), None) if len(node[4]) < 2 else None


def _readable(path: Path, here: Path, reader: Reader) -> Path | None:
    """A file that is there, in the repository of the unit."""
    if "\0" in str(path):
        return None
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(reader.repository(here)))
    return path if inside and path.is_file() else None


def _stated(file: Path, reader: Reader) -> UnitInputs:
    """The inputs that one file states."""
    parsed = reader.parse(file, confined=True)
    if parsed is None:
        return UnitInputs(rest=Unknown(f"{reader.shown(file)} cannot be read"))
    body = body_of(parsed)
    inputs = _inputs(body, file, reader)
    if inputs.rest is None:
        inputs.rest = _others(body, bool(parsed.tree["errors"]), reader.shown(file))
    return inputs


def _others(body: Block, broken: bool, shown: str) -> Unknown | None:
    """Why variables that are not among the inputs may have a value all the same."""
    if any(True for block in body.of_type("terraform") for _ in block.of_type("extra_arguments")):
        return Unknown(f"the extra_arguments of {shown} may set it")
    return Unknown(f"{shown} is only read in part") if broken else None


def _inputs(body: Block, file: Path, reader: Reader) -> UnitInputs:
    expression = body.attributes.get("inputs")
    if expression is None:
        return UnitInputs()
    value = evaluate(expression.node, _scope(body, file, reader))
    if not isinstance(value.data, MapOf):
        return UnitInputs(rest=_not_literal("the inputs", file, reader))
    entries = {name: value.data.entries[name] for name in value.data.entries}
    values = {name: _literal(name, entry, file, reader) for name, entry in entries.items()}
    return UnitInputs(values, _not_literal("the inputs", file, reader) if value.data.rest else None)


def _literal(name: str, value: Value, file: Path, reader: Reader) -> Value:
    if value.known and not fails_somewhere(value):
        return value.with_(origin="written")
    return value.with_(data=_not_literal(f"the input {name}", file, reader), refs=())


def _not_literal(what: str, file: Path, reader: Reader) -> Unknown:
    return Unknown(f"{what} of {reader.shown(file)} cannot be told from the file alone")


def _scope(body: Block, file: Path, reader: Reader) -> Scope:
    """Where the expressions of the file mean something: they see its `locals`."""
    from reslint.frontends.terraform.instance import ModuleInstance

    config = ModuleConfig(file.parent)
    for block in body.of_type("locals"):
        config.locals.update(block.attributes)
    deployment = Deployment("default", Root("terraform", file.parent, reader.shown(file.parent)))
    files = ConfinedFiles(file.parent, reader.repository(file.parent))
    elsewhere = {name: Value(Unknown(f"{name} is not in this file")) for name in _ELSEWHERE}
    return Scope(ModuleInstance(config, deployment, files), body.source, elsewhere)
