"""Where things stand in a plan file that has no sources beside it: nowhere in particular."""

from __future__ import annotations

from reslint.model.span import Source, Span


class PlanFile(Source):
    """A plan file as a place: its text, one line with secrets in it, is neither kept nor shown.

    Spans in it differ by block, so that findings stay apart, but all are shown at line 1.
    """

    __slots__ = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Always the beginning of the file."""
        return 1, 1

    def block(self, number: int) -> Span:
        """The place of one block, counted in order of appearance."""
        return Span(self, number, number)
