"""Names and types of the parts of an expression that have a value, checked when a rule is loaded.

A name becomes an attribute of the kind, a parameter of the rule or the variable of an `any`
or `all`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from reslint.model.attribute import FLAG, NUMBER, TEXT, AttributeType
from reslint.rules.lang.expression import ExpressionError, Form

WORDS = {
    "flag": "true or false", "number": "a number", "text": "a text", "list": "a list",
    "record": "a record", "map": "a map", "zones": "zones",
}  # fmt: skip

_COUNTS = {"count": 1, "distinct": 1}
PREDICATES = {"startswith": 2, "endswith": 2, "glob": 2, "within": 2}
"""Functions that give a condition, and how many arguments they take."""
_ARITY = {**_COUNTS, **PREDICATES}


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression can name."""

    attributes: Mapping[str, AttributeType] = field(hash=False)
    """Attributes of the kind, or those that all its kinds share."""
    parameters: Mapping[str, AttributeType] = field(hash=False)
    """Parameters of the rule."""
    of: str
    """Whose attributes these are, for messages: `Database`."""


@dataclass(slots=True)
class Work:
    """One expression on its way to its types."""

    names: Names
    variables: dict[str, AttributeType] = field(default_factory=dict)
    """Variables of the `any` and `all` around the form that is looked at."""
    ordered: dict[str, int] = field(default_factory=dict)
    """Attributes ordered so far, with the column."""
    tested: set[str] = field(default_factory=set)
    """Attributes tested for None so far."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean x?`, or nothing when nothing is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def type_of_parameter(value: object) -> AttributeType:
    """The type that the default of a parameter gives it."""
    if isinstance(value, bool):
        return FLAG
    if isinstance(value, list | tuple):
        return AttributeType("list", type_of_parameter(value[0]) if value else None)
    return TEXT if isinstance(value, str) else NUMBER


def operand(form: Form, work: Work) -> tuple[Form, AttributeType]:
    """A form that has a value, with its type."""
    resolve = _OPERANDS.get(form[0])
    if resolve is None or (form[0] == "call" and form[2] in PREDICATES):
        message = "a condition stands where a value is needed; join conditions by and, or, not"
        raise ExpressionError(message, form[1])
    return resolve(form, work)


def _constant(form: Form, _work: Work) -> tuple[Form, AttributeType]:
    return form, NUMBER if form[0] == "num" else type_of_parameter(form[2])


def _constants(form: Form, work: Work) -> tuple[Form, AttributeType]:
    types = [_constant(item, work)[1] for item in form[2]]
    for item, kind in zip(form[2], types, strict=True):
        if kind.name != types[0].name:
            raise ExpressionError("the constants of a list are of one type", item[1])
    return form, AttributeType("list", types[0] if types else None)


def _named(form: Form, work: Work) -> tuple[Form, AttributeType]:
    _, column, name = form
    if name in work.variables:
        return ["var", column, name], work.variables[name]
    if name in work.names.parameters:
        return ["param", column, name], work.names.parameters[name]
    if name in work.names.attributes:
        return ["attr", column, name], work.names.attributes[name]
    known = ["True", "False", "None", *work.variables, *work.names.parameters, *work.names.attributes]
    hint = did_you_mean(name, known)
    raise ExpressionError(f"{work.names.of} has no attribute or parameter `{name}`{hint}", column)


def _part(form: Form, work: Work) -> tuple[Form, AttributeType]:
    _, column, inner, name = form
    resolved, kind = operand(inner, work)
    if kind.name == "map":
        return ["get", column, resolved, name], TEXT
    if kind.name != "record":
        hint = ": use any(… for x in list)" if kind.name == "list" else ""
        raise ExpressionError(f"{shown(inner)} is {WORDS[kind.name]} and has no parts{hint}", column)
    if name not in kind.fields:
        hint = did_you_mean(name, kind.fields)
        raise ExpressionError(f"{shown(inner)} has no part `{name}`{hint}", column)
    return ["get", column, resolved, name], kind.fields[name]


def _called(form: Form, work: Work) -> tuple[Form, AttributeType]:
    if form[2] in _COUNTS:
        return _counting(form, work)
    known = ["any", "all", *_ARITY]
    raise ExpressionError(f"there is no function `{form[2]}`{did_you_mean(form[2], known)}", form[1])


_OPERANDS: Mapping[str, Callable[[Form, Work], tuple[Form, AttributeType]]] = {
    "const": _constant, "num": _constant, "list": _constants, "name": _named, "get": _part, "call": _called,
}  # fmt: skip


def shown(form: Form) -> str:
    """A form as the author wrote it, for messages."""
    op = form[0]
    if op == "const":
        return repr(form[2])
    if op in ("num", "name", "attr", "param", "var"):
        return str(form[2])
    if op == "get":
        return f"{shown(form[2])}.{form[3]}"
    return f"{form[2]}(…)" if op == "call" else "this"


def _counting(form: Form, work: Work) -> tuple[Form, AttributeType]:
    op, column, name, arguments = form
    check_arity(form)
    resolved, kind = operand(arguments[0], work)
    if kind.name not in (("list", "zones", "map") if name == "count" else ("list", "zones")):
        raise ExpressionError(f"{name}: {shown(arguments[0])} is {WORDS[kind.name]}, not a list", column)
    return [op, column, name, [resolved]], NUMBER


def check_arity(form: Form) -> None:
    """Raises `ExpressionError` unless a function has as many arguments as it takes."""
    _, column, name, arguments = form
    if len(arguments) != _ARITY[name]:
        raise ExpressionError(f"{name} takes {_ARITY[name]}, not {len(arguments)} arguments", column)
