"""From the values that decided to a place to underline, a confidence and related places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reslint.model.resource import Resource
from reslint.model.span import Span
from reslint.model.value import AttributeOf, Concat, ElementOf, ListOf, Named, Path, Symbol, Value
from reslint.rules.message import shown
from reslint.rules.verdict import CONFIDENCES, Confidence

MAX_EVIDENCE = 200
"""Values that a verdict keeps."""
MAX_RELATED = 10
"""Related places that a verdict names."""

_STATED = ("written", "resolved", "computed")


def leaves(values: Iterable[Value]) -> tuple[Value, ...]:
    """The values that others were computed from, each once, in order of the expression."""
    stack = list(values)[::-1]
    seen: set[int] = set()
    found: dict[object, Value] = {}
    while stack and len(found) < MAX_EVIDENCE:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        # What an attribute was put together from is written there: the attribute itself is the leaf.
        if value.origin == "computed" and value.because and (value.path is None or value.span is None):
            stack.extend(reversed(value.because))
        else:
            found.setdefault(_identity(value), value)
    return tuple(found.values())


def _identity(value: Value) -> object:
    """Equal for the same value read twice."""
    if value.path is None or value.span is None:
        return id(value)
    return value.path, value.span.key


def deciding(evidence: Sequence[Value]) -> Value | None:
    """The first value that somebody wrote and that has a place; the result of a call counts too."""
    return next((v for v in evidence if v.origin in _STATED and v.span is not None), None)


def place_and_label(evidence: Sequence[Value], resource: Resource) -> tuple[Span, str]:
    """What to underline for a failure, and what to say there."""
    value = deciding(evidence)
    if value is not None and value.span is not None:
        is_elsewhere = value.origin == "resolved" and value.unknown is None
        return value.span, f"this is {_told(value)}" if is_elsewhere else ""
    return resource.raw.span, next((_left_out(v) for v in evidence if _is_left_out(v)), "")


def _is_left_out(value: Value) -> bool:
    return value.path is not None and value.origin == "default"


def _left_out(value: Value) -> str:
    assert value.path is not None
    name = path_text(value.path[1])
    return f"{name} not set" if value.absent else f"{name} not set; the default is {shown(value)}"


def open_place(evidence: Sequence[Value], resource: Resource) -> Span:
    """What to underline when it is undecided: the first value that is not known."""
    unknown = (v.span for v in evidence if v.unknown and v.span is not None)
    return next(unknown, resource.raw.span)


def related(evidence: Sequence[Value], primary: Span) -> tuple[tuple[Span, str], ...]:
    """Where else somebody wrote something that decided."""
    places = {primary.key: (primary, "")}
    for value in evidence:
        if value.span is not None and value.origin != "default":
            places.setdefault(value.span.key, (value.span, _described(value)))
    return tuple(places.values())[1 : MAX_RELATED + 1]


def _described(value: Value) -> str:
    unknown = value.unknown
    text = _told(value)
    if unknown is not None and not value.sensitive:
        text = in_words(unknown.symbol) if unknown.symbol else f"not known: {unknown.reason}"
    return f"{value.path[0]}: {path_text(value.path[1])} is {text}" if value.path else f"this is {text}"


def _told(value: Value) -> str:
    """The value as people say it, attributes that exist only after apply by their addresses."""
    data = value.data
    if value.sensitive or not isinstance(data, ListOf):
        return shown(value)
    items = tuple(map(_by_address, data.items))
    return shown(value.with_(data=ListOf(items, data.rest, data.shape)))


def _by_address(value: Value) -> Value:
    return value.with_(data=in_words(value.symbol)) if isinstance(value.symbol, AttributeOf) else value


def in_words(symbol: Symbol) -> str:
    """What a symbol stands for, as people call it: `zone 0 of the Region`, `parameter Subnet`."""
    if isinstance(symbol, Concat):
        parts = symbol.parts
        return "".join(p if isinstance(p, str) else "${" + in_words(p) + "}" for p in parts)
    if isinstance(symbol, ElementOf):
        if isinstance(symbol.base, Named) and symbol.base.name.startswith("zones of "):
            return f"zone {symbol.index} of the Region"
        return f"{in_words(symbol.base)}[{symbol.index}]"
    if isinstance(symbol, Named):
        plain = _PARAMETER.sub(r"\1", symbol.name)
        return plain.replace("param ", "parameter ").replace("import ", "export ")
    return str(symbol)


_PARAMETER = re.compile(r"(?<=\{)param (\w+)")
"""A parameter inside a text, which reads there as it is written: `${Name}`."""


def path_text(path: Path) -> str:
    """An attribute path as people write it: `setting[0].value`, `Attributes[Key=a.b].Value`."""
    text = ""
    for step in path:
        in_brackets = isinstance(step, int) or "=" in step
        text += f"[{step}]" if in_brackets else f".{step}" if text else str(step)
    return text


def confidence(evidence: Iterable[Value], applies: Iterable[Value], resource: Resource) -> Confidence:
    """How sure a failure is; `applies` is what made the rule apply, where only guesses count."""
    origins = {value.origin for value in evidence}
    if "named" in origins or any(value.origin == "named" for value in applies):
        return "low"
    indirect = not origins <= {"written", "default"}  # a call may hide the default of a variable
    return "medium" if indirect or resource.raw.exists is not None else "high"


def less(level: Confidence) -> Confidence:
    """One step less sure."""
    return CONFIDENCES[max(CONFIDENCES.index(level) - 1, 0)]
