"""What is left of a broken file: its top-level items, one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from reslint.frontends.terraform.syntax.tokens import (
    NAME,
    Broken,
    comment_end,
    heredoc,
    heredoc_end_line,
    string_end,
)

MAX_DAMAGED = 20
"""Strings, heredocs and comments without end in one file: each costs a search to the file's end."""

MAX_ERRORS = 100
"""Broken items of one file that are looked at; the rest of the file is then left unread, and that said."""
MAX_RETRIES = 200
"""Block headers inside one broken item that are tried."""

Node = list[Any]

_MARK = re.compile(rf'["{{}}()\[\]\n]|#|//|/\*|(?P<HEREDOC><<-?{NAME}\r?\n)', re.ASCII)
_HEADER = re.compile(r'^[a-z_]+(?:[ \t]+"[^"\n]*")*[ \t]*\{', re.MULTILINE)
"""What begins a line only at the top level of a file, as people write."""


@dataclass(slots=True)
class Part:
    """What was read from one part of a file."""

    body: Node
    comments: list[Node] = field(default_factory=list)
    problems: list[Node] = field(default_factory=list)


Read = Callable[[int, int], Part]


def recover(text: str, first: Broken, read: Read) -> dict[str, Any]:
    """The tree of a text that failed as a whole with `first`; `read` reads a range or raises `Broken`."""
    comments: list[Node] = []
    body: Node = ["body", 0, len(text), [], []]
    errors: list[Node] = []
    for start, end in _items(text, comments):
        if len(errors) >= MAX_ERRORS:
            errors.append([start, end, "there are too many errors: the file is not read from here on"])
            return {"body": body, "comments": comments, "errors": sorted(errors)}
        _take(text, start, end, read, body, errors)
    if not errors:
        errors.append(entry(text, first))
    return {"body": body, "comments": comments, "errors": bounded(errors)}


def bounded(errors: list[Node]) -> list[Node]:
    """The errors of a file in order, cut off where there are too many to be read by anybody."""
    ordered = sorted(errors)
    if len(ordered) <= MAX_ERRORS:
        return ordered
    start, end, _ = ordered[MAX_ERRORS]
    return [*ordered[:MAX_ERRORS], [start, end, "there are too many errors: the rest is not listed"]]


def _take(text: str, start: int, end: int, read: Read, body: Node, errors: list[Node]) -> None:
    """Read one item; where that fails, the blocks that begin inside it because a bracket is missing."""
    broken = _try(text, start, end, read, body, errors)
    if broken is None:
        return
    errors.append(entry(text, broken))
    starts = [found.start() for found in islice(_HEADER.finditer(text, start + 1, end), MAX_RETRIES)]
    for inner, stop in pairwise([*starts, end]):
        _try(text, inner, stop, read, body, errors)


def _try(text: str, start: int, end: int, read: Read, body: Node, errors: list[Node]) -> Broken | None:
    try:
        part = read(start, end)
    except Broken as broken:
        return broken
    body[3].extend(part.body[3])
    body[4].extend(part.body[4])
    errors.extend(part.problems)
    return None


def entry(text: str, broken: Broken) -> Node:
    """The entry of the tree's `errors`: inside the text, and never empty if it can be helped."""
    start = min(max(broken.start, 0), max(len(text) - 1, 0))
    return [start, min(max(broken.end, start + 1), len(text)), broken.message]


def _items(text: str, comments: list[Node]) -> Iterator[tuple[int, int]]:
    """The ranges of the top-level items: each ends with a line that leaves no bracket open."""
    start = position = depth = damaged = 0
    while damaged < MAX_DAMAGED and (found := _MARK.search(text, position)):
        mark, position = found[0], found.end()
        if mark == "\n":
            if depth <= 0:
                if text[start:position].strip():
                    yield start, position
                start, depth = position, 0
        elif mark in "{([":
            depth += 1
        elif mark in "})]":
            depth -= 1
        else:
            position, whole = _skip(text, found, comments)
            damaged += not whole
    if text[start:].strip():
        yield start, len(text)


def _skip(text: str, found: re.Match[str], comments: list[Node]) -> tuple[int, bool]:
    """Where a string, heredoc or comment ends (a damaged one: where it should), and if it is whole."""
    start, end = found.start(), found.end()
    try:
        if found["HEREDOC"]:
            if heredoc_end_line(text, start, end, len(text)) < 0:
                return end, False
            return heredoc(text, start, end, len(text)).end, True
        if found[0] == '"':
            return string_end(text, end, len(text)) + 1, True
        stop = comment_end(text, start, len(text))
        comments.append([start, stop, text[start:stop]])
        return stop, True
    except Broken:
        if found["HEREDOC"]:
            return heredoc_end_line(text, start, end, len(text)), False
        stop = text.find("\n", end)
        return (len(text) if stop < 0 else stop), False
