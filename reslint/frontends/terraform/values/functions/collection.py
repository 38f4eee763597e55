"""Functions of lists. Elements that are picked keep their place, origin and symbol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reslint.frontends.terraform.values.arithmetic import whole
from reslint.frontends.terraform.values.constraint import ANY, NUMBER, STRING, list_of, type_of, unify
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import (
    between,
    derived,
    gathered,
    picked,
    plain,
    undecided,
)
from reslint.frontends.terraform.values.elements import duplicate_free, is_run_of_elements, unknown_items
from reslint.frontends.terraform.values.equality import equal, frozen, set_size
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import (
    Call,
    Function,
    function,
    in_known_order,
    sequence,
    shape_of,
)
from reslint.frontends.terraform.values.functions.choosing import CHOOSING, certainly_text
from reslint.frontends.terraform.values.functions.searching import SEARCHING
from reslint.frontends.terraform.values.text import characters
from reslint.model.place import Range
from reslint.model.value import ListOf, MapOf, Unknown, Value


def _length(call: Call) -> Value:
    value = call.args[0]
    data = value.data
    if isinstance(data, MapOf):
        # The values of a map are not looked at: they may be costly to work out.
        count, rest = Range(len(data.entries), None if data.rest else len(data.entries)), data.rest
        return gathered(_counted(count, rest), call.span, value)
    if isinstance(data, ListOf):
        known = Range(len(data.items), None if data.rest else len(data.items))
        count = set_size(data) if data.shape == "set" else known
        reason = data.rest or next((i.unknown for i in data.items if i.unknown), None)
        # How many secrets there are is no secret.
        return derived(_counted(count, reason), call.span, value).with_(sensitive=value.sensitive)
    if isinstance(data, Unknown):
        return derived(between(data, len(characters(data.prefix)), None, NUMBER), call.span, value)
    if not isinstance(data, str):
        raise EvaluationError("a string, list, set, map or object is required")
    return derived(len(characters(data)), call.span, value)


def _counted(count: Range, reason: Unknown | None) -> int | Unknown:
    if count.exact is not None:
        return count.exact
    return between(reason or Unknown("the number of elements is not decided"), count.low, count.high, NUMBER)


# -- joining and cutting -----------------------------------------------------------------------


def _concat(call: Call) -> Value:
    if not call.args:
        raise EvaluationError("at least one list is needed")
    lists = [shape_of(a.data) for a in call.args if isinstance(a.data, ListOf)]
    if any(data.shape == "set" for data in lists) or len(lists) < sum(1 for a in call.args if a.known):
        raise EvaluationError("all arguments must be lists")
    args = list(call.args)
    kind = unify(map(type_of, args)) if all(data.shape == "list" for data in lists) else None
    if kind is not None:
        args = [convert(a, kind) for a in args]
    items, rest = _joined(args)
    return gathered(ListOf(items, rest, "list" if kind is not None else "tuple"), call.span, *call.args)


def _joined(args: Sequence[Value]) -> tuple[tuple[Value, ...], Unknown | None]:
    """The items of all lists up to the first of unknown length, and what is unknown from there."""
    items: list[Value] = []
    for position, arg in enumerate(args, 1):
        data = arg.data
        rest = data if isinstance(data, Unknown) else data.rest if isinstance(data, ListOf) else None
        items += arg.items
        if rest is not None:
            last = position == len(args) and duplicate_free(rest.symbol)
            return tuple(items), rest if last else Unknown(rest.reason)
    return tuple(items), None


def _flatten(call: Call) -> Value:
    items: list[Value] = []
    sequence(call.args[0])
    rest = _collect(call.args[0], call, items)
    return gathered(ListOf(tuple(items), rest), call.span, *call.args)


def _collect(value: Value, call: Call, items: list[Value]) -> Unknown | None:
    """Add the flattened items of a list; the unknown where the known run ends, if it does."""
    for item in in_known_order(value).items:
        if isinstance(item.data, ListOf):
            rest = _collect(item, call, items)
            if rest is not None:
                return rest
        elif isinstance(item.data, Unknown) and type_of(item).kind not in _NEVER_FLATTENED:
            # It may be a list itself, of any length.
            return Unknown(item.data.reason)
        else:
            items.append(picked(item, call.span, value))
    ordered = in_known_order(value).data
    return ordered.rest if isinstance(ordered, ListOf) else None


_NEVER_FLATTENED = ("bool", "number", "string", "map", "object")


def _slice(call: Call) -> Value:
    value = call.args[0]
    start, end = (whole(plain(a), "an index") for a in call.args[1:])
    if not 0 <= start <= end:
        raise EvaluationError("the start must lie between zero and the end")
    if isinstance(value.data, Unknown):
        # Terraform refuses an end beyond the list: so many elements there are.
        return gathered(unknown_items(value, value.data, start, end, call.span), call.span, *call.args)
    data = shape_of(sequence(value))
    if data.shape == "set":
        raise EvaluationError("the elements of a set have no index")
    items = data.items[start:end]
    if end > len(data.items):
        if data.rest is None:
            raise EvaluationError(f"the end {end} is beyond a list of {len(data.items)}")
        first, last = max(start - len(data.items), 0), end - len(data.items)
        items += unknown_items(value, data.rest, first, last, call.span).items
    return gathered(ListOf(items, None, data.shape), call.span, *call.args)


def _chunks(call: Call) -> Value:
    data = sequence(call.args[0])
    size = whole(plain(call.args[1]), "the size")
    if size < 0:
        raise EvaluationError("the size must not be negative")
    size = size or max(len(data.items), 1)
    full = len(data.items) if data.rest is None else len(data.items) // size * size
    runs = [data.items[i : i + size] for i in range(0, full, size)]
    chunks = tuple(Value(ListOf(run, None, "list"), call.span, "computed") for run in runs)
    return gathered(ListOf(chunks, data.rest, "list"), call.span, *call.args)


# -- order and repetition ----------------------------------------------------------------------


def _reverse(call: Call) -> Value:
    data = shape_of(sequence(in_known_order(call.args[0])))
    if data.rest is not None:
        return gathered(ListOf((), Unknown(data.rest.reason), data.shape), call.span, *call.args)
    return gathered(ListOf(data.items[::-1], None, data.shape), call.span, *call.args)


def _sort(call: Call) -> Value:
    value = call.args[0]
    if isinstance(value.data, Unknown) and duplicate_free(value.data.symbol):
        # The provider gives zone names in order; of other ids only the distinctness counts.
        return value
    data = sequence(value)
    if any(i.absent for i in data.items):
        raise EvaluationError("an element is null")
    unknown = data.rest or next((i.unknown for i in data.items if i.unknown), None)
    if unknown is None:
        items: Sequence[Value] = sorted(data.items, key=lambda i: str(i.data))
    elif data.rest is not None:
        raise Undecided(data.rest)
    elif is_run_of_elements(data.items):
        items = data.items
    else:
        items = [undecided(unknown, call.span, *data.items, kind=STRING)] * len(data.items)
    return gathered(ListOf(tuple(items), None, "list"), call.span, *call.args)


def _distinct(call: Call) -> Value:
    value = call.args[0]
    if isinstance(value.data, Unknown) and duplicate_free(value.data.symbol):
        return value
    data = sequence(value)
    kept: list[Value] = []
    seen: set[object] = set()
    open_items: list[Value] = []
    for item in data.items:
        key = frozen(item)
        against = kept if key is None else open_items
        answers = [equal(item, other) for other in against]
        if key in seen or True in answers:
            continue
        if None in answers:
            rest = item.unknown or next(o.unknown for o in open_items or [item])
            rest = rest or Unknown("elements cannot be compared")
            return gathered(ListOf(tuple(kept), Unknown(rest.reason), "list"), call.span, value)
        kept.append(item)
        if key is None:
            open_items.append(item)
        else:
            seen.add(key)
    return gathered(ListOf(tuple(kept), data.rest, "list"), call.span, value)


def _compact(call: Call) -> Value:
    data = sequence(call.args[0])
    kept: list[Value] = []
    for item in data.items:
        if item.unknown and not certainly_text(item):
            # It may be null or empty, and so not be there.
            return gathered(ListOf(tuple(kept), Unknown(item.unknown.reason), "list"), call.span, *call.args)
        if not item.absent and item.data != "":
            kept.append(item)
    return gathered(ListOf(tuple(kept), data.rest, "list"), call.span, *call.args)


FUNCTIONS: Mapping[str, Function] = {
    **CHOOSING,
    **SEARCHING,
    "chunklist": function(_chunks, list_of(ANY), NUMBER),
    "compact": function(_compact, list_of(STRING)),
    "concat": function(_concat, variadic=ANY),
    "distinct": function(_distinct, list_of(ANY)),
    "flatten": function(_flatten, ANY),
    "length": function(_length, ANY, result=NUMBER),
    "reverse": function(_reverse, ANY),
    "slice": function(_slice, ANY, NUMBER, NUMBER),
    "sort": function(_sort, list_of(STRING)),
}
