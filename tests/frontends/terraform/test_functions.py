"""Functions with unknown arguments: what stays known, where it points, what it refers to.

Known results are held against the real terraform in `tests/oracle`.
"""

from __future__ import annotations

import pytest
from tf_values import refused, value_of, written

from reslint.frontends.terraform.values.functions import FUNCTIONS, call
from reslint.model.value import AttributeOf, Concat, ElementOf, ListOf, MapOf, Named, Unknown, Value

NAMES = "data.aws_availability_zones.z.names"
ZONES = AttributeOf("data.aws_availability_zones.z", "names")


def shape(expression: str) -> tuple[list[object], bool]:
    """The items of a list, unknown ones as "?", and whether more may follow."""
    data = value_of(expression).data
    assert isinstance(data, ListOf)
    return [i.data if i.known else "?" for i in data.items], data.rest is not None


# -- picking


@pytest.mark.parametrize(
    "expression",
    [
        'element(["a", "chosen"], 3)',
        'lookup({ a = "chosen" }, "a", "d")',
        'lookup({ a = "x" }, "b", "chosen")',
        'coalesce(null, "", "chosen")',
        'one(["chosen"])',
        'merge({ a = "x" }, { a = "chosen" }).a',
        'concat(["x"], ["chosen"])[1]',
        'flatten([["x"], [["chosen"]]])[1]',
        'distinct(["x", "x", "chosen"])[1]',
        'slice(["x", "chosen"], 1, 2)[0]',
        'zipmap(["a"], ["chosen"]).a',
        'values({ a = "chosen" })[0]',
        'reverse(["chosen", "x"])[1]',
        'sort(["chosen", "a"])[1]',
        'tolist(toset(["chosen"]))[0]',
        'setproduct(["a"], ["chosen"])[0][1]',
    ],
)
def test_picked_value_points_to_its_literal(expression: str) -> None:
    value = value_of(expression)
    assert (value.data, written(value)) == ("chosen", '"chosen"')


@pytest.mark.parametrize(
    "expression",
    [
        'coalesce(var.x, "a")',
        'lookup(var.x, "a", "d")',
        'lookup({ a = "b" }, var.x, "d")',
        'lookup(merge({ a = 1 }, var.x), "b", "d")',
        "one(var.list)",
        "element(var.list, 0)",
        'element(["a", "b"], var.x)',
        'contains(["a"], var.x)',
        'contains(var.list, "a")',
        'coalescelist(var.list, ["a"])',
        "alltrue([true, var.x])",
        "max(1, var.x)",
        "length(var.list)",
        'regex("a", var.x)',
        "jsondecode(var.x)",
        "try(var.x, 1)",
        'index([var.x, "a"], "a")',
    ],
)
def test_unknown_is_never_passed_over(expression: str) -> None:
    value = value_of(expression)
    assert value.unknown is not None
    assert "has no value" in value.unknown.reason


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("anytrue([true, var.x])", True),
        ("alltrue([false, var.x])", False),
        ('contains(concat(["a"], var.list), "a")', True),
        ('startswith("app-${var.x}", "app-")', True),
        ('startswith("app-${var.x}", "web")', False),
        ('strcontains("app-${var.x}", "pp")', True),
        ("length([var.x, var.x])", 2),
        ("length({ a = var.x })", 1),
        ('element(concat(["a"], var.list), 0)', "a"),
        ('coalesce("app", var.x)', "app"),
        ('index(["a", var.x], "a")', 0),
        ("length(slice(var.list, 0, 2))", 2),
        ('join(",", keys({ a = var.x }))', "a"),
    ],
)
def test_known_all_the_same(expression: str, expected: object) -> None:
    assert value_of(expression).data == expected


# -- partly known collections


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('concat(["a"], var.list, ["b"])', (["a"], True)),
        ('flatten([["a"], var.list, "b"])', (["a"], True)),
        ('distinct(["a", "a", var.x, "b"])', (["a"], True)),
        ('compact(["a", "", var.x])', (["a"], True)),
        ('reverse(concat(["a"], var.list))', ([], True)),
        ('split(",", "a,b")', (["a", "b"], False)),
        ('setunion(["a"], var.list)', (["a"], True)),
        ('setintersection(["a", "b"], ["b", "x"])', (["b"], False)),
        ('setsubtract(["a"], var.list)', ([], True)),
        ('slice(concat(["a"], var.list), 0, 2)', (["a", "?"], False)),
        ('sort(["b", "a${var.x}"])', (["?", "?"], False)),
        ("keys(merge({ a = 1 }, var.x))", ([], True)),
        ('formatlist("%s-x", ["a", var.x])', (["a-x", "?"], False)),
    ],
)
def test_lists_with_unknown_parts(expression: str, expected: tuple[list[object], bool]) -> None:
    assert shape(expression) == expected


def test_ids_are_neither_empty_nor_lists() -> None:
    assert shape("compact([aws_subnet.a.id, aws_subnet.b.id])") == (["?", "?"], False)
    assert shape("flatten([aws_subnet.a.id, [aws_subnet.b.id]])") == (["?", "?"], False)


