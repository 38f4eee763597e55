"""Functions of maps and objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reslint.frontends.terraform.values.constraint import ANY, STRING, list_of, map_of, type_of
from reslint.frontends.terraform.values.derive import Entries, derived, from_plain, gathered, picked, plain
from reslint.frontends.terraform.values.elements import unknown_items
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, sequence, shape_of
from reslint.model.value import ListOf, MapOf, Unknown, Value


def mapping_of(value: Value) -> MapOf:
    """The mapping in a value. Raises `Undecided` if it is unknown, `EvaluationError` if it is none."""
    if isinstance(value.data, Unknown):
        raise Undecided(value.data)
    if not isinstance(value.data, MapOf):
        raise EvaluationError("a map or object is required")
    return value.data


def _merge(call: Call) -> Value:
    take: dict[str, Callable[[], Value]] = {}
    rest: Unknown | None = None
    for arg in call.args:
        data = arg.data
        if data is None:
            continue
        unknown = data if isinstance(data, Unknown) else data.rest if isinstance(data, MapOf) else None
        if unknown is not None:
            rest = rest or Unknown(unknown.reason)
            take = {name: _overridden(take[name], unknown, arg) for name in take}
        if isinstance(data, MapOf):
            take |= {name: _taker(arg, data, name) for name in data.entries}
        elif unknown is None:
            raise EvaluationError("all arguments must be maps or objects")
    return gathered(MapOf(_entries(call, take), rest, _merged_shape(call)), call.span, *call.args)  # type: ignore[arg-type]


def _taker(arg: Value, data: MapOf, name: str) -> Callable[[], Value]:
    return lambda: picked(data.entries[name], arg.span, arg)


def _overridden(take: Callable[[], Value], unknown: Unknown, later: Value) -> Callable[[], Value]:
    """An entry that a later, unknown map may replace: there is one, but its value is not decided."""

    def work_out() -> Value:
        value = take()
        return derived(Unknown(unknown.reason), value.span, value, later)

    return work_out


def _entries(call: Call, take: Mapping[str, Callable[[], Value]]) -> Mapping[str, Value]:
    """The merged entries; those of maps that work out their values on demand stay so."""
    if all(isinstance(a.data, MapOf) and isinstance(a.data.entries, dict) for a in call.args if a.known):
        return {name: work_out() for name, work_out in take.items()}
    return Entries(take)


def _merged_shape(call: Call) -> str:
    if not all(isinstance(a.data, MapOf) and a.data.shape == "map" for a in call.args):
        return "object"
    return "map" if len({type_of(a) for a in call.args}) == 1 else "object"


def _keys(call: Call) -> Value:
    data = mapping_of(call.args[0])
    shape = _shape_of_parts(data)
    if data.rest is not None:
        # A further key may come anywhere in the order.
        return gathered(ListOf((), data.rest, shape), call.span, *call.args)  # type: ignore[arg-type]
    names = tuple(from_plain(name, call.span) for name in sorted(data.entries))
    return gathered(ListOf(names, None, shape), call.span, *call.args)  # type: ignore[arg-type]


def _values(call: Call) -> Value:
    data = mapping_of(call.args[0])
    shape = _shape_of_parts(data)
    if data.rest is not None:
        return gathered(ListOf((), data.rest, shape), call.span, *call.args)  # type: ignore[arg-type]
    items = tuple(data.entries[name] for name in sorted(data.entries))
    return gathered(ListOf(items, None, shape), call.span, *call.args)  # type: ignore[arg-type]


def _shape_of_parts(data: MapOf) -> str:
    return "list" if data.shape == "map" else "tuple"


def _zip(call: Call) -> Value:
    keys, values = call.args
    names = plain(keys)
    if None in names:
        raise EvaluationError("a key is null")
    if isinstance(values.data, Unknown):
        # Terraform refuses another number of values than of keys.
        data = unknown_items(values, values.data, 0, len(names), call.span)
    else:
        data = shape_of(sequence(values))
    if data.shape == "set":
        raise EvaluationError("the values must be a list")
    if data.rest is not None:
        beyond = unknown_items(values, data.rest, 0, len(names) - len(data.items), call.span)
        data = ListOf(data.items + beyond.items, None, data.shape)
    if len(names) != len(data.items):
        raise EvaluationError(f"there are {len(names)} keys and {len(data.items)} values")
    shape = "map" if data.shape == "list" and values.known else "object"
    entries = dict(zip(names, data.items, strict=True))
    return gathered(MapOf(entries, None, shape), call.span, *call.args)  # type: ignore[arg-type]


def _transpose(call: Call) -> Value:
    turned: dict[str, list[str]] = {}
    for name, items in plain(call.args[0]).items():
        for item in items or ():
            if item is None:
                raise EvaluationError("an element is null")
            turned.setdefault(item, []).append(name)
    lists = {name: [from_plain(n, call.span) for n in names] for name, names in sorted(turned.items())}
    entries = {n: Value(ListOf(tuple(i), None, "list"), call.span, "computed") for n, i in lists.items()}
    return derived(MapOf(entries, None, "map"), call.span, *call.args)


FUNCTIONS: Mapping[str, Function] = {
    "keys": function(_keys, ANY),
    "merge": function(_merge, variadic=ANY, nullable=True),
    "transpose": function(_transpose, map_of(list_of(STRING))),
    "values": function(_values, ANY),
    "zipmap": function(_zip, list_of(STRING), ANY),
}
