"""A YAML file as plain data with the line of every part.

Configuration and rule files may come with the scanned tree, so size, depth and aliases are bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from reslint.errors import ConfigError

MAX_CHARACTERS = 200_000
MAX_DEPTH = 20

Location = tuple[str | int, ...]
"""Keys and positions from the top of a file."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file holds, and where."""

    path: str
    data: Any
    lines: dict[Location, int] = field(hash=False)
    """Line of each key and item, counted from 1."""

    def line(self, location: Location) -> int:
        """The line of a part, or of the nearest part around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def read(path: str, text: str) -> YamlFile:
    """The file as data. Raises `ConfigError` with file and line."""
    if len(text) > MAX_CHARACTERS:
        raise ConfigError(f"{path}: longer than {MAX_CHARACTERS} characters")
    lines: dict[Location, int] = {}
    try:
        _check_bounds(path, text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = _build(path, node, (), lines, loader) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}:{_line_of(error)}: {_problem(error)}") from None
    return YamlFile(path, data, lines)


def _check_bounds(path: str, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise ConfigError(f"{path}:{_line(event)}: no YAML aliases here")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ConfigError(f"{path}:{_line(event)}: nested more than {MAX_DEPTH} levels deep")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _build(path: str, node: Any, where: Location, lines: dict[Location, int], loader: Any) -> Any:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(path, node, where, lines, loader)
    if isinstance(node, yaml.SequenceNode):
        return [_build(path, item, (*where, i), lines, loader) for i, item in enumerate(node.value)]
    try:
        return loader.construct_object(node)
    except ValueError as error:
        raise ConfigError(f"{path}:{node.start_mark.line + 1}: {error}") from None


def _mapping(
    path: str, node: Any, where: Location, lines: dict[Location, int], loader: Any
) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if not key:
            raise ConfigError(f"{path}:{line}: a key must be a plain text")
        if key in built:
            raise ConfigError(f"{path}:{line}: `{key}` stands here twice")
        lines[(*where, key)] = line
        built[key] = _build(path, value_node, (*where, key), lines, loader)
    return built


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) + 1 if mark is not None else 1


def _problem(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not YAML"
    return f"not valid YAML: {problem}"
