"""Places in SARIF: artifact, one-line region, and the hash of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reslint.reporters import escape
from reslint.reporters.linehash import line_hashes
from reslint.reporters.paths import relative, uri

if TYPE_CHECKING:
    from reslint.model.span import Source, Span
    from reslint.reporters.options import ReportOptions

BASE = "SRCROOT"
"""Name of the directory that file URIs are relative to."""


class Places:
    """Turns spans into SARIF locations, and remembers what it worked out for each file."""

    def __init__(self, options: ReportOptions) -> None:
        """Paths become relative to the base directory of the options."""
        self._base = options.base
        self._uris: dict[str, str] = {}
        self._hashes: dict[int, tuple[Source, dict[int, str]]] = {}

    def location(self, span: Span, message: str = "") -> dict[str, Any]:
        """A location with a region on the span's first line."""
        physical = {"artifactLocation": self._artifact(span.file), "region": region(span)}
        return _with_message({"physicalLocation": physical}, message)

    def file_location(self, path: str) -> dict[str, Any]:
        """A location that is a whole file."""
        return {"physicalLocation": {"artifactLocation": self._artifact(path)}}

    def line_hash(self, span: Span) -> str:
        """GitHub's hash of the line that the span begins on."""
        key = id(span.source)
        if key not in self._hashes:  # the source is kept with it, so its id stays its own
            self._hashes[key] = (span.source, line_hashes(span.source.text))
        return self._hashes[key][1].get(span.line, "0:1")

    def _artifact(self, path: str) -> dict[str, Any]:
        if path not in self._uris:
            self._uris[path] = uri(relative(path, self._base))
        return {"uri": self._uris[path], "uriBaseId": BASE}


def region(span: Span) -> dict[str, int]:
    """The first line of a span in UTF-16 code units counted from 1.

    One line, because GitHub shows an alert in a pull request only when all its lines were changed.
    """
    line = span.first_line()
    text = line.source.line(line.line)
    start = min(line.column - 1, len(text))
    end = min(start + line.end - line.start, len(text))
    start_column = _units(text[:start]) + 1
    end_column = start_column + _units(text[start:end])
    return {
        "startLine": line.line,
        "startColumn": start_column,
        "endLine": line.line,
        "endColumn": max(end_column, start_column + 1) if start < len(text) else end_column,
    }


def literal(text: str) -> str:
    """A message in which no link can be seen (SARIF 2.1.0, 3.11.6)."""
    return link_text(text) if "](" in text else escape.plain(text)


def link_text(text: str) -> str:
    """Text with brackets escaped, as the text of a link must have them."""
    return escape.plain(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _with_message(location: dict[str, Any], message: str) -> dict[str, Any]:
    if message:
        location["message"] = {"text": literal(message)}
    return location
