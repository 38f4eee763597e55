"""Suppressions: comments `# reslint: ignore[rule] reason`, and `reslint` in Metadata."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from reslint.frontends.cloudformation.nodes import (
    Node,
    Tree,
    children,
    entries,
    entry_span,
    get,
    literal_text,
    span_of,
)
from reslint.model.directive import EXPECTED, parse_directive, rule_names
from reslint.model.inventory import Notification, Suppression
from reslint.model.span import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reslint.frontends.cloudformation.scan import Scan

Found = Suppression | Notification

_MENTION = re.compile(r"\breslint[ \t]*:")
_HASH = re.compile(r"(?:^|(?<=[ \t]))#")
_BLOCK_HEADER = re.compile(r"(?:[!&]\S*[ \t]+)*[|>][-+0-9]*[ \t]+")
_LONGEST_HEADER = 200
"""Characters between the beginning of a block scalar and a comment behind its `|`."""


def comments(text: str, scan: Scan) -> list[list[Any]]:
    """Comments that speak to reslint, `[start, end, text]`; a `#` inside a string is none."""
    found: list[list[Any]] = []
    done = -1
    for mention in _MENTION.finditer(text):
        if mention.start() < done:
            continue
        first = text.rfind("\n", 0, mention.start()) + 1
        done = text.find("\n", mention.end())
        done = len(text) if done < 0 else done
        start = _comment_start(text[first:done], first, text, scan)
        if start is not None and start < mention.start():
            comment = text[start:done].rstrip()
            found.append([start, start + len(comment), comment])
    return found


def _comment_start(line: str, offset: int, text: str, scan: Scan) -> int | None:
    """Where the comment of a line begins: at the first `#` behind a blank that is in no scalar."""
    for match in _HASH.finditer(line):
        start = offset + match.start()
        around = scan.around(start)
        if around is None or _in_block_header(text, around[0], start):
            return start
    return None


def _in_block_header(text: str, scalar: int, offset: int) -> bool:
    """Whether an offset lies behind the `|` or `>` that opens a block scalar, on its line."""
    if offset - scalar > _LONGEST_HEADER:
        return False
    return _BLOCK_HEADER.fullmatch(text, scalar, offset) is not None


def suppressions(source: Source, tree: Tree) -> list[Found]:
    """All suppressions of a file, and a notification for each directive that cannot be read."""
    body = tree["body"]
    if body is None:
        return []
    found: list[Found] = []
    if tree["comments"]:
        parts = sorted(_parts(source, body), key=_order)
        found = [_from_comment(source, body, parts, comment) for comment in tree["comments"]]
    return [*found, *_from_metadata(source, body)]


def _order(part: Span) -> tuple[int, int]:
    """Parts as they begin, of those that begin together the longest first."""
    return part.start, -part.end


def _from_comment(source: Source, body: Node, parts: list[Span], comment: list[Any]) -> Found:
    start, end, text = comment
    span = Span(source, start, end)
    directive = parse_directive(text.lstrip("#"))
    if directive is None:
        return _bad(EXPECTED, span)
    if not directive.whole_file:
        return Suppression(directive.rules, directive.reason, span, _scope(source, parts, span))
    if any(row[1] < start for row in entries(body)):
        return _bad("`ignore-file` belongs above the first key of the template", span)
    return Suppression(directive.rules, directive.reason, span, Span(source, 0, len(source.text)))


def _bad(message: str, span: Span) -> Notification:
    return Notification("warning", "bad-suppression", message, span.file, span)


def _scope(source: Source, parts: list[Span], comment: Span) -> Span:
    """The line that a comment ends, or the next entry below a comment on its own line."""
    line_start = source.offset(comment.line, 1)
    if source.text[line_start : comment.start].strip():
        return Span(source, line_start, comment.end)
    following = bisect_left(parts, comment.end, key=lambda part: part.start)
    return parts[following] if following < len(parts) else comment


def _parts(source: Source, node: Node) -> Iterator[Span]:
    """Every entry of a map and item of a list."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current[0] == "map":
            yield from (entry_span(source, entry) for entry in current[3])
        elif current[0] == "list":
            yield from (span_of(source, item) for item in current[3])
        stack.extend(children(current))


def _from_metadata(source: Source, body: Node) -> Iterator[Found]:
    yield from _ignored(source, get(body, "Metadata", "reslint"), Span(source, 0, len(source.text)))
    for entry in _resources(get(body, "Resources")):
        yield from _ignored(source, get(entry[3], "Metadata", "reslint"), entry_span(source, entry))


def _resources(node: Node | None) -> Iterator[list[Any]]:
    """Resources of a section, those inside `Fn::ForEach` too."""
    for entry in entries(node):
        if entry[0].startswith("Fn::ForEach::") and entry[3][0] == "list":
            for item in entry[3][3]:
                yield from _resources(item)
        else:
            yield entry


def _ignored(source: Source, node: Node | None, scope: Span) -> Iterator[Found]:
    if node is None:
        return
    ignore = get(node, "ignore")
    if ignore is None or ignore[0] != "list":
        yield _bad("expected `ignore: [{rule: …, reason: …}]` under Metadata.reslint", span_of(source, node))
        return
    for item in ignore[3]:
        span = span_of(source, item)
        rules = rule_names(literal_text(get(item, "rule")) or "")
        if rules:
            yield Suppression(rules, literal_text(get(item, "reason")) or "", span, scope)
        else:
            yield _bad("expected `rule: name-of-a-rule` in an entry of Metadata.reslint.ignore", span)
