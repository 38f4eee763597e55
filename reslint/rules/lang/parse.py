"""Text of the rule language to nested data: a whitelist over Python's own syntax tree.

Nothing is ever compiled or evaluated. Every construct outside the whitelist is refused with
its column and what to write instead.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Callable, Mapping
from math import isfinite

from reslint.rules.lang.expression import ExpressionError, Form

MAX_LENGTH = 2000
"""Characters of an expression."""
MAX_DEPTH = 30
"""Levels of nesting."""


def parse(source: str) -> Form:
    """The expression as data, names not yet resolved. Raises `ExpressionError`."""
    text = " ".join(source.splitlines()).rstrip()
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters", MAX_LENGTH)
    if not text.strip():
        raise ExpressionError("the expression is empty", 1)
    indent = len(text) - len(text.lstrip())
    body = text[indent:]
    try:
        return _form(_tree(body), body, 0)
    except ExpressionError as error:
        raise ExpressionError(error.message, error.column + indent) from None


def _tree(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise ExpressionError(f"not an expression: {error.msg}", error.offset or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise ExpressionError("not an expression that can be read", 1) from None
    if "#" in text:
        _refuse_comments(text)
    return tree.body


def _refuse_comments(text: str) -> None:
    """A comment would hide what follows it, lines having been joined."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            raise ExpressionError("no comments inside an expression", token.start[1] + 1)


def _form(node: ast.expr, text: str, depth: int) -> Form:
    build = BUILDERS.get(type(node))
    if build is None:
        raise _refusal(node, text, REFUSED.get(type(node), "this is not part of the rule language"))
    if depth >= MAX_DEPTH:
        raise _refusal(node, text, f"nested more than {MAX_DEPTH} levels deep")
    return build(node, text, depth + 1)


def _refusal(node: ast.expr, text: str, message: str) -> ExpressionError:
    return ExpressionError(message, _column(node, text))


def _column(node: ast.expr, text: str) -> int:
    """Column in characters from 1; the syntax tree counts bytes."""
    return len(text.encode()[: node.col_offset].decode(errors="ignore")) + 1


# -- constants and names -------------------------------------------------------------------------


def _constant(node: ast.expr, text: str, _depth: int) -> Form:
    assert isinstance(node, ast.Constant)
    column, value = _column(node, text), node.value
    if value is None:
        raise ExpressionError("None can only be tested: `x is None` or `x is not None`", column)
    if isinstance(value, bool | int) or (isinstance(value, str) and node.kind != "u"):
        return ["const", column, value]
    if isinstance(value, float) and isfinite(value):
        return ["num", column, repr(value)]
    raise ExpressionError("constants are True, False, numbers and texts", column)


def _negative(node: ast.expr, text: str, depth: int) -> Form:
    """`not x`, or a minus sign directly before a number."""
    assert isinstance(node, ast.UnaryOp)
    column = _column(node, text)
    if isinstance(node.op, ast.Not):
        return ["not", column, _form(node.operand, text, depth)]
    operand = node.operand
    if not isinstance(node.op, ast.USub) or not isinstance(operand, ast.Constant):
        raise ExpressionError(NO_ARITHMETIC, column)
    if isinstance(operand.value, bool) or not isinstance(operand.value, int | float):
        raise ExpressionError(NO_ARITHMETIC, column)
    op, _, value = _constant(operand, text, depth)
    return [op, column, -value if op == "const" else f"-{value}"]


def _constant_list(node: ast.expr, text: str, depth: int) -> Form:
    assert isinstance(node, ast.List)
    items = [_form(item, text, depth) for item in node.elts]
    for item in items:
        if item[0] not in ("const", "num"):
            raise ExpressionError("a list holds constants only", item[1])
    return ["list", _column(node, text), items]


def _name(node: ast.expr, text: str, _depth: int) -> Form:
    assert isinstance(node, ast.Name)
    return ["name", _column(node, text), node.id]


def _part(node: ast.expr, text: str, depth: int) -> Form:
    assert isinstance(node, ast.Attribute)
    return ["get", _column(node, text), _form(node.value, text, depth), node.attr]


# -- conditions ------------------------------------------------------------------------------------


def _and_or(node: ast.expr, text: str, depth: int) -> Form:
    assert isinstance(node, ast.BoolOp)
    op = "and" if isinstance(node.op, ast.And) else "or"
    return [op, _column(node, text), [_form(part, text, depth) for part in node.values]]


