"""A first look at a template's YAML events: is it one document, within bounds, and where are its scalars?

The bounds must hold before anything is composed: composing recurses, and merged aliases can
grow without end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 100
"""Nesting of lists and maps."""
MAX_NODES = 250_000
"""Nodes of a document, aliases expanded."""


class Refused(Exception):
    """A text that is not read: `code`, message and offset for a notification."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.offset = offset


@dataclass(slots=True)
class Scan:
    """Where the scalars and aliases of a document stand, in order."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    alias: tuple[int, int] | None = None
    """The first alias."""
    documents: int = 0
    widest: int = 0
    """Keys of the map that has most."""

    def after(self, offset: int) -> tuple[int, int] | None:
        """The first scalar or alias that starts at an offset or later."""
        index = bisect_left(self.starts, offset)
        return (self.starts[index], self.ends[index]) if index < len(self.starts) else None

    def around(self, offset: int) -> tuple[int, int] | None:
        """The scalar or alias that an offset lies in."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.ends[index]:
            return None
        return self.starts[index], self.ends[index]


def scan(text: str) -> Scan:
    """Look through a text once. Stops early at a second document. Raises `Refused`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _collect(yaml.parse(text, Loader=loader), text)
    except yaml.reader.ReaderError as error:
        raise Refused("syntax-error", f"not valid YAML: {error.reason}", int(error.position)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "cannot be read"
        raise Refused("syntax-error", f"not valid YAML: {problem}", mark.index if mark else 0) from error
    except UnicodeError as error:
        raise Refused("syntax-error", "the text holds characters that are not Unicode", 0) from error


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not come yet."""

    anchor: str | None
    before: int
    """Nodes before it."""
    is_map: bool
    children: int = 0
    """Nodes directly in it: for a map, keys and values."""


@dataclass(slots=True)
class _Sizes:
    """Sizes of open and finished nodes, for the bounds."""

    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def add(self, size: int) -> None:
        """Count a node that begins, with so many nodes in it."""
        self.total += size
        if self.open:
            self.open[-1].children += 1


def _collect(events: Iterator[Any], text: str) -> Scan:
    found, sizes = Scan(), _Sizes()
    for event in events:
        name = type(event).__name__
        if name == "ScalarEvent":
            _add_scalar(event, text, found, sizes)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            _open(event, sizes)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            _close(found, sizes)
        elif name == "AliasEvent":
            _add_alias(event, found, sizes)
        elif name == "DocumentStartEvent":
            found.documents += 1
            if found.documents > 1:
                return found
        if sizes.total > MAX_NODES:
            message = f"more than {MAX_NODES:,} nodes once aliases are expanded; the template is not read"
            raise Refused("too-large", message, event.start_mark.index)
    return found


def _add_scalar(event: Any, text: str, found: Scan, sizes: _Sizes) -> None:
    start, end = event.start_mark.index, event.end_mark.index
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    found.starts.append(start)
    found.ends.append(end)
    sizes.add(1)
    if event.anchor:
        sizes.anchors[event.anchor] = 1


def _open(event: Any, sizes: _Sizes) -> None:
    before = sizes.total
    sizes.add(1)
    sizes.open.append(_Open(event.anchor, before, type(event).__name__ == "MappingStartEvent"))
    if event.anchor:
        sizes.anchors.pop(event.anchor, None)
    if len(sizes.open) > MAX_DEPTH:
        message = f"nested more than {MAX_DEPTH} levels deep; the template is not read"
        raise Refused("too-deep", message, event.start_mark.index)


def _close(found: Scan, sizes: _Sizes) -> None:
    closed = sizes.open.pop()
    if closed.is_map:
        found.widest = max(found.widest, closed.children // 2)
    if closed.anchor:
        sizes.anchors[closed.anchor] = sizes.total - closed.before


def _add_alias(event: Any, found: Scan, sizes: _Sizes) -> None:
    start, end = event.start_mark.index, event.end_mark.index
    if event.anchor not in sizes.anchors:
        message = f"the alias *{event.anchor} has no anchor before it, or refers to itself"
        raise Refused("syntax-error", message, start)
    found.starts.append(start)
    found.ends.append(end)
    found.alias = found.alias or (start, end)
    sizes.add(sizes.anchors[event.anchor])