def test_merge_knows_keys_and_what_may_be_overridden() -> None:
    before, after = value_of("merge({ a = 1 }, var.x)"), value_of("merge(var.x, { a = 1 })")
    assert isinstance(before.data, MapOf)
    assert before.data.rest is not None
    assert not before.entries["a"].known
    assert after.entries["a"].data == 1


def test_merge_does_not_work_out_what_nobody_asks_for() -> None:
    assert "id" in value_of("merge({ id = 1 }, aws_subnet.a)").entries


# -- zones


def test_slice_of_zone_names_is_so_many_different_zones() -> None:
    for wrapped in ("{}", "sort({})", "tolist({})", "toset({})", "distinct({})", "tolist(toset({}))"):
        items = value_of(wrapped.format(f"slice({NAMES}, 0, 3)")).items
        assert [i.symbol for i in items] == [ElementOf(ZONES, n) for n in range(3)]


def test_whole_zone_lists_keep_their_symbol() -> None:
    for function in ("sort", "tolist", "toset", "distinct"):
        assert value_of(f"{function}({NAMES})").symbol == ZONES


def test_element_of_zone_names_wraps_round_only_beyond_three() -> None:
    assert value_of(f"element({NAMES}, 2)").symbol == ElementOf(ZONES, 2)
    assert value_of(f"element({NAMES}, 3)").symbol is None
    assert value_of("element(data.aws_subnets.s.ids, 1)").symbol is None
    assert value_of("data.aws_subnets.s.ids[1]").symbol is not None


def test_toset_of_zone_names_has_a_certain_length() -> None:
    assert value_of(f"length(toset(slice({NAMES}, 0, 2)))").data == 2
    assert value_of("length(toset([var.x, var.list]))").known is False


# -- text


def test_text_functions_keep_symbol_and_prefix() -> None:
    wanted = Concat(("a-", Named("var.x")))
    for expression in (
        '"a-${var.x}"',
        'format("a-%s", var.x)',
        'join("-", ["a", var.x])',
        'format("%s-%s", "a", var.x)',
    ):
        value = value_of(expression)
        assert (value.symbol, value.unknown and value.unknown.prefix) == (wanted, "a-")


def test_prefix_of_encoded_and_cased_text() -> None:
    assert value_of('startswith(lower("APP-${var.x}"), "app-")').data is True
    assert value_of('startswith(jsonencode({ a = var.x }), "{")').data is True


# -- references, sensitivity


def test_results_refer_to_everything_inside_their_arguments() -> None:
    for expression in (
        "jsonencode({ a = [aws_subnet.a.id] })",
        'join(",", [aws_subnet.a.id, "x"])',
        "length([aws_subnet.a.id])",
        'contains(["x"], aws_subnet.a.id)',
        "upper(aws_subnet.a.id)",
    ):
        assert [r.address for r in value_of(expression).refs] == ["aws_subnet.a"]


def test_picked_element_does_not_refer_to_its_neighbours() -> None:
    assert [r.address for r in value_of("slice([aws_subnet.a.id, aws_subnet.b.id], 1, 2)[0]").refs] == [
        "aws_subnet.b"
    ]


def test_sensitivity_is_carried_along() -> None:
    assert value_of('upper(sensitive("a"))').sensitive
    assert value_of('jsonencode({ a = sensitive("a") })').sensitive
    assert value_of('"x-${sensitive("a")}"').sensitive
    assert not value_of('nonsensitive(sensitive("a"))').sensitive


# -- what nobody knows, and bounds


@pytest.mark.parametrize(
    "expression", ["timestamp()", "plantimestamp()", "uuid()", 'bcrypt("a")', "provider::a::b(1)", "new(1)"]
)
def test_known_only_to_a_run(expression: str) -> None:
    value = value_of(expression)
    assert not value.known
    assert not refused(expression)


@pytest.mark.parametrize(
    "expression",
    [
        'replace(join("", [for i in range(999) : "aaaaaaaaa"]), "a", join("", [for i in range(500) : "b"]))',
        'format("%1000000000s", "a")',
        'indent(1000000000, "a\\nb")',
        "setproduct(range(1000), range(1000))",
        'jsondecode(join("", [for i in range(999) : "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["]))',
        'regex("(((a?){10}){10}){9}b", join("", [for i in range(1000) : "aaaaaaaaaa"]))',
    ],
)
def test_growth_is_bounded(expression: str) -> None:
    assert not value_of(expression).known
    assert not refused(expression)


def test_patterns_that_explode_elsewhere_are_matched_in_linear_time() -> None:
    text = "a" * 2_000 + "b"
    assert refused(f'regex("^(a+)+$", "{text}")')
    assert refused(f'regex("(x+x+)+y", "{text}")')


def test_yaml_aliases_do_not_multiply() -> None:
    lines = "\\n".join(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 9))
    assert not value_of(f'yamldecode("a0: &a0 [x]\\n{lines}")').known


def test_every_function_takes_shared_and_deep_values() -> None:
    shared = deep = Value("a")
    for _ in range(60):
        shared = Value(ListOf((shared, shared)))
    for _ in range(600):
        deep = Value(ListOf((deep,)))
    for name in sorted(
        {"flatten", "jsonencode", "toset", "distinct", "sort", "length", "merge", "coalesce"} & set(FUNCTIONS)
    ):
        for value in (shared, deep):
            assert isinstance(call(name, [value], None, None).data, Unknown)
