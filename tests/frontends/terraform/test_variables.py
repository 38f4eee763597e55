"""Variables of root and child modules. Values marked "terraform 1.11" are those it plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Load
from tf_modules import messages, plain, read, resource

from reslint.cli import main
from reslint.model.value import Named, walk


def test_precedence_of_everything_that_gives_values(loaded: Load, repository: Path) -> None:
    names = ("a", "b", "c", "d", "e", "f")
    found = loaded(
        {
            "main.tf": "".join(f'variable "{n}" {{\ndefault = "default"\n}}\n' for n in names)
            + f'resource "terraform_data" "t" {{\ninput = [{", ".join(f"var.{n}" for n in names)}]\n}}',
            "terraform.tfvars": "".join(f'{n} = "tfvars"\n' for n in "bcdef"),
            "terraform.tfvars.json": json.dumps(dict.fromkeys("cdef", "json")),
            "z.auto.tfvars": 'd = "z"',
            "a.auto.tfvars.json": '{"d": "a", "e": "a", "f": "a"}',
            "f.tfvars": 'e = "file"\nf = "file"',
            "not-loaded.tfvars": 'a = "no"',
            "child/terraform.tfvars": 'a = "no"',
            "child/x.auto.tfvars": 'a = "no"',
        },
        var_files=(repository / "f.tfvars",),
        inputs={"f": "option"},
    )
    # terraform 1.11
    assert read(found, "input") == ["default", "tfvars", "json", "z", "file", "option"]


def test_later_variable_file_wins(loaded: Load, repository: Path) -> None:
    texts = {"main.tf": 'variable "v" {}\nresource "terraform_data" "t" {\ninput = var.v\n}'}
    texts |= {"1.tfvars": "v = 1", "2.tfvars": "v = 2"}
    files = (repository / "2.tfvars", repository / "1.tfvars")
    assert read(loaded(texts, var_files=files), "input") == 1


def value(loaded: Load, body: str, **given: object) -> object:
    return read(
        loaded(f'variable "v" {{\n{body}\n}}\nresource "terraform_data" "t" {{\ninput = var.v\n}}', **given),
        "input",
    )


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        ("type = list(string)", '["p", "q"]', ["p", "q"]),
        ("type = any", "[1]", [1]),
        ("", "[1]", "[1]"),
        ("type = string", "[1]", "[1]"),
        ("type = string", "", ""),
        ("type = number", "5", 5),
        ("type = bool", "true", True),
        ("type = map(number)", '{ a = "1" }', {"a": 1}),
    ],
)
def test_option_is_an_expression_for_all_but_plain_types(
    loaded: Load, body: str, text: str, expected: object
) -> None:
    # terraform 1.11
    assert value(loaded, body, inputs={"v": text}) == expected


@pytest.mark.parametrize("text", ["[", "a b", "x.y", '1\nresource "a" "b" {}', "", "${"])
def test_option_that_is_no_expression_leaves_the_variable_undecided(loaded: Load, text: str) -> None:
    assert str(value(loaded, "type = list(string)", inputs={"v": text})).startswith('?variable "v"')


def test_option_has_no_place_in_a_file(loaded: Load) -> None:
    found = loaded(
        'variable "v" {\ntype = list(string)\n}\nresource "terraform_data" "t" {\ninput = var.v\n}',
        inputs={"v": '["a"]'},
    )
    spans = [part.span for part in walk(resource(found, "terraform_data.t").get("input"))]
    assert {span.file for span in spans if span} == {"main.tf"}


def test_plain_data_of_the_configuration(loaded: Load) -> None:
    assert value(loaded, "", inputs={"v": {"a": [1, 1.5, None, True]}}) == {
        "a": [1, pytest.approx(1.5), None, True]
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('type = list(string)\ndefault = [1, true, "x"]', ["1", "true", "x"]),
        ('type = set(string)\ndefault = ["b", "a", "b"]', ["a", "b"]),
        ("type = object({ a = string })\ndefault = { a = 1, extra = 2 }", {"a": "1"}),
        (
            "type = object({ b = optional(number, 3), c = optional(object({ d = optional(bool, true) }), {}) })\n"
            "default = { b = null }",
            {"b": 3, "c": {"d": True}},
        ),
        ("type = map(object({ n = optional(number, 1) }))\ndefault = { x = {} }", {"x": {"n": 1}}),
        ('type = "list"\ndefault = ["a"]', ["a"]),
    ],
)
def test_values_take_the_declared_type(loaded: Load, body: str, expected: object) -> None:
    # terraform 1.11
    assert value(loaded, body) == expected


def test_value_that_does_not_fit_its_type_is_undecided(loaded: Load) -> None:
    assert value(loaded, 'type = number\ndefault = "many"') == '?variable "v": a number is required'


def test_type_that_is_none_is_no_crash(loaded: Load) -> None:
    assert str(value(loaded, "type = lst(string)\ndefault = []")).startswith("?")


def test_optional_default_has_its_place_in_the_file(loaded: Load) -> None:
    found = loaded("""
        variable "v" {
          type    = object({ n = optional(number, 7) })
          default = {}
        }
        resource "terraform_data" "t" { input = var.v.n }
    """)
    [default] = [p for p in resource(found, "terraform_data.t").get("input").because if p.span]
    assert default.span is not None
    assert default.span.text == "7"


@pytest.mark.parametrize(
    ("body", "given", "expected"),
    [
        ('default = "d"', None, None),
        ('default = "d"\nnullable = false', None, "d"),
        ("default = null", "x", "x"),
    ],
)
def test_null_given_to_a_variable(loaded: Load, body: str, given: object, expected: object) -> None:
    # terraform 1.11
    assert value(loaded, body, inputs={"v": given}) == expected


def test_variable_without_value_is_unknown_and_not_null(loaded: Load) -> None:
    found = loaded('variable "v" {}\nresource "terraform_data" "t" {\ninput = var.v\n}')
    unknown = resource(found, "terraform_data.t").get("input").unknown
    assert unknown is not None
    assert (unknown.symbol, unknown.null) == (Named("var.v"), "maybe")


def test_unknown_that_may_be_null_is_not_the_value_of_a_variable_that_cannot_be(loaded: Load) -> None:
    child = (
        'variable "v" {\nnullable = false\ndefault = 1\n}\nresource "terraform_data" "d" {\ninput = var.v\n}'
    )
    found = loaded(
        {"m/main.tf": child, "main.tf": 'variable "x" {}\nmodule "m" {\nsource = "./m"\nv = var.x\n}'}
    )
    unknown = resource(found, "module.m.terraform_data.d").get("input").unknown
    assert unknown is not None
    assert (unknown.symbol, unknown.null) == (None, "no")


def test_variables_of_one_name_in_two_modules_are_two_unknowns(loaded: Load) -> None:
    child = 'variable "v" {}\nresource "terraform_data" "d" {\ninput = var.v\n}'
    found = loaded({
        "m/main.tf": child,
        "main.tf": 'module "a" {\nsource = "./m"\n}\nmodule "b" {\nsource = "./m"\n}',
    })  # fmt: skip
    assert len({r.get("input").symbol for r in found.resources}) == 2


def test_variable_file_cannot_refer_to_anything(loaded: Load) -> None:
    text = 'variable "a" {}\nvariable "b" { default = 1 }\nresource "terraform_data" "t" {\ninput = [var.a, var.b]\n}'
    found = loaded({"main.tf": text, "terraform.tfvars": "a = var.b\nb = 2"})
    first, second = read(found, "input")  # type: ignore[misc]
    assert str(first).startswith("?")
    assert second == 2


def test_broken_variable_file_is_told(loaded: Load) -> None:
    found = loaded({"main.tf": 'variable "a" {}', "terraform.tfvars": "a = [1,"})
    assert [n.code for n in found.notifications] == ["syntax-error"]


def test_locals_across_files(loaded: Load) -> None:
    found = loaded({
        "a.tf": "locals {\n x = local.y\n}\nlocals {\n z = 3\n}",
        "b.tf": 'locals {\n y = local.z\n}\nresource "terraform_data" "t" {\ninput = local.x\n}',
    })  # fmt: skip
    assert read(found, "input") == 3
    assert messages(found) == []


# -- sensitive values --------------------------------------------------------------------------

SECRETS = """
    variable "list" {
      sensitive = true
      default   = ["hunter2"]
    }
    variable "map" {
      sensitive = true
      default   = { user = "hunter2" }
    }
    variable "text" {
      ephemeral = true
      default   = "hunter2"
    }
    variable "number" {
      type      = number
      sensitive = true
      default   = "hunter2"
    }
    module "m" { source = "./m" }
    locals { table = { a = 1 } }
