"""The whitelist: what the language has, and how it refuses everything else."""

from __future__ import annotations

import ast
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reslint.rules.lang.expression import ExpressionError
from reslint.rules.lang.parse import BUILDERS, MAX_LENGTH, REFUSED, parse


def test_every_expression_node_of_python_is_built_or_refused_with_a_message_of_its_own() -> None:
    abstract = {ast.Num, ast.Str, ast.Bytes, ast.NameConstant, ast.Ellipsis}
    nodes = {node for node in ast.expr.__subclasses__() if node not in abstract}
    assert nodes == set(BUILDERS) | set(REFUSED)
    assert not set(BUILDERS) & set(REFUSED)


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("copies + 1 >= 2", 1, "no arithmetic"),
        ("-copies < 2", 1, "no arithmetic"),
        ("copies >= +1", 11, "no arithmetic"),
        ("~copies == 1", 1, "no arithmetic"),
        ("subnets[0] == 'a'", 1, "no indexing"),
        ("engine.lower() == 'x'", 1, "no methods"),
        ("(lambda: True)()", 1, "no methods"),
        ("any(lambda x: x)", 1, "write any(condition for x in list)"),
        ("encrypted == (lambda: 1)", 15, "no lambdas"),
        ("f'{engine}' == 'x'", 1, "no f-strings"),
        ("True if encrypted else False", 1, "no `a if b else c`"),
        ("[x for x in subnets] == []", 1, "no comprehensions"),
        ("{x for x in subnets} == 1", 1, "no comprehensions"),
        ("{x: 1 for x in subnets} == 1", 1, "no comprehensions"),
        ("count(x for x in subnets) > 1", 6, "only inside any"),
        ("engine in ('a', 'b')", 11, "written in [ ]"),
        ("engine in {'a', 'b'}", 11, "written in [ ]"),
        ("engine in {'a': 1}", 11, "no mappings"),
        ("(x := encrypted)", 2, "no assignments"),
        ("count(*subnets) > 1", 7, "no `*`"),
        ("count(of=subnets) > 1", 1, "without names"),
        ("engine is 'x'", 11, "`is` only tests for None"),
        ("engine == None", 11, "`x is None`"),
        ("engine == b'x'", 11, "constants are"),
        ("copies == 1j", 11, "constants are"),
        ("copies == 1e999", 11, "constants are"),
        ("engine == ...", 11, "constants are"),
        ("engine in ['a', engine]", 17, "constants only"),
        ("any(x == 'a' for x in subnets if x)", 34, "no `if` after the list"),
        ("any(x == y for x, y in subnets)", 1, "one plain name"),
        ("any(x == y for x in subnets for y in subnets)", 1, "write any("),
        ("encrypted # always", 11, "no comments"),
        ("encrypted and", 1, "not an expression"),
        ("encrypted = True", 11, "not an expression"),
        ("import os", 1, "not an expression"),
        ("", 1, "empty"),
        ("é == 1 + 1", 6, "no arithmetic"),
    ],
)
def test_what_is_not_in_the_language_is_refused_at_its_column(source: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert message in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize("source", ["(" * 150 + "a" + ")" * 150 + "\0", "not " * 100 + "a", "-" * 1900 + "1"])
def test_deep_or_odd_text_is_refused_and_never_raises_anything_else(source: str) -> None:
    with pytest.raises(ExpressionError):
        parse(source)


def test_an_expression_is_bounded_in_length() -> None:
    with pytest.raises(ExpressionError, match="longer than"):
        parse("encrypted or " * MAX_LENGTH + "encrypted")


def test_lines_are_joined_but_a_comment_cannot_hide_what_follows() -> None:
    assert parse("encrypted\n  and engine == '#'")[0] == "and"
    with pytest.raises(ExpressionError, match="no comments"):
        parse("encrypted # so\nand copies > 2")


def test_a_chain_of_comparisons_is_an_and() -> None:
    assert [part[2] for part in parse("1 <= copies < 5")[2]] == ["<=", "<"]


def test_the_form_is_json_and_keeps_decimals_as_text() -> None:
    form = parse("copies >= 0.1 and engine in ['a', 'b'] and copies > -2")
    assert json.loads(json.dumps(form)) == form
    assert "0.1" in json.dumps(form)


@given(st.text(max_size=60) | st.text("abcxyz.()[]{}'\"<>=! andornotifrlmb:*+-0123456789", max_size=60))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    with suppress(ExpressionError):
        json.dumps(parse(source))
