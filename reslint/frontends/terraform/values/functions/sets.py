"""Functions of sets."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from reslint.frontends.terraform.values.bounds import MAX_ITEMS
from reslint.frontends.terraform.values.constraint import ANY, list_of, set_of, type_of, unify
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import gathered
from reslint.frontends.terraform.values.equality import equal, set_of_items
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, sequence
from reslint.model.value import ListOf, Unknown, Value


def _of_one_type(args: Sequence[Value]) -> list[Value]:
    kind = unify(map(type_of, args))
    if kind is None:
        raise EvaluationError("the sets must have elements of one type")
    return [convert(a, kind) for a in args]


def _rest(*values: Value) -> Unknown | None:
    """What is unknown of the number of elements of these sets."""
    for value in values:
        rest = value.data if isinstance(value.data, Unknown) else value.data.rest  # type: ignore[union-attr]
        if rest is not None:
            return Unknown(rest.reason)
    return None


def _union(call: Call) -> Value:
    sets = _of_one_type(call.args)
    items = [item for one in sets for item in one.items]
    return gathered(set_of_items(items, _rest(*sets)), call.span, *call.args)


def _membership(item: Value, other: Value) -> bool | None:
    """Whether the item is in the other set."""
    answers = [equal(item, o) for o in other.items]
    if True in answers:
        return True
    return None if None in answers or _rest(other) else False


def _intersection(call: Call) -> Value:
    first, *others = _of_one_type(call.args)
    rest = _rest(first)
    kept = []
    for item in first.items:
        answers = [_membership(item, other) for other in others]
        if False in answers:
            continue
        if None in answers:
            rest = rest or _why(item, others)
        else:
            kept.append(item)
    return gathered(set_of_items(kept, rest), call.span, *call.args)


def _subtraction(call: Call) -> Value:
    first, other = _of_one_type(call.args)
    rest = _rest(first)
    kept = []
    for item in first.items:
        answer = _membership(item, other)
        if answer is None:
            rest = rest or _why(item, [other])
        elif not answer:
            kept.append(item)
    return gathered(set_of_items(kept, rest), call.span, *call.args)


def _why(item: Value, others: Sequence[Value]) -> Unknown:
    """Why it is not decided whether the item is in the others."""
    found = item.unknown or _rest(*others)
    found = found or next((i.unknown for o in others for i in o.items if i.unknown), None)
    return Unknown(found.reason if found else "elements cannot be compared")


def _product(call: Call) -> Value:
    if len(call.args) < 2:
        raise EvaluationError("at least two lists or sets are needed")
    any_set = any(isinstance(a.data, ListOf) and a.data.shape == "set" for a in call.args)
    lists = [sequence(convert(a, list_of(ANY))) for a in call.args]
    rest = next((data.rest for data in lists if data.rest is not None), None)
    if rest is not None:
        raise Undecided(rest)
    if math.prod(len(data.items) for data in lists) > MAX_ITEMS:
        raise Undecided("the product is too large to work with")
    combinations = itertools.product(*(data.items for data in lists))
    items = tuple(Value(ListOf(items), call.span, "computed") for items in combinations)
    return gathered(set_of_items(items) if any_set else ListOf(items, None, "list"), call.span, *call.args)


FUNCTIONS: Mapping[str, Function] = {
    "setintersection": function(_intersection, set_of(ANY), variadic=set_of(ANY)),
    "setproduct": function(_product, variadic=ANY),
    "setsubtract": function(_subtraction, set_of(ANY), set_of(ANY)),
    "setunion": function(_union, set_of(ANY), variadic=set_of(ANY)),
}