"""


@pytest.mark.parametrize(
    "expression",
    [
        "var.text",
        '"x-${var.text}"',
        "upper(var.text)",
        "var.list",
        "var.list[0]",
        "var.list[*]",
        "[for s in var.list : s]",
        "{ for k, v in var.map : v => k }",
        "{ for k, v in var.map : k => v }",
        "[var.map.user]",
        "values(var.map)",
        "jsonencode(var.map)",
        'templatefile("t.tftpl", { s = var.text })',
        "local.table[var.text]",
        "file(var.text)",
        "tonumber(var.text)",
        "var.number",
        "module.m.secret",
        "concat(var.list...)",
        "element(var.list, 0)",
        '"%{ for s in var.list }${s}%{ endfor }"',
        "one(var.list)",
    ],
)
def test_sensitive_values_are_never_printed(
    loaded: Load, repository: Path, capsys: pytest.CaptureFixture[str], expression: str
) -> None:
    loaded({
        "m/main.tf": 'output "secret" {\nsensitive = true\nvalue = "hunter2"\n}',
        "t.tftpl": "${s}",
        "main.tf": SECRETS + f'\nresource "terraform_data" "t" {{\ninput = {expression}\n}}\n',
    })  # fmt: skip
    main(["inspect", "--no-config", "--format", "json", str(repository)])
    printed = capsys.readouterr().out
    assert "terraform_data.t" in printed
    assert "hunter2" not in printed


def test_sensitive_items_of_a_dynamic_block(loaded: Load) -> None:
    text = 'resource "x_y" "t" {\ndynamic "b" {\nfor_each = var.list\ncontent {\ns = b.value\n}\n}\n}'
    found = loaded(SECRETS + text)
    [block] = resource(found, "x_y.t").get("b").items
    assert block.entries["s"].sensitive
    assert plain(block) == {"s": "hunter2"}