def _comparison(node: ast.expr, text: str, depth: int) -> Form:
    """One comparison; a chain `a <= b < c` becomes an `and`."""
    assert isinstance(node, ast.Compare)
    column = _column(node, text)
    sides = [node.left, *node.comparators]
    parts = [
        _compare(op, left, right, column, text, depth)
        for op, left, right in zip(node.ops, sides, sides[1:], strict=False)
    ]
    return parts[0] if len(parts) == 1 else ["and", column, parts]


def _compare(op: ast.cmpop, left: ast.expr, right: ast.expr, column: int, text: str, depth: int) -> Form:
    if isinstance(op, ast.Is | ast.IsNot):
        return _absent(isinstance(op, ast.IsNot), left, right, column, text, depth)
    sides = [_form(left, text, depth), _form(right, text, depth)]
    if isinstance(op, ast.In):
        return ["in", column, *sides]
    if isinstance(op, ast.NotIn):
        return ["not", column, ["in", column, *sides]]
    return ["cmp", column, COMPARISONS[type(op)], *sides]


def _absent(negated: bool, left: ast.expr, right: ast.expr, column: int, text: str, depth: int) -> Form:
    if not isinstance(right, ast.Constant) or right.value is not None:
        raise _refusal(right, text, "`is` only tests for None; compare values with ==")
    form = ["absent", column, _form(left, text, depth)]
    return ["not", column, form] if negated else form


# -- calls -----------------------------------------------------------------------------------------


def _call(node: ast.expr, text: str, depth: int) -> Form:
    assert isinstance(node, ast.Call)
    column = _column(node, text)
    if not isinstance(node.func, ast.Name):
        raise ExpressionError(f"no methods: the functions are {FUNCTION_NAMES}", column)
    if node.keywords:
        raise ExpressionError("arguments are given without names", column)
    name = node.func.id
    if name in ("any", "all"):
        return _quantifier(name, node, text, depth)
    return ["call", column, name, [_form(argument, text, depth) for argument in node.args]]


def _quantifier(name: str, node: ast.Call, text: str, depth: int) -> Form:
    column = _column(node, text)
    argument = node.args[0] if len(node.args) == 1 else None
    if not isinstance(argument, ast.GeneratorExp) or len(argument.generators) != 1:
        raise ExpressionError(f"write {name}(condition for x in list)", column)
    loop = argument.generators[0]
    if loop.is_async or not isinstance(loop.target, ast.Name):
        raise ExpressionError(f"write {name}(condition for x in list), x being one plain name", column)
    if loop.ifs:
        hint = "condition and other" if name == "any" else "not condition or other"
        raise _refusal(loop.ifs[0], text, f"no `if` after the list: write {name}({hint} for x in list)")
    items, condition = _form(loop.iter, text, depth), _form(argument.elt, text, depth)
    return [name, column, loop.target.id, items, condition]


# -- the whitelist and its complement ----------------------------------------------------------------

Builder = Callable[[ast.expr, str, int], Form]

FUNCTION_NAMES = "any, all, count, distinct, startswith, endswith, glob and within"
NO_ARITHMETIC = "no arithmetic: put the number into `parameters`, or let the adapter work it out"
_NO_COMPREHENSION = "no comprehensions: use any(… for x in list) or all(… for x in list)"

BUILDERS: Mapping[type[ast.expr], Builder] = {
    ast.Constant: _constant,
    ast.UnaryOp: _negative,
    ast.List: _constant_list,
    ast.Name: _name,
    ast.Attribute: _part,
    ast.BoolOp: _and_or,
    ast.Compare: _comparison,
    ast.Call: _call,
}
"""What the language has."""

COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip

REFUSED: Mapping[type[ast.expr], str] = {
    ast.BinOp: NO_ARITHMETIC,
    ast.Subscript: "no indexing: use any(… for x in list), all(…), `in`, or a name after a dot",
    ast.Slice: "no slices",
    ast.Lambda: "no lambdas",
    ast.IfExp: "no `a if b else c`: write `b and a or not b and c`",
    ast.NamedExpr: "no assignments",
    ast.JoinedStr: "no f-strings: put {placeholders} into `say`",
    ast.FormattedValue: "no f-strings: put {placeholders} into `say`",
    ast.Tuple: "a list is written in [ ]",
    ast.Set: "a list is written in [ ]",
    ast.Dict: "no mappings",
    ast.ListComp: _NO_COMPREHENSION,
    ast.SetComp: _NO_COMPREHENSION,
    ast.DictComp: _NO_COMPREHENSION,
    ast.GeneratorExp: "`… for x in list` stands only inside any(…) and all(…)",
    ast.Starred: "no `*`",
    ast.Await: "no await",
    ast.Yield: "no yield",
    ast.YieldFrom: "no yield",
}
"""What Python has and the language refuses, and what to write instead."""
