"""Operators: what is carried along, and what is known of unknown operands."""

from __future__ import annotations

import pytest
from tf_values import refused, value_of, written

from reslint.frontends.terraform.values import operators
from reslint.model.value import AttributeOf, Concat, ElementOf, ListOf, MapOf, Named, Unknown, Value

ZONES = AttributeOf("data.aws_availability_zones.z", "names")


def test_result_refers_to_what_both_operands_refer_to() -> None:
    value = value_of('aws_subnet.a.id == "x" && aws_subnet.b.id == "y"')
    assert [r.address for r in value.refs] == ["aws_subnet.a", "aws_subnet.b"]


def test_reason_is_that_of_the_first_unknown() -> None:
    assert value_of("1 + var.x * 2").unknown == value_of("var.x + 0").unknown
    assert "variable" in str(value_of("1 + var.x * 2").unknown)


@pytest.mark.parametrize(
    "expression", ['"app-${var.x}" == "app"', '"app-${var.x}" == ""', "aws_subnet.a.id == null"]
)
def test_certainly_different(expression: str) -> None:
    assert value_of(expression).data is False


def test_equal_symbols_are_equal() -> None:
    assert value_of('"${var.x}-a" == "${var.x}-a"').data is True
    assert value_of('"${var.x}-a" == "${var.x}-b"').data is False
    assert value_of("var.x == var.list").known is False


def test_bounds_of_a_length_decide_a_comparison() -> None:
    assert value_of('length(concat(["a"], var.list)) >= 1').data is True
    assert value_of('length(concat(["a"], var.list)) >= 2').known is False
    assert value_of('length(toset([aws_subnet.a.id, "x"])) > 2').data is False


def test_decimals_are_the_binary_floats_of_terraform() -> None:
    assert value_of("1.1 * 1.1 == 1.21").data is False
    assert value_of("1 / 3 * 3 == 1").data is True


def test_too_large_a_number_is_unknown() -> None:
    assert value_of('tonumber("1e99999") + 1').known is False
    assert value_of('"1e99999" + 1').known is False


# -- templates


def test_template_keeps_prefix_and_symbol() -> None:
    value = value_of('"a-${1 + 1}-${var.x}-b"')
    assert value.unknown is not None
    assert (value.unknown.prefix, value.unknown.null) == ("a-2-", "no")
    assert value.symbol == Concat(("a-2-", Named("var.x"), "-b"))


def test_nested_templates_have_the_symbol_of_the_flat_one() -> None:
    assert value_of('"${"a-${var.x}"}-b"').symbol == value_of('"a-${var.x}-b"').symbol


def test_template_without_symbol_for_a_part_has_none() -> None:
    assert value_of('"a-${var.x + 1}"').symbol is None


def test_null_and_lists_do_not_fit_into_templates() -> None:
    assert refused('"a${null}"')
    assert refused('"a${["b"]}"')


# -- conditionals


def test_picked_side_points_to_its_literal() -> None:
    value = value_of('true ? "yes" : "no"')
    assert (value.data, written(value)) == ("yes", '"yes"')


def test_side_not_picked_is_not_referred_to() -> None:
    assert [r.address for r in value_of("true ? aws_subnet.a.id : aws_subnet.b.id").refs] == ["aws_subnet.a"]


def test_open_condition_with_equal_sides_is_known() -> None:
    assert value_of('var.x ? "a" : "a"').data == "a"
    assert value_of("var.x ? aws_subnet.a.id : aws_subnet.a.id").symbol == AttributeOf("aws_subnet.a", "id")


def test_open_condition_keeps_common_prefix_and_null() -> None:
    differing, nullable = (
        value_of('var.x ? "web-1" : "web-2"').unknown,
        value_of('var.x ? "a" : null').unknown,
    )
    assert differing is not None
    assert nullable is not None
    assert (differing.prefix, differing.null) == ("web-", "no")
    assert (nullable.prefix, nullable.null) == ("", "maybe")


def test_open_condition_decides_collections_item_by_item() -> None:
    zones = value_of('var.x ? ["a", "b"] : ["a", "c"]')
    tags = value_of("var.x ? { a = 1, b = 2 } : { a = 1, b = 3 }")
    assert [i.data if i.known else "?" for i in zones.items] == ["a", "?"]
    assert tags.entries["a"].data == 1
    assert not tags.entries["b"].known


def test_open_condition_with_lists_of_different_length_has_a_rest() -> None:
    data = value_of('var.x ? ["a"] : ["a", "b"]').data
    assert isinstance(data, ListOf)
    assert [i.data for i in data.items] == ["a"]
    assert data.rest is not None


def test_open_condition_bounds_numbers() -> None:
    assert value_of("(var.x ? 2 : 3) >= 2").data is True
    assert value_of("(var.x ? 2 : 3) >= 3").known is False


def test_truth_and_text_of_never_raise() -> None:
    odd = [Value(None), Value(ListOf()), Value(MapOf({})), Value(3), Value(Unknown("why")), Value("x")]
    assert [operators.truth(v) for v in odd] == [None] * 6
    assert [operators.text_of(v) for v in odd] == [None, None, None, "3", None, "x"]


# -- elements


def test_elements_of_zone_names_are_told_apart() -> None:
    assert value_of("data.aws_availability_zones.z.names[1]").symbol == ElementOf(ZONES, 1)
    names = "data.aws_availability_zones.z.names"
    assert value_of(f"{names}[0] == {names}[1]").data is False
    assert value_of(f"{names}[0] == {names}[0]").data is True


def test_elements_of_a_variable_may_be_equal() -> None:
    assert value_of("var.list[0] == var.list[1]").known is False
    assert value_of("var.list[0] == var.list[0]").data is True


def test_element_keeps_its_place_and_refers_to_its_list() -> None:
    value = value_of('["a", "b"][1]')
    assert written(value) == '"b"'
    assert [r.address for r in value_of("[aws_subnet.a.id, aws_subnet.b.id][1]").refs] == ["aws_subnet.b"]


def test_missing_attribute_is_an_error_only_when_certain() -> None:
    assert refused("{ a = 1 }.b")
    assert not refused("merge({ a = 1 }, var.x).b")
    assert not refused("var.x.b")


def test_values_that_double_at_every_level_end_in_unknown() -> None:
    value = Value(1)
    for _ in range(60):
        value = Value(ListOf((value, value)))
    assert not operators.binary("==", value, value, None).known
    assert not operators.conditional(Value(True), value, Value(ListOf()), None).known
