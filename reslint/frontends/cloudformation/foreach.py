"""`Fn::ForEach`: entries of a map once for each item of a collection.

Source: "Fn::ForEach",
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reslint.frontends.cloudformation.nodes import entries, literal_text
from reslint.frontends.cloudformation.scope import Entry, Scope
from reslint.frontends.cloudformation.values import text_of
from reslint.model.value import ListOf, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRIES = 1_000
"""Entries that the loops of one map may make; a stack has at most 500 resources ("CloudFormation quotas")."""

TOO_MANY = f"Fn::ForEach makes more than {MAX_ENTRIES:,} entries"

PREFIX = "Fn::ForEach::"


def expanded(rows: list[list[Any]], scope: Scope) -> list[Entry]:
    """The entries of a map with its loops unrolled; an unknown collection leaves one entry that may exist.

    Of entries with equal names the last one is kept.
    """
    found: dict[str, Entry] = {}
    for entry in _unrolled(rows, scope, None):
        if len(found) >= MAX_ENTRIES and entry.variables:
            found[entry.row[0]] = Entry(entry.row[0], entry.row, {}, Unknown(TOO_MANY))
            break
        found[entry.name] = entry
    return list(found.values())


def _unrolled(rows: list[list[Any]], scope: Scope, exists: Unknown | None) -> Iterator[Entry]:
    for row in rows:
        if row[0].startswith(PREFIX):
            yield from _loop(row, scope, exists)
        else:
            yield Entry(scope.substituted(row[0]), row, scope.variables, exists)


def _loop(row: list[Any], scope: Scope, exists: Unknown | None) -> Iterator[Entry]:
    parts = row[3][3] if row[3][0] == "list" else []
    name = literal_text(parts[0]) if len(parts) == 3 else None
    if name is None:
        yield Entry(row[0], row, scope.variables, Unknown(f"{row[0]} does not have the form of a loop"))
        return
    body = entries(parts[2])
    collection = scope.value(parts[1])
    for item in collection.items:
        if text_of(item.data) is not None:
            yield from _unrolled(body, scope.inside({name: item}), exists)
    why = _why_open(collection)
    if why is not None:
        each = Value(Unknown(why.reason, null="no"), collection.span, refs=collection.refs)
        yield from _unrolled(body, scope.inside({name: each}), why)


def _why_open(collection: Value) -> Unknown | None:
    """Why not all items of a collection are known."""
    if collection.unknown:
        return collection.unknown
    if not isinstance(collection.data, ListOf):
        return Unknown("the collection of Fn::ForEach is not a list")
    unknown_items = (item.unknown for item in collection.items if item.unknown)
    return collection.data.rest or next(unknown_items, None)
