"""Functions that ask something of the elements of a list."""

from __future__ import annotations

from collections.abc import Mapping

from reslint.frontends.terraform.values.constraint import ANY, BOOL, NUMBER, list_of, type_of, unify
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, first_unknown, gathered, undecided
from reslint.frontends.terraform.values.equality import equal, frozen
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.base import Call, Function, function, sequence
from reslint.model.value import ListOf, Unknown, Value


def _contains(call: Call) -> Value:
    data, wanted = sequence(call.args[0]), call.args[1]
    answers = [equal(item, wanted) for item in data.items]
    if True in answers:
        return derived(True, call.span, *call.args)
    if None not in answers and data.rest is None:
        return derived(False, call.span, *call.args)
    compared = next((i for i, a in zip(data.items, answers, strict=True) if a is None), wanted)
    unknown = compared.unknown or wanted.unknown or data.rest or first_unknown(compared, wanted)
    unknown = unknown or Unknown("the values cannot be compared")
    return undecided(unknown, call.span, *call.args, kind=BOOL)


def _index(call: Call) -> Value:
    data, wanted = sequence(call.args[0]), call.args[1]
    if data.shape == "set":
        raise EvaluationError("the elements of a set have no index")
    for position, item in enumerate(data.items):
        answer = equal(item, wanted)
        if answer is None:
            raise Undecided(item.unknown or wanted.unknown or Unknown("the values cannot be compared"))
        if answer:
            return derived(position, call.span, *call.args)
    if data.rest is not None:
        raise Undecided(data.rest)
    raise EvaluationError("the value is not in the list")


def _match_keys(call: Call) -> Value:
    values, keys, wanted = call.args
    kind = unify(type_of(v) for v in (keys, wanted))
    if kind is None:
        raise EvaluationError("the keys and the values searched for have different types")
    keys, wanted = convert(keys, kind), convert(wanted, kind)
    items = sequence(values)
    if items.rest is not None:
        raise Undecided(items.rest)
    if len(items.items) != len(keys.items):
        raise EvaluationError("there must be as many keys as values")
    unknown = first_unknown(keys, wanted)
    if unknown is not None:
        raise Undecided(unknown)
    sought = {frozen(w) for w in wanted.items}
    matched = [v for v, k in zip(items.items, keys.items, strict=True) if frozen(k) in sought]
    return gathered(ListOf(tuple(matched), None, "list"), call.span, *call.args)


def _decisive(deciding: bool) -> Function:
    """`anytrue` is decided by one true element, `alltrue` by one that is not true."""

    def implement(call: Call) -> Value:
        data = sequence(call.args[0])
        if any(i.known and (i.data is True) is deciding for i in data.items):
            return derived(deciding, call.span, *call.args)
        unknown = next((i.unknown for i in data.items if i.unknown), None) or data.rest
        if unknown is not None:
            return undecided(unknown, call.span, *call.args, kind=BOOL)
        return derived(not deciding, call.span, *call.args)

    return function(implement, list_of(BOOL), result=BOOL)


SEARCHING: Mapping[str, Function] = {
    "alltrue": _decisive(False),
    "anytrue": _decisive(True),
    "contains": function(_contains, ANY, ANY, result=BOOL),
    "index": function(_index, ANY, ANY, result=NUMBER),
    "matchkeys": function(_match_keys, list_of(ANY), list_of(ANY), list_of(ANY)),
}
