"""The value of a variable: given or default, converted to the declared type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reslint.frontends.terraform.evaluate import evaluate
from reslint.frontends.terraform.scope import Scope
from reslint.frontends.terraform.values.operators import EvaluationError
from reslint.frontends.terraform.values.types import convert
from reslint.frontends.terraform.variables import declared_type, from_option
from reslint.model.value import Named, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.configuration import Block
    from reslint.frontends.terraform.instance import ModuleInstance


def variable_value(module: ModuleInstance, name: str, block: Block) -> Value:
    """The value that expressions of a module see; unknown, with its name, when nobody gives one."""
    scope = Scope(module, block.source)
    declared = block.attributes.get("type")
    constraint = declared_type(declared) if declared else None
    value = _given_or_default(module, name, block)
    if isinstance(value.data, str) and value.span is None and constraint is not None:
        value = from_option(value, constraint)
    if is_hidden(block, scope):
        value = value.with_(sensitive=True)
    if constraint is None:
        return value
    try:
        return convert(value, constraint)
    except EvaluationError as error:
        reason = "the value has not the declared type" if value.sensitive else str(error)
        return value.with_(data=Unknown(f'variable "{name}": {reason}'))


def is_hidden(block: Block, scope: Scope) -> bool:
    """Whether a variable or output is `sensitive` or `ephemeral`."""
    return any(_is_set(block, flag, scope) for flag in ("sensitive", "ephemeral"))


def _given_or_default(module: ModuleInstance, name: str, block: Block) -> Value:
    scope = Scope(module, block.source)
    never_null = _is_set(block, "nullable", scope, False)
    default = block.attributes.get("default")
    value = module.given[name]() if name in module.given else None
    if value is not None and value.unknown and never_null:
        return _not_null(value, default is not None)
    if value is not None and (value.data is not None or not never_null):
        return value
    if default is not None:
        return evaluate(default.node, scope).with_(origin="resolved")
    where = f" of {module.address}" if module.address else ""
    reason = f'variable "{name}"{where} has no value'
    symbol = Named(module.path_of(f"var.{name}"))
    return Value(Unknown(reason, symbol, "no" if never_null else "maybe"), block.header)


def _is_set(block: Block, flag: str, scope: Scope, to: bool = True) -> bool:
    """Whether an argument of a block is written and is this truth value."""
    expression = block.attributes.get(flag)
    return expression is not None and evaluate(expression.node, scope).data is to


def _not_null(value: Value, has_default: bool) -> Value:
    """An unknown for which null stands for the default: it may then be another than its symbol says."""
    unknown = value.unknown
    if unknown is None or unknown.null == "no":
        return value
    if has_default:
        return value.with_(data=Unknown(unknown.reason, None, "no"))
    return value.with_(data=replace(unknown, null="no"))
