"""The hash of a line by which GitHub recognises an alert when the file changes.

It is the value that `github/codeql-action/upload-sarif` works out when a SARIF file has none, and
that it compares with the one given: a polynomial over the 100 UTF-16 code units from the beginning
of the line, blanks left out, with a count of equal hashes behind it
(https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning,
"Data for preventing duplicated alerts").
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WINDOW = 100
_FACTOR = 37
_MASK = (1 << 64) - 1
_LEAVING = pow(_FACTOR, _WINDOW, 1 << 64)
_END_OF_FILE = 0xFFFF
_TAB, _LINE_FEED, _RETURN, _SPACE = 9, 10, 13, 32


def line_hashes(text: str) -> dict[int, str]:
    """The hash of every line, by line number counted from 1."""
    units, starts = _significant(text)
    counts: dict[int, int] = {}
    hashes: dict[int, str] = {}
    for number, value in enumerate(_rolling(units, starts), start=1):
        counts[value] = counts.get(value, 0) + 1
        hashes[number] = f"{value:x}:{counts[value]}"
    return hashes


def _significant(text: str) -> tuple[list[int], list[int]]:
    """The code units that count, line ends as one line feed, and where each line begins in them."""
    units: list[int] = []
    starts: list[int] = []
    line_begins, after_return = True, False
    for unit in (*_utf16(text), _END_OF_FILE):
        if unit in (_SPACE, _TAB) or (after_return and unit == _LINE_FEED):
            after_return = False
            continue
        if line_begins:
            starts.append(len(units))
        after_return = unit == _RETURN
        line_begins = after_return or unit == _LINE_FEED
        units.append(_LINE_FEED if line_begins else unit)
    return units, starts


def _utf16(text: str) -> tuple[int, ...]:
    encoded = text.encode("utf-16-le", "surrogatepass")
    return struct.unpack(f"<{len(encoded) // 2}H", encoded)


def _rolling(units: list[int], starts: list[int]) -> Iterator[int]:
    """The hash of the window that begins at each start; behind the end of the text stand zeros."""
    padded = units + [0] * _WINDOW
    value, done = 0, 0
    for start in starts:
        while done < start + _WINDOW:
            leaving = padded[done - _WINDOW] if done >= _WINDOW else 0
            value = (value * _FACTOR + padded[done] - _LEAVING * leaving) & _MASK
            done += 1
        yield value
