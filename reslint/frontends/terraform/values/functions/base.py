"""How a function is described, and what a call of it has at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from reslint.frontends.terraform.values.constraint import ANY, TypeConstraint, list_of, refined
from reslint.frontends.terraform.values.conversion import convert
from reslint.frontends.terraform.values.derive import derived, from_plain, list_value, plain
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.model.span import Span
from reslint.model.value import ListOf, Unknown, Value


class FileAccess(Protocol):
    """Reading files, confined to what may be read. All raise `InputError` outside of that."""

    def read(self, path: str) -> str:
        """The text of a file, its line ends as they are. Raises `InputError` if it cannot be read."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is a file of this name."""
        ...

    def glob(self, directory: str, pattern: str) -> list[str]:
        """The files below a directory that match, relative to it."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its arguments, converted to the types of the parameters."""

    args: tuple[Value, ...]
    span: Span | None
    files: FileAccess | None


@dataclass(frozen=True, slots=True)
class Function:
    """A function of Terraform's language."""

    implement: Callable[[Call], Value]
    """Raises `EvaluationError` where Terraform would, `Undecided` for an unknown result."""
    parameters: tuple[TypeConstraint, ...] = ()
    variadic: TypeConstraint | None = None
    """Type of any number of further arguments."""
    nullable: bool = False
    """Whether arguments may be null."""
    result: TypeConstraint = ANY
    """Type of the result where it is always the same."""


def function(
    implement: Callable[[Call], Value],
    *parameters: TypeConstraint,
    variadic: TypeConstraint | None = None,
    nullable: bool = False,
    result: TypeConstraint = ANY,
) -> Function:
    """A function that looks at its arguments as values, known or not."""
    return Function(implement, parameters, variadic, nullable, result)


def simple(
    work_out: Callable[..., Any],
    *parameters: TypeConstraint,
    result: TypeConstraint,
    variadic: TypeConstraint | None = None,
) -> Function:
    """A function of plain data: unknown as soon as anything in an argument is."""

    def implement(call: Call) -> Value:
        data = work_out(*(plain(argument) for argument in call.args))
        made = list_value(data, call.span) if isinstance(data, list) else from_plain(data, call.span).data
        return derived(made, call.span, *call.args)

    return Function(implement, parameters, variadic, False, result)


def never_known(reason: str, result: TypeConstraint) -> Function:
    """A function whose result nobody knows before Terraform runs."""

    def implement(call: Call) -> Value:
        return derived(refined(Unknown(reason, null="no"), result), call.span, *call.args)

    return Function(implement, (), ANY, True, result)


def sequence(value: Value, what: str = "a list") -> ListOf:
    """The list in a value. Raises `Undecided` if it is unknown, `EvaluationError` if it is none."""
    if isinstance(value.data, Unknown):
        raise Undecided(value.data)
    if not isinstance(value.data, ListOf):
        raise EvaluationError(f"{what} is required")
    return value.data


def shape_of(data: ListOf) -> ListOf:
    """The list with nested blocks taken for a plain list."""
    return ListOf(data.items, data.rest, "list") if data.shape == "blocks" else data


def maybe_null(unknown: Unknown, span: Span | None, *inputs: Value) -> Value:
    """An unknown element: of any type, and perhaps null."""
    return derived(Unknown(unknown.reason), span, *inputs)


def in_known_order(value: Value) -> Value:
    """A set as the list that Terraform makes of it; other values as they are."""
    is_set = isinstance(value.data, ListOf) and value.data.shape == "set"
    return convert(value, list_of(ANY)) if is_set else value
