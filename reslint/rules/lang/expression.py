"""An expression of the rule language as data, and the error of one that is not valid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reslint.errors import RuleError

Form = list[Any]
"""A node of an expression: `[op, column, …]`, nested and JSON-able; the column counts from 1.

::

    ["const", c, value]          a flag, whole number or text
    ["num", c, "0.5"]            a number that is not whole
    ["list", c, [FORM…]]         a list of constants
    ["name", c, name]            a name, before typing says what it is:
    ["attr", c, name]            … an attribute of the kind
    ["param", c, name]           … a parameter of the rule
    ["var", c, name]             … the variable of an `any` or `all`
    ["get", c, FORM, name]       a part of a record or map
    ["and" | "or", c, [FORM…]]
    ["not", c, FORM]
    ["cmp", c, op, FORM, FORM]   == != < <= > >=
    ["in", c, FORM, FORM]
    ["absent", c, FORM]          `is None`
    ["any" | "all", c, variable, LIST, CONDITION]
    ["call", c, function, [FORM…]]
"""


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition of a rule, parsed and with its names resolved."""

    source: str
    """As the author wrote it."""
    form: Form = field(hash=False)
    """What is interpreted."""


class ExpressionError(RuleError):
    """An expression that is not valid; `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
