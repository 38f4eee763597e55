"""Attribute paths of adapter tables.

A path is dotted. It goes through nested blocks (`point_in_time_recovery.enabled` reads the
first block), selects from key-value lists (`LoadBalancerAttributes[Key=idle_timeout].Value`)
and looks into JSON text (`redrive_policy|json.maxReceiveCount`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from reslint.model.raw import RawResource
from reslint.model.span import Span
from reslint.model.value import ABSENT, ListOf, MapOf, Unknown, Value, merge_refs, same

_STEP = re.compile(r"(?P<name>[\w-]+)(?:\[(?P<choice>[^\]]*)\])?(?P<json>\|json)?(?:\.|$)")
MAX_JSON_TEXT = 1_000_000
"""Longest JSON text, in characters, that is read."""

Step = tuple[str, tuple[tuple[str, str], ...], bool]
"""Attribute name, the key-value pairs that select an item, and whether JSON text follows."""


@cache
def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path. Raises `ValueError` for one that is not well-formed."""
    found: list[Step] = []
    position = 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise ValueError(f"adapter path {path!r} is not well-formed at {position}")
        pairs = tuple(
            (key.strip(), text.strip())
            for key, _, text in (p.partition("=") for p in (match["choice"] or "").split(",") if p)
        )
        found.append((match["name"], pairs, bool(match["json"])))
        position = match.end()
    return tuple(found)


def look_up(raw: RawResource, path: str) -> Value:
    """The value at a path, with its own path set; absent (with a span) when nothing is written there."""
    first, *others = steps(path)
    value = _choose(raw.get(first[0]), first, raw)
    for step in others:
        value = _choose(_into(value, step[0], raw), step, raw)
    return value


def inside(value: Value, path: str, raw: RawResource) -> Value:
    """The value at a path below another value of the same resource."""
    for step in steps(path):
        value = _choose(_into(value, step[0], raw), step, raw)
    return value


def blocks(raw: RawResource, path: str) -> tuple[tuple[Value, ...], Unknown | None]:
    """The items at a path that is a list of blocks or objects, and its unknown rest."""
    value = look_up_list(raw, path)
    if value.unknown:
        return (), value.unknown
    data = value.data
    if isinstance(data, ListOf):
        placed = tuple(_placed(item, value, index) for index, item in enumerate(data.items))
        return placed, data.rest
    return ((value,), None) if isinstance(data, MapOf) else ((), None)


def every(raw: RawResource, path: str) -> tuple[Value, ...]:
    """The values at a path in every block and item on the way, those of lists one by one.

    An unknown rest of a list counts as one more, unknown value.
    """
    first, *others = steps(path)
    values = _flat(_choose(raw.get(first[0]), first, raw))
    for step in others:
        values = [part for value in values for part in _flat(_choose(_into(value, step[0], raw), step, raw))]
    return tuple(values)


def _flat(value: Value) -> list[Value]:
    """The items of a list and its rest; a value that is no list by itself; nothing for null."""
    data = value.data
    if not isinstance(data, ListOf):
        return [] if data is None else [value]
    items = [_placed(item, value, index) for index, item in enumerate(data.items) if item.data is not None]
    return items if data.rest is None else [*items, value.with_(data=data.rest)]


def look_up_list(raw: RawResource, path: str) -> Value:
    """As `look_up`, but a list at the end of the path stays a list."""
    *others, last = steps(path)
    value: Value | None = None
    for step in others:
        value = _choose(raw.get(step[0]) if value is None else _into(value, step[0], raw), step, raw)
    found = raw.get(last[0]) if value is None else _into(value, last[0], raw)
    return _read_json(found, raw) if last[2] else found


def _into(value: Value, name: str, raw: RawResource) -> Value:
    """The attribute `name` of a value that is a block, an object or a run of blocks."""
    value = _single(value)
    path = _extend(value, name)
    data = value.data
    if isinstance(data, Unknown):
        return value.with_(data=Unknown(data.reason, None, "maybe"), path=path)
    if isinstance(data, MapOf):
        inner = data.entries.get(name)
        if inner is not None:
            refs = merge_refs(value.refs, inner.refs) if value.refs else inner.refs
            return inner.with_(path=path, span=inner.span or value.span, refs=refs)
        if data.rest:
            return Value(data.rest, value.span, "resolved", path, value.refs)
    return ABSENT.with_(span=value.span or raw.span, path=path)


def _single(value: Value) -> Value:
    """The first of a run of blocks or of a list with one object; the value itself otherwise."""
    data = value.data
    if not isinstance(data, ListOf):
        return value
    if data.items:
        return _placed(data.items[0], value, 0)
    return value.with_(data=data.rest)


def _placed(item: Value, parent: Value, index: int) -> Value:
    path = (parent.path[0], (*parent.path[1], index)) if parent.path else None
    return item.with_(path=path, span=item.span or parent.span)


def _extend(value: Value, name: str) -> tuple[str, tuple[str | int, ...]] | None:
    return (value.path[0], (*value.path[1], name)) if value.path else None


def _choose(value: Value, step: Step, raw: RawResource) -> Value:
    """Apply the selection and the JSON reading of a step."""
    _, pairs, as_json = step
    if pairs:
        value = _select(value, pairs, raw)
    return _read_json(value, raw) if as_json else value


def _select(value: Value, pairs: tuple[tuple[str, str], ...], raw: RawResource) -> Value:
    data = value.data
    if not isinstance(data, ListOf):
        return value
    open_item: Unknown | None = data.rest
    for index, plain_item in enumerate(data.items):
        item = _placed(plain_item, value, index)
        matches = [same(_into(item, key, raw), Value(text)) for key, text in pairs]
        if all(m is True for m in matches):
            return item
        if all(m is not False for m in matches):
            open_item = open_item or Unknown(f"an entry of {raw.address} is not decided")
    if open_item:
        return value.with_(data=open_item)
    chosen = ",".join(f"{key}={text}" for key, text in pairs)
    return ABSENT.with_(span=value.span, path=_extend(value, chosen))


def _read_json(value: Value, raw: RawResource) -> Value:
    """The object that a JSON text stands for; objects (CloudFormation) pass as they are."""
    data = value.data
    if isinstance(data, Unknown) and value.because and not value.because[0].unknown:
        # An encoder keeps what it encodes: `jsonencode` of an object that is known in part.
        return value.because[0].with_(path=value.path, span=value.span)
    if not isinstance(data, str):
        return value
    if len(data) > MAX_JSON_TEXT:
        return value.with_(data=Unknown(f"the JSON text of {raw.address} is too long to read"))
    try:
        parsed = json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError):
        return value.with_(data=Unknown(f"the text of {raw.address} is not JSON"))
    return from_plain(parsed, value)


def from_plain(plain: Any, like: Value) -> Value:
    """Plain JSON data as a value that stands where `like` stands."""
    if isinstance(plain, Mapping):
        return like.with_(data=MapOf({str(k): from_plain(v, _bare(like)) for k, v in plain.items()}))
    if isinstance(plain, list):
        return like.with_(data=ListOf(tuple(from_plain(v, _bare(like)) for v in plain)))
    return like.with_(data=plain)


def _bare(like: Value) -> Value:
    span: Span | None = like.span
    return Value(None, span, like.origin, None, like.refs, (), like.sensitive)
