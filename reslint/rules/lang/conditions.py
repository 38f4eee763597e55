"""Conditions, checked when a rule is loaded: names resolved, operands of types that go together.

A comparison that can never hold is an error, so that no rule is silently dead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reslint.model.attribute import TEXT, AttributeType
from reslint.rules.lang.expression import ExpressionError, Form
from reslint.rules.lang.typing import WORDS, Names, Work, check_arity, operand, shown

MAX_LOOPS = 2
"""`any` and `all` inside each other."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression whose names are resolved."""

    form: Form = field(hash=False)
    ordered: Mapping[str, int] = field(hash=False)
    """Attributes that are ordered by `<` and the like, with the column."""
    tested: frozenset[str] = frozenset()
    """Attributes that are tested for `is None`."""


def check(form: Form, names: Names) -> Checked:
    """The condition with its names resolved. Raises `ExpressionError`."""
    work = Work(names)
    resolved = _condition(form, work)
    return Checked(resolved, work.ordered, frozenset(work.tested))


def absent_warnings(checked: Checked, guards: frozenset[str] = frozenset()) -> list[str]:
    """What is ordered although it may be absent, and is tested for None neither here nor in `guards`."""
    unguarded = [name for name in checked.ordered if name not in checked.tested | guards]
    return [f"column {checked.ordered[n]}: if {n} is not set, this comparison is false" for n in unguarded]


def _condition(form: Form, work: Work) -> Form:
    """A form that is true or false."""
    op, column = form[0], form[1]
    if op in ("and", "or"):
        return [op, column, [_condition(part, work) for part in form[2]]]
    if op == "not":
        return [op, column, _condition(form[2], work)]
    if op == "absent":
        return _absent(form, work)
    if op in ("any", "all"):
        return _quantifier(form, work)
    if op == "cmp":
        return _comparison(form, work)
    if op == "in":
        return _membership(form, work)
    if op == "call" and form[2] in _PREDICATE_TYPES:
        return _PREDICATE_TYPES[form[2]](form, work)
    resolved, kind = operand(form, work)
    if kind.name != "flag":
        raise ExpressionError(f"{shown(form)} is {WORDS[kind.name]}, not a condition: compare it", column)
    return resolved


def _absent(form: Form, work: Work) -> Form:
    resolved, kind = operand(form[2], work)
    if kind.name == "zones" or resolved[0] not in ("attr", "get", "var"):
        raise ExpressionError(f"{shown(form[2])} is never None", form[1])
    work.tested.add(shown(form[2]))
    return ["absent", form[1], resolved]


def _quantifier(form: Form, work: Work) -> Form:
    op, column, variable, items, condition = form
    resolved, kind = operand(items, work)
    if kind.name != "list":
        raise ExpressionError(f"{shown(items)} is {WORDS[kind.name]}, not a list", items[1])
    if variable in {**work.names.attributes, **work.names.parameters, **work.variables}:
        raise ExpressionError(f"`{variable}` is already a name: choose another for the variable", column)
    if len(work.variables) >= MAX_LOOPS:
        raise ExpressionError(f"any and all at most {MAX_LOOPS} inside each other", column)
    work.variables[variable] = kind.of or TEXT
    try:
        return [op, column, variable, resolved, _condition(condition, work)]
    finally:
        del work.variables[variable]


def _comparison(form: Form, work: Work) -> Form:
    _, column, op, left, right = form
    (a, a_type), (b, b_type) = operand(left, work), operand(right, work)
    if op in ("==", "!="):
        _check_equality(form, a_type, b_type)
    else:
        _check_order(form, a_type, b_type)
        for resolved, kind in ((a, a_type), (b, b_type)):
            if resolved[0] in ("attr", "get") and kind.name != "zones":
                work.ordered.setdefault(shown(resolved), resolved[1])
    return ["cmp", column, op, a, b]


def _check_equality(form: Form, a: AttributeType, b: AttributeType) -> None:
    names = {a.name, b.name}
    if names & {"record", "map"} or names == {"list"}:
        raise ExpressionError("lists, records and maps are not compared: use any, all, in or within", form[1])
    comparable = [{"number", "zones"}, {"text", "zones"}, {"list", "zones"}]
    if len(names) == 1 or names in comparable:
        return
    raise ExpressionError(_mismatch(form, a, b), form[1])


def _check_order(form: Form, a: AttributeType, b: AttributeType) -> None:
    if {a.name, b.name} == {"text"}:
        raise ExpressionError("texts have no order: compare numbers, or use == and in", form[1])
    if not {a.name, b.name} <= {"number", "zones"}:
        raise ExpressionError(_mismatch(form, a, b), form[1])


def _mismatch(form: Form, a: AttributeType, b: AttributeType) -> str:
    left, right = shown(form[3]), shown(form[4])
    return f"{left} is {WORDS[a.name]} and {right} is {WORDS[b.name]}: they cannot be compared"


def _membership(form: Form, work: Work) -> Form:
    _, column, left, right = form
    (a, a_type), (b, b_type) = operand(left, work), operand(right, work)
    _check_member(column, left, a_type, right, b_type)
    return ["in", column, a, b]


def _check_member(column: int, left: Form, item: AttributeType, right: Form, whole: AttributeType) -> None:
    if whole.name not in ("list", "map", "zones", "text"):
        raise ExpressionError(f"{shown(right)} is {WORDS[whole.name]}: nothing can be `in` it", column)
    wanted = whole.of if whole.name == "list" else TEXT
    if wanted is not None and item.name != wanted.name:
        found = f"{shown(left)} is {WORDS[item.name]}"
        raise ExpressionError(f"{found}, but {shown(right)} holds {wanted.name}s", column)


def _text_predicate(form: Form, work: Work) -> Form:
    op, column, name, arguments = form
    check_arity(form)
    resolved = []
    for argument in arguments:
        part, kind = operand(argument, work)
        if kind.name != "text":
            found = f"{shown(argument)} is {WORDS[kind.name]}"
            raise ExpressionError(f"{name}: {found}, not a text", argument[1])
        resolved.append(part)
    return [op, column, name, resolved]


def _within(form: Form, work: Work) -> Form:
    """All items of a list among others; of a single value it is the same as `in`."""
    op, column, name, arguments = form
    check_arity(form)
    (a, a_type), (b, b_type) = (operand(argument, work) for argument in arguments)
    if b_type.name not in ("list", "zones"):
        raise ExpressionError(f"within: {shown(arguments[1])} is {WORDS[b_type.name]}, not a list", column)
    item = (a_type.of or TEXT) if a_type.name == "list" else a_type
    _check_member(column, arguments[0], item, arguments[1], b_type)
    return [op, column, name, [a, b]] if a_type.name == "list" else ["in", column, a, b]


_PREDICATE_TYPES: Mapping[str, Callable[[Form, Work], Form]] = {
    "startswith": _text_predicate, "endswith": _text_predicate, "glob": _text_predicate, "within": _within,
}  # fmt: skip
