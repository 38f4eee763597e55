"""A source line with the deciding part underlined, as the console shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reslint.model.passwords import without_passwords
from reslint.reporters import escape
from reslint.reporters.layout import Excerpt, excerpt
from reslint.reporters.style import paint

if TYPE_CHECKING:
    from reslint.engine.finding import Finding
    from reslint.model.span import Span
    from reslint.reporters.options import ReportOptions

MARGIN = 2000
"""Characters read on either side of what is shown, so that a password cut off there is still seen as one."""


def place(span: Span) -> str:
    """`file:line:column`, the column in characters."""
    return f"{escape.plain(span.file)}:{span.line}:{span.column}"


@dataclass(frozen=True, slots=True)
class Gutter:
    """The left margin of a finding, wide enough for its line number."""

    size: int
    options: ReportOptions

    def empty(self) -> str:
        """The margin beside nothing."""
        return paint(" " * self.size + " |", "gutter", self.options)

    def numbered(self, number: int) -> str:
        """The margin beside a source line."""
        return paint(f"{number:>{self.size}} |", "gutter", self.options)

    def arrow(self) -> str:
        """The mark before the place."""
        return paint(" " * self.size + "-->", "gutter", self.options)

    def note(self) -> str:
        """The mark before a remark."""
        return paint(" " * self.size + " =", "gutter", self.options)


def gutter_for(span: Span, options: ReportOptions) -> Gutter:
    """The margin for a finding at this span."""
    return Gutter(len(str(span.line)), options)


def snippet(finding: Finding, gutter: Gutter) -> list[str]:
    """The header of the block and its deciding line, underlined; empty when the text is not there."""
    span = finding.primary.first_line()
    if not span.source.text:
        return []
    shown = _shown(span, gutter)
    mark = "^" * shown.length + (f" {escape.plain(finding.label)}" if finding.label else "")
    return [
        gutter.empty(),
        *_header(finding, gutter),
        _numbered(span.line, shown, gutter),
        f"{gutter.empty()} {' ' * shown.offset}{paint(mark, finding.severity, gutter.options)}",
    ]


def _header(finding: Finding, gutter: Gutter) -> list[str]:
    """The header line of the block when it stands above the deciding line, in the same file."""
    header, span = finding.header.first_line(), finding.primary
    if header.source is not span.source or header.line >= span.line:
        return []
    line = _numbered(header.line, _shown(header, gutter), gutter)
    return [line] if header.line == span.line - 1 else [line, "..."]


def _shown(span: Span, gutter: Gutter) -> Excerpt:
    room = gutter.options.width - gutter.size - 3
    text, start = _window(span, 2 * room + MARGIN)
    return excerpt(without_passwords(text), start, start + span.end - span.start, room)


def _window(span: Span, reach: int) -> tuple[str, int]:
    """The line of the span as far as it is needed, and where the span begins in it.

    A template may be one line of megabytes with a finding every few hundred characters.
    """
    text = span.source.text
    first = span.start - min(span.column - 1, reach)
    return text[first : span.start + reach].split("\n", 1)[0].rstrip("\r"), span.start - first


def _numbered(number: int, shown: Excerpt, gutter: Gutter) -> str:
    return f"{gutter.numbered(number)} {shown.text}".rstrip()
