"""How Values combine: texts put together, values that a condition chooses between."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reslint.model.value import (
    Concat,
    Data,
    ListOf,
    MapOf,
    Named,
    Origin,
    Symbol,
    Unknown,
    Value,
    all_refs,
    merge_refs,
    same,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reslint.model.span import Span

MAX_TEXT = 1_000_000
"""Longest text, in characters, that an evaluation makes."""

MAX_SYMBOL = 2_000
"""Longest name of a symbol, in characters; a value whose symbol would be longer has none."""

MAX_ITEMS = 4_096
"""Longest list that an evaluation makes out of a text: a parameter has at most 4,096 bytes
("CloudFormation quotas")."""


def derived(data: Data, span: Span | None, inputs: Sequence[Value]) -> Value:
    """A value made from others: it refers to what they refer to."""
    refs = merge_refs(*(all_refs(value) for value in inputs))
    origin: Origin = "resolved" if any(v.origin == "resolved" for v in inputs) else "written"
    because = tuple(dict.fromkeys(reason for value in inputs for reason in value.because))
    sensitive = any(part.sensitive for value in inputs for part in walk(value))
    return Value(data, span, origin, None, refs, because, sensitive)


def unknown(
    reason: str, span: Span | None, inputs: Sequence[Value] = (), symbol: Symbol | None = None
) -> Value:
    """An unknown value that is certainly not null, with the references of what it was made from."""
    return derived(Unknown(reason, symbol, "no"), span, inputs)


def first_unknown(values: Iterable[Value]) -> Unknown | None:
    """The first unknown in or inside values: the root of why a result is not known."""
    for value in values:
        for part in walk(value):
            rest = part.data.rest if isinstance(part.data, ListOf | MapOf) else part.unknown
            if rest is not None:
                return rest
    return None


def text_of(data: Data) -> str | None:
    """A known scalar as the text that CloudFormation makes of it; None for anything else."""
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int | Decimal):
        return str(data)
    return data if isinstance(data, str) else None


def as_text(value: Value) -> Value:
    """A scalar as text; unknowns and collections as they are."""
    text = text_of(value.data)
    return value if text is None else value.with_(data=text)


def concat(parts: Sequence[Value], span: Span | None) -> Value:
    """Texts one after the other. Unknown parts leave a known beginning and, if possible, a symbol."""
    texts = [text_of(part.data) for part in parts]
    if sum(len(text or "") for text in texts) > MAX_TEXT:
        return unknown(f"the text is longer than {MAX_TEXT:,} characters", span, parts)
    if all(text is not None for text in texts):
        return derived("".join(text for text in texts if text is not None), span, parts)
    return derived(_open_text(parts, texts), span, parts)


def _open_text(parts: Sequence[Value], texts: Sequence[str | None]) -> Unknown:
    why = next(part for part, text in zip(parts, texts, strict=True) if text is None)
    found = first_unknown([why])
    reason = found.reason if found else "a list or a mapping stands where a text is expected"
    symbol = _joined_symbol(parts, texts)
    return Unknown(reason, symbol, "no", _prefix(parts, texts))


def _prefix(parts: Sequence[Value], texts: Sequence[str | None]) -> str:
    known = ""
    for part, text in zip(parts, texts, strict=True):
        if text is None:
            return known + (part.unknown.prefix if part.unknown else "")
        known += text
    return known


def _joined_symbol(parts: Sequence[Value], texts: Sequence[str | None]) -> Symbol | None:
    pieces: list[str | Symbol] = []
    for part, text in zip(parts, texts, strict=True):
        symbol: str | Symbol | None = part.symbol if text is None else text
        if symbol is None:
            return None
        for piece in symbol.parts if isinstance(symbol, Concat) else (symbol,):
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece != "":
                pieces.append(piece)
    if len(pieces) == 1 and not isinstance(pieces[0], str):
        return pieces[0]
    if len(pieces) > MAX_SYMBOL:
        return None
    return Concat(tuple(pieces))


def symbol_text(value: Value) -> str | None:
    """A name for a known or symbolic scalar, for the names of symbols made from it."""
    text = text_of(value.data)
    if text is not None:
        return text
    return None if value.symbol is None else "${" + str(value.symbol) + "}"


def named(form: str, *values: Value) -> Named | None:
    """The symbol of a function of values, if each can be named: `named("a {} b", …)`."""
    names = [symbol_text(value) for value in values]
    known = [name for name in names if name is not None]
    if len(known) < len(names) or sum(map(len, known)) > MAX_SYMBOL:
        return None
    return Named(form.format(*known))


def chosen(value: Value, decided: Value) -> Value:
    """The value that a decided condition picks: no more certain than the condition is."""
    if decided.origin != "resolved":
        return value
    data = value.data
    if isinstance(data, ListOf):
        data = ListOf(tuple(chosen(item, decided) for item in data.items), data.rest, data.shape)
    elif isinstance(data, MapOf):
        found = {name: chosen(item, decided) for name, item in data.entries.items()}
        data = MapOf(found, data.rest, data.shape)
    because = tuple(dict.fromkeys([*value.because, *decided.because]))
    return value.with_(data=data, origin="resolved", because=because)


def either(left: Value, right: Value, why: Unknown, span: Span | None) -> Value:
    """One of two values, it is not decided which: their common value, or an unknown."""
    if isinstance(left.data, ListOf) and isinstance(right.data, ListOf):
        return derived(_either_list(left.data, right.data, why), span, (left, right))
    if isinstance(left.data, MapOf) and isinstance(right.data, MapOf):
        return derived(_either_map(left.data, right.data, why), span, (left, right))
    if same(left, right) is True:
        return left.with_(refs=merge_refs(left.refs, right.refs), span=span)
    null: Literal["no", "maybe"] = "no" if _never_null(left) and _never_null(right) else "maybe"
    prefix = _common_beginning(_beginning(left), _beginning(right))
    return derived(Unknown(why.reason, None, null, prefix), span, (left, right))


def _never_null(value: Value) -> bool:
    return value.unknown.null == "no" if value.unknown else value.data is not None


def _beginning(value: Value) -> str:
    return value.unknown.prefix if value.unknown else text_of(value.data) or ""


def _common_beginning(left: str, right: str) -> str:
    pairs = enumerate(zip(left, right, strict=False))
    differs = next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))
    return left[:differs]


def _either_list(left: ListOf, right: ListOf, why: Unknown) -> ListOf:
    items = [either(a, b, why, a.span) for a, b in zip(left.items, right.items, strict=False)]
    rest = left.rest or right.rest
    if len(left.items) != len(right.items):
        rest = rest or Unknown(why.reason)
    return ListOf(tuple(items), rest, "list")


def _either_map(left: MapOf, right: MapOf, why: Unknown) -> MapOf:
    found: dict[str, Value] = {}
    for key in dict.fromkeys([*left.entries, *right.entries]):
        a = left.entries.get(key, _other_side(left))
        b = right.entries.get(key, _other_side(right))
        found[key] = either(a, b, why, a.span or b.span)
    return MapOf(found, left.rest or right.rest)


def _other_side(side: MapOf) -> Value:
    """What a side holds under a key that it does not write: null, or whatever its rest brings."""
    return Value(side.rest) if side.rest else Value(None)
