"""Suppression comments: at the end of a line, above an argument or block, or for a file."""

from __future__ import annotations

from reslint.frontends.terraform.configuration import Node
from reslint.frontends.terraform.reader import Parsed
from reslint.model.directive import EXPECTED, Directive, mentions_reslint, parse_directive
from reslint.model.inventory import Notification, Suppression
from reslint.model.span import Source, Span


def suppressions_of(parsed: Parsed) -> tuple[list[Suppression], list[Notification]]:
    """The suppressions of a file, and what cannot be read as one."""
    found: list[Suppression] = []
    unread: list[Notification] = []
    body = parsed.tree["body"]
    for start, end, text in parsed.tree["comments"]:
        if not mentions_reslint(text):
            continue
        span = Span(parsed.source, start, end)
        directive = parse_directive(_bare(text))
        if directive is None:
            unread.append(Notification("warning", "bad-suppression", EXPECTED, parsed.source.path, span))
            continue
        scope = _scope(body, span, directive)
        found.append(Suppression(directive.rules, directive.reason, span, scope))
    return found, unread


def _bare(comment: str) -> str:
    """The text of a comment without its signs."""
    text = comment.strip()
    if text.startswith("/*"):
        return text[2:].removesuffix("*/").strip()
    return text.lstrip("#/").strip()


def _scope(body: Node, comment: Span, directive: Directive) -> Span:
    source = comment.source
    if directive.whole_file:
        return Span(source, 0, len(source.text))
    around = _bodies_around(body, comment.start)
    line_start = source.offset(comment.line, 1)
    if source.text[line_start : comment.start].strip():
        return _of_line(source, line_start, comment, around)
    inner = around[-1][5] if around else body
    following = [node for node in (*inner[3], *inner[4]) if node[1] >= comment.end]
    if not following:
        return comment
    nearest = min(following, key=lambda node: node[1])
    return Span(source, nearest[1], nearest[2])


def _bodies_around(body: Node, offset: int) -> list[Node]:
    """The blocks that an offset stands in, outermost first."""
    around: list[Node] = []
    while True:
        block = next((b for b in body[4] if b[1] <= offset < b[2]), None)
        if block is None:
            return around
        around.append(block)
        body = block[5]


def _of_line(source: Source, line_start: int, comment: Span, around: list[Node]) -> Span:
    """What a comment at the end of a line covers: the line, or the block whose header it ends."""
    for block in around:
        if line_start <= block[1] and block[6] <= comment.start:
            return Span(source, block[1], block[2])
    return Span(source, line_start, comment.end)
