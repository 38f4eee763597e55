"""Whether a file is plan JSON, judged by its content without a parser."""

from __future__ import annotations

import mmap
from pathlib import Path

MAX_BYTES = 100_000_000
"""Largest plan, in bytes, that is read. Values stand in a plan up to three times: this is some ten
thousand resources."""
_LOOKED_AT = 1_000_000
"""Bytes at the beginning of a larger file that are looked at, so that the refusal can be said."""
_KEYS = ("format_version", "planned_values")
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def encoding_of(beginning: bytes) -> tuple[str, int]:
    """The encoding of a JSON text and the length of its byte order mark: PowerShell's `>` writes UTF-16."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def looks_like_plan(file: Path) -> bool:
    """Whether a file may be plan JSON: a cheap test that the reader decides. Raises `OSError`."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        beginning = stream.read(64)
        encoding, skipped = encoding_of(beginning)
        begins = beginning[skipped : skipped + 60].decode(encoding, errors="replace")
        if not begins.lstrip().startswith("{"):
            return False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            end = len(content) if len(content) <= MAX_BYTES else _LOOKED_AT
            return all(content.find(f'"{key}"'.encode(encoding), 0, end) >= 0 for key in _KEYS)
