"""Where something stands in a source file.

Spans keep character offsets; line and column are worked out when a report asks for them,
since most spans are never shown.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Source:
    """One text file that was read."""

    path: str
    """Path as the user would type it, relative to the working directory when below it."""
    text: str
    """The decoded text, without a byte order mark."""
    _starts: list[int] = field(default_factory=list, repr=False)

    @property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line, in order."""
        if not self._starts:
            starts = [0]
            position = self.text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = self.text.find("\n", position + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Offset of a line and column counted from 1, kept inside the text."""
        starts = self.line_starts
        if line > len(starts):
            return len(self.text)
        return min(starts[max(line, 1) - 1] + max(column, 1) - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of a line counted from 1, without its line end."""
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in a source."""

    source: Source
    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""

    @property
    def file(self) -> str:
        """Path of the file."""
        return self.source.path

    @property
    def line(self) -> int:
        """First line, counted from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """First column in characters, counted from 1."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """Last line, counted from 1."""
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """Column after the last character, counted from 1."""
        return self.source.position(self.end)[1]

    @property
    def text(self) -> str:
        """The characters of the span."""
        return self.source.text[self.start : self.end]

    @property
    def key(self) -> tuple[str, int, int]:
        """A value to sort and compare spans by, also between runs."""
        return self.source.path, self.start, self.end

    def first_line(self) -> Span:
        """The part of the span on its first line: what reports underline."""
        stop = self.source.text.find("\n", self.start, self.end)
        if stop < 0:
            return self
        while stop > self.start and self.source.text[stop - 1] in "\r \t":
            stop -= 1
        return Span(self.source, self.start, stop)
