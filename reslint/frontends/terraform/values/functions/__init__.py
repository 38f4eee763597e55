"""The functions of Terraform's language.

`try`, `can`, `templatefile` and `templatestring` are not here: they need their arguments
unevaluated, which is the evaluator's affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reslint.frontends.terraform.values.bounds import MAX_ITEMS, MAX_TEXT, check_size
from reslint.frontends.terraform.values.constraint import ANY, TypeConstraint, refined
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions import (
    collection,
    datetime,
    encoding,
    filesystem,
    hashing,
    mapping,
    network,
    numeric,
    sets,
    string,
    typefuncs,
)
from reslint.frontends.terraform.values.functions.base import Call, FileAccess, Function
from reslint.model.span import Span
from reslint.model.value import ListOf, Unknown, Value

__all__ = ["FUNCTIONS", "EvaluationError", "FileAccess", "call"]

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        **collection.FUNCTIONS,
        **datetime.FUNCTIONS,
        **encoding.FUNCTIONS,
        **filesystem.FUNCTIONS,
        **hashing.FUNCTIONS,
        **mapping.FUNCTIONS,
        **network.FUNCTIONS,
        **numeric.FUNCTIONS,
        **sets.FUNCTIONS,
        **string.FUNCTIONS,
        **typefuncs.FUNCTIONS,
    }
)
"""Every function by name."""


def call(name: str, args: Sequence[Value], span: Span | None, files: FileAccess | None) -> Value:
    """The result of a function; unknown for a function that is not known here.

    Raises `EvaluationError` where Terraform would.
    """
    found = FUNCTIONS.get(name.removeprefix("core::"))
    if found is None:
        return _not_here(name, args, span)
    try:
        check_size(*args)
        converted = _arguments(found, args)
        return _bounded(found.implement(Call(converted, span, files)))
    except Undecided as reason:
        unknown = Unknown(reason.unknown.reason, null="no")
        return _unknown(refined(unknown, found.result), span, args)
    except EvaluationError as error:
        raise EvaluationError(f"{name}(): {error}") from error
    except RecursionError:
        return _unknown(Unknown("a value is nested too deeply", null="no"), span, args)
    except UnicodeEncodeError:
        return _unknown(Unknown("a text is not valid Unicode", null="no"), span, args)


def _not_here(name: str, args: Sequence[Value], span: Span | None) -> Value:
    if name.startswith("provider::"):
        return _unknown(Unknown(f"{name}() is a function of a provider"), span, args)
    return _unknown(Unknown(f"there is no function {name}() here"), span, args)


def _unknown(unknown: Unknown, span: Span | None, args: Sequence[Value]) -> Value:
    return derived(unknown, span, *args)


def _arguments(found: Function, args: Sequence[Value]) -> tuple[Value, ...]:
    least = len(found.parameters)
    if len(args) < least:
        raise EvaluationError(f"not enough arguments: {least} are needed")
    if len(args) > least and found.variadic is None:
        raise EvaluationError(f"too many arguments: only {least} are allowed")
    further = found.variadic or ANY
    kinds = [*found.parameters, *[further] * (len(args) - least)]
    pairs = enumerate(zip(args, kinds, strict=True), 1)
    return tuple(_argument(found, position, arg, kind) for position, (arg, kind) in pairs)


def _argument(found: Function, position: int, value: Value, kind: TypeConstraint) -> Value:
    if value.absent and not found.nullable:
        raise EvaluationError(f"argument {position} must not be null")
    try:
        return convert(value, kind)
    except EvaluationError as error:
        raise EvaluationError(f"argument {position}: {error}") from error


def _bounded(value: Value) -> Value:
    data = value.data
    if isinstance(data, str) and len(data) > MAX_TEXT:
        return value.with_(data=Unknown("the text is longer than a million characters", null="no"))
    if isinstance(data, ListOf) and len(data.items) > MAX_ITEMS:
        return value.with_(data=Unknown("the list is too long to work with", null="no"))
    return value
