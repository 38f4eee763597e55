"""`count`, `for_each` and `dynamic`. Addresses and values marked "terraform 1.11" are those it plans."""

from __future__ import annotations

import pytest
from conftest import Load
from tf_modules import addresses, plain, read, refs, resource


def only(text: str) -> str:
    return f'resource "terraform_data" "t" {{\n{text}\ninput = 1\n}}\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count = 2", ["[0]", "[1]"]),
        ('count = "2"', ["[0]", "[1]"]),
        ("count = 0", []),
        ("for_each = { b = 1, a = 2 }", ['["a"]', '["b"]']),
        ('for_each = toset(["b", "a", "b"])', ['["a"]', '["b"]']),
        ("for_each = {}", []),
        ("", [""]),
    ],
)
def test_instances_as_terraform_plans_them(loaded: Load, text: str, expected: list[str]) -> None:
    assert addresses(loaded(only(text))) == [f"terraform_data.t{key}" for key in expected]


@pytest.mark.parametrize(
    "text",
    [
        "count = -1", "count = true", "count = null", "count = 1.5", 'count = "²"',
        "for_each = null", "for_each = toset([1, 2])", 'for_each = ["a"]', 'for_each = tolist(["a"])', 'for_each = "a"',
    ],
)  # fmt: skip
def test_what_terraform_refuses_is_undecided_and_not_nothing(loaded: Load, text: str) -> None:
    found = loaded(only(text))
    assert addresses(found) == ["terraform_data.t[*]"]
    assert found.resources[0].exists is not None


def test_keys_are_quoted_as_terraform_quotes_them(loaded: Load) -> None:
    text = r'for_each = toset(["a\"b", "c\\d", "tab\there", "new\nline", "$${x}", "%%{y}", "é", "\u0001", "\u200b"])'
    # terraform 1.11
    expected = {
        r'["a\"b"]', r'["c\\d"]', r'["tab\there"]', r'["new\nline"]', '["$${x}"]', '["%%{y}"]', '["é"]',
        r'["\u0001"]', r'["\u200b"]',
    }  # fmt: skip
    assert set(addresses(loaded(only(text)))) == {f"terraform_data.t{key}" for key in expected}


def test_resources_are_chained_by_for_each(loaded: Load) -> None:
    found = loaded("""
        resource "terraform_data" "m" {
          for_each = { b = 1, a = 2 }
          input    = "${each.key}-${each.value}"
        }
        resource "terraform_data" "chain" {
          for_each = terraform_data.m
          input    = each.value.input
        }
    """)
    # terraform 1.11
    assert read(found, "input", 'terraform_data.chain["a"]') == "a-2"
    assert refs(found, "input", 'terraform_data.chain["a"]') >= {('terraform_data.m["a"]', "input")}


def test_unknown_count_makes_one_instance_that_may_not_exist(loaded: Load) -> None:
    found = loaded('variable "n" {}\n' + only("count = var.n\ntriggers_replace = count.index"))
    assert addresses(found) == ["terraform_data.t[*]"]
    assert found.resources[0].exists is not None
    assert 'variable "n" has no value' in found.resources[0].exists.reason


def test_unknown_values_of_known_keys_give_certain_instances(loaded: Load) -> None:
    found = loaded('variable "n" {}\n' + only("for_each = { a = var.n }\ntriggers_replace = each.value"))
    assert addresses(found) == ['terraform_data.t["a"]']
    assert found.resources[0].exists is None
    assert str(read(found, "triggers_replace", 'terraform_data.t["a"]')).startswith("?variable")


def test_set_with_unknown_elements_keeps_the_known_ones(loaded: Load) -> None:
    found = loaded("""
        resource "aws_vpc" "v" {}
        resource "terraform_data" "t" {
          for_each = toset(["a", aws_vpc.v.id])
          input    = each.key
        }
    """)
    assert addresses(found) == ["aws_vpc.v", 'terraform_data.t["a"]', "terraform_data.t[*]"]
    assert refs(found, "input", "terraform_data.t[*]") == {("aws_vpc.v", "id")}


def test_open_keys_of_two_resources_are_not_taken_for_one(loaded: Load) -> None:
    found = loaded("""
        variable "a" { type = set(string) }
        variable "b" { type = set(string) }
        resource "aws_subnet" "a" {
          for_each          = var.a
          availability_zone = each.value
        }
        resource "aws_subnet" "b" {
          for_each          = var.b
          availability_zone = each.value
        }
    """)
    symbols = {r.get("availability_zone").symbol for r in found.resources}
    assert len(symbols) == 2


