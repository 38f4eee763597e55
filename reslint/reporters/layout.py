"""Text in columns: display width, tabs, clipping and wrapping."""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass

from reslint.reporters import escape

TAB = "    "
"""What a tab in a source line is shown as."""


def cell(character: str) -> str:
    """A character of a source line as it is shown."""
    if character == "\t":
        return TAB
    return escape.escaped(character) if escape.hidden(character) else character


def width(text: str) -> int:
    """Columns that a printable text takes (Unicode Standard Annex 11; combining marks take none)."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One source line as it is shown, with the columns that are underlined."""

    text: str
    offset: int
    """Columns before the underlined part."""
    length: int
    """Columns of the underlined part, at least 1."""


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """The part of a line round the characters `start` to `end` (from 0) that fits into `room` columns."""
    start = min(max(start, 0), len(line))
    end = min(max(end, start), len(line))
    first = max(0, start - room) if end > room else 0
    cells = [cell(c) for c in line[first : start + 2 * room]]
    marked = range(start - first, max(end, start + 1) - first)
    return _clip(cells, marked, room, cut_before=first > 0, cut_after=start + 2 * room < len(line))


def _clip(cells: list[str], marked: range, room: int, cut_before: bool, cut_after: bool) -> Excerpt:
    """Drop cells before, then after the marked ones, until the rest fits."""
    widths = [width(c) for c in cells]
    low, high, total = 0, len(cells), sum(widths)
    margin = room // 3
    while total > room and low < marked.start and sum(widths[low : marked.start]) > margin:
        total -= widths[low]
        low, cut_before = low + 1, True
    while total > room and high > low + 1:
        high, cut_after = high - 1, True
        total -= widths[high]
    before = "…" if cut_before else ""
    text = before + "".join(cells[low:high]).rstrip() + ("…" if cut_after else "")
    offset = len(before) + sum(widths[low : marked.start])
    return Excerpt(text, offset, max(1, sum(widths[marked.start : min(marked.stop, high)])))


def wrap(text: str, room: int, most: int | None = None) -> list[str]:
    """A paragraph in lines of at most `room` columns; cut with `…` after `most` lines."""
    wrapped = textwrap.wrap(
        " ".join(text.split()), max(room, 20), break_long_words=False, break_on_hyphens=False
    )
    if most is None or len(wrapped) <= most:
        return wrapped
    return [*wrapped[: most - 1], wrapped[most - 1] + " …"]
