"""Type constraints and conversion of variables' values."""

from __future__ import annotations

import pytest
from tf_values import value_of, written

from reslint.frontends.terraform.syntax.parse import parse
from reslint.frontends.terraform.values.failures import EvaluationError
from reslint.frontends.terraform.values.types import TypeConstraint, convert, parse_type
from reslint.model.span import Source
from reslint.model.value import ListOf, MapOf, Unknown, Value


def type_named(text: str) -> TypeConstraint:
    """The type as the `type` argument of a variable would write it."""
    source = Source("variables.tf", f"type = {text}\n")
    tree = parse(source)
    assert tree["errors"] == []
    return parse_type(tree["body"][3][0][4], source)


def converted(expression: str, kind: str) -> Value:
    return convert(value_of(expression), type_named(kind))


@pytest.mark.parametrize(
    ("expression", "kind", "expected"),
    [
        ('"true"', "bool", True),
        ('"1"', "bool", True),
        ('"3"', "number", 3),
        ("3", "string", "3"),
        ("1.50", "string", "1.5"),
        ("true", "string", "true"),
        ("null", "string", None),
        ('"x"', "any", "x"),
        ('"x"', '"string"', "x"),
    ],
)
def test_single_values(expression: str, kind: str, expected: object) -> None:
    assert converted(expression, kind).data == expected


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ('"yes"', "bool"),
        ("1", "bool"),
        ("true", "number"),
        ('"x"', "number"),
        ("[]", "string"),
        ('"x"', "list(string)"),
        ("{ a = 1 }", "list(number)"),
        ("[1, true]", "list(any)"),
        ("{}", "object({ a = string })"),
        ("[1]", "tuple([number, number])"),
        ('["x"]', "list(object({ a = string }))"),
    ],
)
def test_refused(expression: str, kind: str) -> None:
    with pytest.raises(EvaluationError):
        converted(expression, kind)


def test_error_names_the_place() -> None:
    with pytest.raises(EvaluationError, match='attribute "a": element 1: a number is required'):
        converted('{ a = [1, "x"] }', "object({ a = list(number) })")


def test_sets_drop_duplicates_and_order() -> None:
    value = converted('["b", "a", "b"]', "set(string)")
    assert [i.data for i in value.items] == ["a", "b"]


def test_list_of_any_finds_one_type() -> None:
    assert [i.data for i in converted('["a", 1]', "list(any)").items] == ["a", "1"]
    assert [i.data for i in converted('["a", 1]', "list").items] == ["a", "1"]


def test_undeclared_attributes_are_dropped() -> None:
    assert set(converted("{ a = 1, b = 2 }", "object({ a = number })").entries) == {"a"}


def test_optional_attributes_get_their_default_at_any_depth() -> None:
    log = "optional(object({ on = optional(bool, true) }), {})"
    kind = f"map(object({{ size = optional(number, 2), log = {log} }}))"
    web = converted("{ web = { size = null } }", kind).entries["web"]
    assert web.entries["size"].data == 2
    assert web.entries["log"].entries["on"].data is True


def test_optional_without_default_is_null() -> None:
    assert converted("{}", "object({ a = optional(string) })").entries["a"].absent


def test_default_points_to_where_it_is_written() -> None:
    value = converted("{}", "object({ multi_az = optional(bool, false) })").entries["multi_az"]
    assert (written(value), value.origin) == ("false", "resolved")


def test_default_is_converted() -> None:
    kind = 'object({ zones = optional(list(string), ["a", 1]), n = optional(number, -1) })'
    value = converted("{}", kind)
    assert [i.data for i in value.entries["zones"].items] == ["a", "1"]
    assert value.entries["n"].data == -1


def test_unknown_stays_unknown_with_its_symbol() -> None:
    before, after = value_of("var.x"), converted("var.x", "list(string)")
    assert after.symbol == before.symbol
    assert not after.known


def test_unknown_with_default_is_no_longer_null() -> None:
    value = converted("{ a = var.x }", 'object({ a = optional(string, "d") })').entries["a"]
    assert value.unknown is not None
    assert value.unknown.null == "no"
    assert value.symbol is None


def test_attribute_of_an_unknown_rest_is_unknown() -> None:
    value = converted("merge({ a = 1 }, var.x)", "object({ b = string })")
    assert not value.entries["b"].known


def test_unknown_of_a_declared_type_takes_part_in_conditionals() -> None:
    unknown = convert(value_of("var.x"), type_named("string"))
    from reslint.frontends.terraform.values.operators import conditional

    assert conditional(Value(True), Value(1), unknown, None).data == "1"


def test_converted_elements_keep_their_place() -> None:
    value = converted('{ a = "3" }', "map(number)").entries["a"]
    assert (value.data, written(value)) == (3, '"3"')


@pytest.mark.parametrize(
    "kind", ["strang", "list(string, number)", "object([])", "1 + 1", "optional(string)", "tuple(string)"]
)
def test_what_is_no_type(kind: str) -> None:
    with pytest.raises(EvaluationError):
        type_named(kind)


def test_blocks_become_a_list() -> None:
    blocks = Value(ListOf((Value(MapOf({"a": Value(1)})),), None, "blocks"))
    data = convert(blocks, type_named("list(object({ a = string }))")).data
    assert isinstance(data, ListOf)
    assert (data.shape, data.items[0].entries["a"].data) == ("list", "1")


def test_deep_types_and_values_do_not_raise() -> None:
    deep = Value(1)
    for _ in range(600):
        deep = Value(ListOf((deep,)))
    assert isinstance(convert(deep, type_named("list(any)")).data, Unknown)
    with pytest.raises(EvaluationError):
        type_named("list(" * 60 + "any" + ")" * 60)
