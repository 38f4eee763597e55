"""Suppression comments: at the end of a line, above an argument or block, or for a file."""

from __future__ import annotations

from collections.abc import Iterator

from reslint.frontends.terraform.configuration import Node
from reslint.frontends.terraform.reader import Parsed
from reslint.model.directive import EXPECTED, Directive, mentions_reslint, parse_directive
from reslint.model.inventory import Notification, Suppression
from reslint.model.span import Source, Span


def suppressions_of(parsed: Parsed) -> tuple[list[Suppression], list[Notification]]:
    """The suppressions of a file, and what cannot be read as one."""
    found: list[Suppression] = []
    unread: list[Notification] = []
    for start, end, text in parsed.tree["comments"]:
        if not mentions_reslint(text):
            continue
        span = Span(parsed.source, start, end)
        directive = parse_directive(_bare(text))
        if directive is None:
            unread.append(Notification("warning", "bad-suppression", EXPECTED, parsed.source.path, span))
            continue
        scope = _scope(parsed, span, directive)
        found.append(Suppression(directive.rules, directive.reason, span, scope))
    return found, unread


def _bare(comment: str) -> str:
    """The text of a comment without its signs."""
    text = comment.strip()
    if text.startswith("/*"):
        return text[2:].removesuffix("*/").strip()
    return text.lstrip("#/").strip()


def _scope(parsed: Parsed, comment: Span, directive: Directive) -> Span:
    source = parsed.source
    if directive.whole_file:
        return Span(source, 0, len(source.text))
    line_start = source.offset(comment.line, 1)
    parts = list(_parts(parsed.tree["body"]))
    if source.text[line_start : comment.start].strip():
        return _of_line(source, line_start, comment, parts)
    following = [p for p in parts if p[0] >= comment.end]
    start, end, _ = min(following, key=lambda p: (p[0], -p[1]), default=(comment.start, comment.end, 0))
    return Span(source, start, end)


def _of_line(source: Source, line_start: int, comment: Span, parts: list[tuple[int, int, int]]) -> Span:
    """What a comment at the end of a line covers: the line, or the block whose header it ends."""
    for start, end, header_end in parts:
        if header_end and line_start <= start and header_end <= comment.start and end > comment.end:
            return Span(source, start, end)
    return Span(source, line_start, comment.end)


def _parts(body: Node) -> Iterator[tuple[int, int, int]]:
    """Start and end of every argument and block, and where a block's header ends (0 for arguments)."""
    for node in body[3]:
        yield node[1], node[2], 0
    for node in body[4]:
        yield node[1], node[2], node[6]
        yield from _parts(node[5])