def test_more_instances_than_the_bound_are_told(loaded: Load) -> None:
    found = loaded(only("count = 1001"))
    assert len(found.resources) == 1000
    assert [n.code for n in found.notifications] == ["too-many-instances"]


def test_repetition_that_needs_itself_ends_with_a_reason(loaded: Load) -> None:
    found = loaded(only("count = length(terraform_data.t)"))
    assert found.resources[0].exists is not None


def test_disabled_by_lifecycle_as_in_opentofu(loaded: Load) -> None:
    assert addresses(loaded(only("lifecycle {\n enabled = false\n}"))) == []
    assert addresses(loaded(only("lifecycle {\n enabled = 1 == 1\n}"))) == ["terraform_data.t"]


def test_each_value_attributes(loaded: Load) -> None:
    found = loaded("""
        locals { subnets = { a = { cidr = "10.0.0.0/24", zone = "eu-west-1a" } } }
        resource "aws_subnet" "s" {
          for_each          = local.subnets
          cidr_block        = each.value.cidr
          availability_zone = each.value["zone"]
        }
    """)
    assert read(found, "cidr_block", 'aws_subnet.s["a"]') == "10.0.0.0/24"
    assert read(found, "availability_zone", 'aws_subnet.s["a"]') == "eu-west-1a"


# -- dynamic blocks ----------------------------------------------------------------------------


def dynamic(loaded: Load, text: str, head: str = "") -> object:
    return plain(resource(loaded(f'{head}\nresource "x_y" "t" {{\n{text}\n}}'), "x_y.t").get("rule"))


def test_dynamic_blocks_come_after_their_collection(loaded: Load) -> None:
    made = dynamic(
        loaded, 'dynamic "rule" {\nfor_each = ["p", "q"]\ncontent {\nn = rule.value\nk = rule.key\n}\n}'
    )
    assert made == [{"n": "p", "k": 0}, {"n": "q", "k": 1}]


@pytest.mark.parametrize("name", ["it", "self", "rule", "names"])
def test_dynamic_iterator_of_any_name(loaded: Load, name: str) -> None:
    text = (
        f'dynamic "rule" {{\nfor_each = {{ a = 1 }}\niterator = {name}\ncontent {{\nn = {name}.value\n}}\n}}'
    )
    assert dynamic(loaded, text) == [{"n": 1}]


def test_nested_dynamic_sees_both_iterators(loaded: Load) -> None:
    made = dynamic(
        loaded,
        """
        dynamic "rule" {
          for_each = { a = [1, 2] }
          content {
            dynamic "part" {
              for_each = rule.value
              content {
                n = "${rule.key}${part.value}"
              }
            }
          }
        }
        """,
    )
    assert made == [{"part": [{"n": "a1"}, {"n": "a2"}]}]


def test_dynamic_over_unknown_may_exist_and_is_never_missing(loaded: Load) -> None:
    text = 'rule {\nn = 0\n}\ndynamic "rule" {\nfor_each = var.x\ncontent {\nn = rule.value\n}\n}'
    assert dynamic(loaded, text, 'variable "x" {}') == [{"n": 0}, "…"]


def test_dynamic_over_unknown_keeps_references_of_its_content(loaded: Load) -> None:
    found = loaded("""
        variable "x" {}
        resource "x_y" "t" {
          dynamic "rule" {
            for_each = var.x
            content {
              target = aws_lb.main.arn
            }
          }
        }
        resource "aws_lb" "main" {}
    """)
    assert ("aws_lb.main", "arn") in refs(found, "rule", "x_y.t")


@pytest.mark.parametrize(
    ("default", "expected"), [("default = null", []), ('default = "v"', [{"n": "v"}]), ("", ["…"])]
)
def test_dynamic_if_not_null(loaded: Load, default: str, expected: list[object]) -> None:
    text = 'dynamic "rule" {\nfor_each = var.x != null ? [var.x] : []\ncontent {\nn = rule.value\n}\n}'
    assert dynamic(loaded, text, f'variable "x" {{\n{default}\n}}') == expected


def test_dynamic_over_null_is_open(loaded: Load) -> None:
    assert dynamic(loaded, 'dynamic "rule" {\nfor_each = null\ncontent {\n}\n}') == ["…"]
