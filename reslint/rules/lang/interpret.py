"""An expression over a resource: true, false or undecided, with evidence and reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reslint.model.resource import Resource
from reslint.model.value import ListOf, Unknown, Value
from reslint.rules.lang import kleene, texts
from reslint.rules.lang.expression import Expression, Form
from reslint.rules.lang.operands import Operand, Scope, of_value, operand_of, value_of
from reslint.rules.lang.truth import Truth, conjunction, disjunction, negation

MAX_STEPS = 10_000
"""Items of lists that one expression looks at."""

TOO_LONG = Unknown(f"the list has more than {MAX_STEPS} items, which is more than a rule looks at")
NOT_COMPARABLE = Unknown("the code does not say enough to compare these values")


def interpret(expression: Expression, resource: Resource, parameters: Mapping[str, object]) -> Truth:
    """Whether the condition holds for the resource."""
    return _truth(expression.form, Scope(resource, parameters))


def _truth(form: Form, scope: Scope) -> Truth:
    judge = _CONDITIONS.get(form[0])
    if judge is None or (form[0] == "call" and form[2] not in _PREDICATES):
        return _flag(operand_of(form, scope))
    return judge(form, scope)


def _flag(operand: Operand) -> Truth:
    """A flag as a condition; an absent one is false."""
    data = operand.data.data if isinstance(operand.data, Value) else NOT_COMPARABLE
    if data is None or isinstance(data, bool):
        return Truth(bool(data), operand.evidence)
    reason = data if isinstance(data, Unknown) else Unknown("the value is not true or false")
    return Truth(None, operand.evidence, (reason,))


def _and(form: Form, scope: Scope) -> Truth:
    return conjunction([_truth(part, scope) for part in form[2]])


def _or(form: Form, scope: Scope) -> Truth:
    return disjunction([_truth(part, scope) for part in form[2]])


def _not(form: Form, scope: Scope) -> Truth:
    return negation(_truth(form[2], scope))


def _absent(form: Form, scope: Scope) -> Truth:
    operand = operand_of(form[2], scope)
    unknown = operand.data.unknown if isinstance(operand.data, Value) else None
    if unknown and unknown.null == "maybe":
        return Truth(None, operand.evidence, (unknown,))
    return Truth(kleene.is_absent(operand.data), operand.evidence)


def _compare(form: Form, scope: Scope) -> Truth:
    _, _, op, left_form, right_form = form
    left, right = operand_of(left_form, scope), operand_of(right_form, scope)
    if op in ("==", "!="):
        truth = _decided(kleene.equal(left.data, right.data), left, right)
        return truth if op == "==" else negation(truth)
    return _decided(kleene.ordered(op, left.data, right.data), left, right)


def _in(form: Form, scope: Scope) -> Truth:
    item, container = operand_of(form[2], scope), operand_of(form[3], scope)
    return _decided(kleene.contains(container.data, value_of(item)), item, container)


def _predicate(form: Form, scope: Scope) -> Truth:
    operands = [operand_of(argument, scope) for argument in form[3]]
    return _decided(_PREDICATES[form[2]](*operands), *operands)


def _decided(value: bool | None, *operands: Operand) -> Truth:
    evidence = tuple(found for operand in operands for found in operand.evidence)
    if value is not None:
        return Truth(value, evidence)
    reasons = tuple(dict.fromkeys(reason for operand in operands for reason in operand.reasons))
    return Truth(None, evidence, reasons or (NOT_COMPARABLE,))


def _any(form: Form, scope: Scope) -> Truth:
    return _quantify(form, scope, disjunction, decisive=True)


def _all(form: Form, scope: Scope) -> Truth:
    return _quantify(form, scope, conjunction, decisive=False)


def _quantify(form: Form, scope: Scope, combine: Callable[[Sequence[Truth]], Truth], decisive: bool) -> Truth:
    """The condition for each item; for a list that is not known to its end, also for the rest."""
    _, _, variable, items_form, condition = form
    whole = operand_of(items_form, scope)
    items, rest = _items(whole)
    scope.steps += len(items)
    if scope.steps > MAX_STEPS:
        return Truth(None, whole.evidence, (TOO_LONG,))
    found = [_with_variable(variable, item, bool(whole.evidence), condition, scope) for item in items]
    end = Truth(not decisive, whole.evidence) if rest is None else Truth(None, whole.evidence, (rest,))
    found.append(end)
    return combine(found)


def _items(whole: Operand) -> tuple[tuple[Value, ...], Unknown | None]:
    data = whole.data.data if isinstance(whole.data, Value) else Unknown("this is not a list")
    if isinstance(data, ListOf):
        return data.items, data.rest
    if isinstance(data, Unknown):
        return (), data
    return (), None if data is None else Unknown("the value is not a list")


def _with_variable(variable: str, item: Value, is_evidence: bool, condition: Form, scope: Scope) -> Truth:
    scope.variables[variable] = of_value(item, is_evidence)
    try:
        return _truth(condition, scope)
    finally:
        del scope.variables[variable]


_CONDITIONS: Mapping[str, Callable[[Form, Scope], Truth]] = {
    "and": _and, "or": _or, "not": _not, "absent": _absent, "cmp": _compare, "in": _in,
    "any": _any, "all": _all, "call": _predicate,
}  # fmt: skip


def _startswith(text: Operand, beginning: Operand) -> bool | None:
    return texts.starts_with(value_of(text), value_of(beginning))


def _endswith(text: Operand, end: Operand) -> bool | None:
    return texts.ends_with(value_of(text), value_of(end))


def _glob(text: Operand, pattern: Operand) -> bool | None:
    return texts.glob(value_of(text), value_of(pattern))


def _within(items: Operand, allowed: Operand) -> bool | None:
    return kleene.within(value_of(items), allowed.data)


_PREDICATES: Mapping[str, Callable[..., bool | None]] = {
    "startswith": _startswith, "endswith": _endswith, "glob": _glob, "within": _within,
}  # fmt: skip
