"""CSV as Go reads it (RFC 4180, strict about quotation marks)."""

from __future__ import annotations

import re

from reslint.frontends.terraform.values.bounds import MAX_TEXT
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided

_FIELD = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^,"\n]*)')


def decode_csv(text: str) -> list[dict[str, str]]:
    """The rows, each by the names in the header line."""
    if len(text) > MAX_TEXT:
        raise Undecided("the text is longer than a million characters")
    records = _records(text.replace("\r\n", "\n"))
    if not records:
        raise EvaluationError("CSV without a header line")
    header, *rows = records
    if len(set(header)) < len(header):
        raise EvaluationError("a column name appears twice")
    if any(len(row) != len(header) for row in rows):
        raise EvaluationError("a row has another number of fields than the header")
    return [dict(sorted(zip(header, row, strict=True))) for row in rows]


def _records(text: str) -> list[list[str]]:
    records: list[list[str]] = []
    position = 0
    while position < len(text):
        if text[position] == "\n":
            position += 1
            continue
        record, position = _record(text, position)
        records.append(record)
    return records


def _record(text: str, position: int) -> tuple[list[str], int]:
    """One line's fields, and where the next line starts."""
    fields = []
    while True:
        found = _FIELD.match(text, position)
        if found is None:
            raise EvaluationError("a quotation mark in CSV is not closed")
        quoted = found["quoted"]
        fields.append(found["bare"] if quoted is None else quoted.replace('""', '"'))
        position = found.end()
        following = text[position : position + 1]
        if following not in ("", ",", "\n"):
            raise EvaluationError("a quotation mark in CSV stands where none may be")
        position += 1
        if following != ",":
            return fields, position
