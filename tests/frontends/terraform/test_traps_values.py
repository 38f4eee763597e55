"""Traps of variables, values, repetition and blocks. Numbers are those of our list; "terraform 1.11" marks its results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Load
from tf_modules import addresses, messages, plain, read, refs, resource

from reslint.cli import main
from reslint.model.value import ListOf, MapOf


def given(loaded: Load, expression: str, head: str = "", **more: object) -> object:
    """What an expression comes to, with declarations before it."""
    return read(
        loaded(f'{head}\nresource "terraform_data" "t" {{\ninput = {expression}\n}}', **more), "input"
    )


def is_unknown(value: object) -> bool:
    return isinstance(value, str) and value.startswith("?")


# -- 12 to 24: variables and values ------------------------------------------------------------


def test_trap_12_precedence_of_files_options_and_environment(loaded: Load, repository: Path) -> None:
    texts = {
        "main.tf": "".join(f'variable "{n}" {{\ndefault = 0\n}}\n' for n in "abcdefg")
        + 'resource "terraform_data" "t" {\ninput = [var.a, var.b, var.c, var.d, var.e, var.f, var.g]\n}',
        "terraform.tfvars": "c = 2\nd = 2\ne = 2\nf = 2\n",
        "terraform.tfvars.json": json.dumps(dict.fromkeys("def", 3)),
        "b.auto.tfvars.json": '{"e": 5, "f": 5}',
        "a.auto.tfvars": "e = 4\nf = 4\n",
        "x.tfvars": "f = 6\n",
        "child/terraform.tfvars": "a = 9\n",
    }
    found = loaded(
        texts, environment=dict.fromkeys("bcdefz", "1"), var_options=(repository / "x.tfvars", ("g", "7"))
    )
    # terraform 1.11
    assert read(found, "input") == [0, "1", 2, 3, 5, 6, "7"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--var", "v=2", "--var-file", "one.tfvars"), 1),
        (("--var-file", "one.tfvars", "--var", "v=2"), 2),
        (("--var", "v=2", "--var", "v=3"), 3),
        (("--env-vars",), 7),
        (("--env-vars", "--var-file", "one.tfvars"), 1),
        ((), 0),
    ],
)
def test_trap_12_last_option_wins_and_the_environment_only_when_asked(
    tmp_path: Path, options: tuple[str, ...], expected: int,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TF_VAR_v", "7")
    Path("main.tf").write_text(
        'variable "v" {\ntype = number\ndefault = 0\n}\nresource "terraform_data" "t" {\ninput = var.v\n}'
    )
    Path("one.tfvars").write_text("v = 1\n")
    assert main(("inspect", ".", "--format", "json", *options)) == 0
    assert json.loads(capsys.readouterr().out)["resources"][0]["attributes"]["input"] == expected


def test_trap_12_values_are_for_root_variables_only(loaded: Load) -> None:
    found = loaded(
        {
            "m/main.tf": 'variable "v" { default = "own" }\nresource "terraform_data" "t" { input = var.v }',
            "main.tf": 'variable "v" {}\nmodule "m" {\nsource = "./m"\n}',
        },
        var_options=(("v", "root"),),
    )
    assert read(found, "input", "module.m.terraform_data.t") == "own"


@pytest.mark.parametrize(
    ("body", "value", "expected"),
    [
        ("", None, "?"),
        ('default = "d"', None, "d"),
        ("default = null", None, None),
        ('default = "d"', "null", None),
        ('default = "d"\nnullable = false', "null", "d"),
    ],
)
def test_trap_13_no_default_is_not_null(loaded: Load, body: str, value: str | None, expected: object) -> None:
    head = f'variable "v" {{\n{body}\n}}'
    texts = {"main.tf": f'{head}\nresource "terraform_data" "t" {{\ninput = var.v\n}}'}
    found = read(loaded(texts | ({"terraform.tfvars": f"v = {value}"} if value else {})), "input")
    assert is_unknown(found) if expected == "?" else found == expected


def test_trap_14_optional_attributes_at_any_depth(loaded: Load) -> None:
    head = """
        variable "v" {
          type = object({
            a = optional(string, "a")
            inner = optional(object({ b = optional(number, 2), c = optional(string) }), {})
            each  = optional(map(object({ d = optional(bool, true) })), {})
            all   = optional(list(object({ e = optional(string, "e") })), [])
          })
          default = { a = null, each = { k = {} }, all = [{ e = null }, { e = "x" }] }
        }
    """
    # terraform 1.11
    assert given(loaded, "var.v", head) == {
        "a": "a", "inner": {"b": 2, "c": None}, "each": {"k": {"d": True}}, "all": [{"e": "e"}, {"e": "x"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("bool", '"true"', True),
        ("number", '"3"', 3),
        ("string", "1.50", "1.5"),
        ("list(string)", "[1, true]", ["1", "true"]),
        ("set(string)", '["b", "a", "b"]', ["a", "b"]),
        ("map(string)", "{ a = 1 }", {"a": "1"}),
        ("object({ a = string })", "{ a = 1, dropped = 2 }", {"a": "1"}),
    ],
)
def test_trap_15_values_take_the_declared_type(loaded: Load, kind: str, value: str, expected: object) -> None:
    # terraform 1.11
    assert given(loaded, "var.v", f'variable "v" {{\ntype = {kind}\ndefault = {value}\n}}') == expected


@pytest.mark.parametrize("mark", ["sensitive", "ephemeral"])
def test_trap_16_sensitive_values_are_evaluated_and_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: str
) -> None:
    (tmp_path / "main.tf").write_text(f"""
        variable "v" {{
          {mark} = true
          default = "hunter2"
        }}
        resource "terraform_data" "t" {{
          count = var.v == "hunter2" ? 2 : 0
          input = "x-${{var.v}}"
        }}
    """)
    main(("inspect", str(tmp_path), "--format", "json"))
    out = capsys.readouterr().out
    assert len(json.loads(out)["resources"]) == 2
    assert "hunter2" not in out


def test_trap_17_unknown_is_contagious_but_not_total(loaded: Load) -> None:
    head = 'variable "u" {}\nresource "aws_vpc" "v" {}\n'
    assert given(loaded, '{ a = 1, b = var.u }["a"]', head) == 1
    assert given(loaded, "length([var.u, var.u])", head) == 2
    assert given(loaded, 'startswith("app-${aws_vpc.v.id}", "app-")', head) is True
    merged = resource(loaded(head + 'resource "terraform_data" "t" {\ninput = merge({ a = 1 }, var.u, { b = 2 })\n}'),
                      "terraform_data.t").get("input").data  # fmt: skip
    assert isinstance(merged, MapOf)
    assert merged.rest is not None
    assert plain(merged.entries["b"]) == 2
    assert is_unknown(plain(merged.entries["a"]))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("var.u ? 1 : 1", 1), ('var.u ? "a" : "b"', "?"), ("length(var.u ? [1, 2] : [3, 4])", 2)],
)
def test_trap_18_open_condition_is_decided_where_both_sides_agree(
    loaded: Load, expression: str, expected: object
) -> None:
    found = given(loaded, expression, 'variable "u" { type = bool }')
    assert is_unknown(found) if expected == "?" else found == expected


@pytest.mark.parametrize(
    "expression",
    [
        'try(var.u.a, "default")', "can(var.u.a)", 'coalesce(var.u, "default")', 'lookup(var.u, "k", "default")',
        "one(var.u)", 'contains(var.u, "a")', 'try(aws_vpc.v.tags["x"], "default")',
    ],
)  # fmt: skip
def test_trap_19_defaults_are_not_taken_for_unknowns(loaded: Load, expression: str) -> None:
    assert is_unknown(given(loaded, expression, 'variable "u" {}\nresource "aws_vpc" "v" {}'))


def test_trap_20_locals_across_files_in_any_order_and_as_tables(loaded: Load) -> None:
    found = loaded({
        "a.tf": 'resource "terraform_data" "t" {\nfor_each = local.zones\ninput = [each.value, local.rows[0].size]\n}',
        "b.tf": """
            locals {
              zones = { for r in local.rows : r.name => r.zone }
              rows  = concat(local.yaml, local.csv, local.json)
              csv   = [for r in csvdecode(file("data/t.csv")) : r]
              yaml  = flatten([for f in fileset(path.module, "data/*.yaml") : yamldecode(file(f)).rows])
              json  = jsondecode(file("${path.module}/data/t.json"))
              loop  = local.pool
              pool  = local.loop
            }
        """,
        "data/t.csv": "name,zone,size\nc,eu-west-1c,1\n",
        "data/a.yaml": "rows:\n- {name: a, zone: eu-west-1a, size: 5}\n",
        "data/t.json": '[{"name": "j", "zone": "eu-west-1b", "size": 2}]',
        "c.tf": 'resource "terraform_data" "loop" {\ninput = local.loop\n}',
    })  # fmt: skip
    shown = {r.address: plain(r.get("input")) for r in found.resources if r.address != "terraform_data.loop"}
    assert shown == {
        'terraform_data.t["a"]': ["eu-west-1a", 5],
        'terraform_data.t["c"]': ["eu-west-1c", 5],
        'terraform_data.t["j"]': ["eu-west-1b", 5],
    }
    assert is_unknown(read(found, "input", "terraform_data.loop"))


@pytest.mark.parametrize(
    "call", ["timestamp()", "plantimestamp()", "uuid()", 'bcrypt("x")', 'provider::x::f("a")']
)
def test_trap_21_what_only_a_run_can_tell_is_unknown(loaded: Load, call: str) -> None:
    assert is_unknown(given(loaded, call))


def test_trap_21_newer_functions(loaded: Load) -> None:
    assert given(loaded, 'strcontains("hello", "ell")') is True
    assert given(loaded, "templatestring(local.t, { n = 1 })", 'locals { t = "a-$${n}" }') == "a-1"
    assert given(loaded, 'issensitive(sensitive("x"))') is True


def test_trap_22_files_only_from_the_repository(loaded: Load, repository: Path) -> None:
    (repository.parent / "secret").write_text("hunter2")
    found = loaded({
        "m/main.tf": 'resource "terraform_data" "t" {\ninput = [file("${path.module}/x"), path.module, path.root]\n}',
        "m/x": "text",
        "main.tf": 'module "m" {\nsource = "./m"\n}\nresource "terraform_data" "t" {\ninput = file("../secret")\n}',
        "big.tf": 'resource "terraform_data" "big" {\ninput = file("big")\n}',
        "big": "x" * 1_000_001,
    })  # fmt: skip
    assert read(found, "input", "module.m.terraform_data.t") == ["text", "m", "."]
    assert "outside the repository" in str(read(found, "input"))
    assert "too large" in str(read(found, "input", "terraform_data.big"))


def test_trap_23_workspace_is_unknown_unless_given(loaded: Load) -> None:
    expression = 'terraform.workspace == "prod" ? 3 : 1'
    assert is_unknown(given(loaded, expression))
    assert given(loaded, expression, workspace="prod") == 3
    assert given(loaded, expression, workspace="default") == 1


def test_trap_24_variables_in_the_source_of_a_module(loaded: Load) -> None:
    texts = {
        "modules/a/main.tf": 'resource "terraform_data" "a" {}',
        "main.tf": 'variable "kind" {\n%s\n}\nmodule "m" {\nsource = "./modules/${var.kind}"\n}',
    }
    known = {**texts, "main.tf": texts["main.tf"] % 'default = "a"'}
    assert addresses(loaded(known)) == ["module.m.terraform_data.a"]
    unknown = loaded({**texts, "main.tf": texts["main.tf"] % ""})
    assert unknown.opaque == ["module.m"]
    assert len(messages(unknown)) == 1


# -- 25 to 31: repetition and blocks -----------------------------------------------------------


def test_trap_25_count(loaded: Load) -> None:
    body = 'variable "on" {\n%s\n}\nresource "terraform_data" "t" {\ncount = var.on ? 2 : 0\ninput = count.index\n}'
    on = loaded(body % "default = true")
    assert [plain(r.get("input")) for r in on.resources] == [0, 1]
    assert addresses(loaded(body % "default = false")) == []
    maybe = loaded(body % "")
    assert addresses(maybe) == ["terraform_data.t[*]"]
    assert maybe.resources[0].exists is not None


def test_trap_26_for_each_over_every_shape(loaded: Load) -> None:
    found = loaded("""
        variable "u" {}
        locals { list = ["b", "a"] }
        resource "terraform_data" "map" {
          for_each = { "k.1" = var.u }
          input    = each.value
        }
        resource "terraform_data" "set" {
          for_each = toset(local.list)
          input    = "${each.key}${each.value}"
        }
        resource "terraform_data" "chain" {
          for_each = terraform_data.set
          input    = each.value.input
        }
        resource "terraform_data" "open" {
          for_each = toset(var.u)
          input    = each.key
        }
    """)
    assert addresses(found) == [
        'terraform_data.map["k.1"]', 'terraform_data.set["a"]', 'terraform_data.set["b"]',
        'terraform_data.chain["a"]', 'terraform_data.chain["b"]', "terraform_data.open[*]",
    ]  # fmt: skip
    assert is_unknown(read(found, "input", 'terraform_data.map["k.1"]'))
    assert read(found, "input", 'terraform_data.chain["b"]') == "bb"


def test_trap_27_repeated_and_nested_modules(loaded: Load) -> None:
    found = loaded({
        "n/main.tf": 'variable "v" {}\nresource "terraform_data" "t" {\ninput = var.v\n}',
        "m/main.tf": 'variable "v" {}\nmodule "n" {\nsource = "../n"\ncount = 2\nv = "${var.v}${count.index}"\n}',
        "main.tf": """
            module "m" {
              source   = "./m"
              for_each = toset(["a", "b"])
              v        = each.key
            }
            module "none" {
              source = "./m"
              count  = 0
              v      = "x"
            }
        """,
    })  # fmt: skip
    assert {r.address: plain(r.get("input")) for r in found.resources} == {
        f'module.m["{k}"].module.n[{i}].terraform_data.t': f"{k}{i}" for k in "ab" for i in (0, 1)
    }


def test_trap_28_enabled_and_providers_for_each(loaded: Load) -> None:
    found = loaded("""
        variable "u" {}
        provider "aws" {
          alias    = "by_region"
          for_each = toset(["eu-west-1", "eu-west-2"])
          region   = each.key
        }
        resource "aws_vpc" "v" {
          for_each = toset(["eu-west-1", "eu-west-2"])
          provider = aws.by_region[each.key]
        }
        resource "aws_vpc" "off" {
          lifecycle {
            enabled = 1 == 2
          }
        }
        resource "aws_vpc" "maybe" {
          lifecycle {
            enabled = var.u
          }
        }
    """)
    assert {r.address: plain(r.region) for r in found.resources if r.exists is None} == {
        f'aws_vpc.v["{region}"]': region for region in ("eu-west-1", "eu-west-2")
    }
    assert [r.address for r in found.resources if r.exists] == ["aws_vpc.maybe"]


def test_trap_29_dynamic_blocks(loaded: Load) -> None:
    found = loaded("""
        variable "u" {}
        variable "no" { default = null }
        resource "x_y" "t" {
          dynamic "rule" {
            for_each = { a = [1, 2] }
            iterator = it
            content {
              name = it.key
              dynamic "part" {
                for_each = it.value
                content {
                  n = part.value
                }
              }
            }
          }
          dynamic "none" {
            for_each = var.no != null ? [var.no] : []
            content {}
          }
          dynamic "maybe" {
            for_each = var.u
            content {}
          }
        }
    """)
    assert read(found, "rule", "x_y.t") == [{"name": "a", "part": [{"n": 1}, {"n": 2}]}]
    assert read(found, "none", "x_y.t") == []
    maybe = resource(found, "x_y.t").get("maybe").data
    assert isinstance(maybe, ListOf)
    assert maybe.rest is not None


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("local.no[*]", []),
        ('"x"[*]', ["x"]),
        ("local.all[*].a", [1, 2]),
        ("local.all.*.a", [1, 2]),
        ("local.all.*.a[0]", 1),
        ("one(local.all[*].a[*])", "?"),
        ("one(slice(local.all, 0, 1)[*].a)", 1),
        ("try(local.all[5].a, null)", None),
        ('element(["a", "b"], 3)', "b"),
        ('zipmap(["a"], [1])', {"a": 1}),
        ('length(setproduct(["a", "b"], [1, 2]))', 4),
        ("flatten([[1], [[2]]])", [1, 2]),
    ],
)
def test_trap_30_splats_and_picks(loaded: Load, expression: str, expected: object) -> None:
    # terraform 1.11
    found = given(loaded, expression, "locals {\nno = null\nall = [{ a = 1 }, { a = 2 }]\n}")
    assert is_unknown(found) if expected == "?" else found == expected


def test_trap_31_escaping_block_and_blocks_as_attributes(loaded: Load) -> None:
    found = loaded("""
        resource "x_y" "t" {
          count = 2
          _ {
            count    = "the resource's own"
            provider = "its own, too"
            lifecycle {
              n = 1
            }
          }
        }
        resource "aws_security_group" "g" {
          ingress = [{ from_port = 1 }, { from_port = 2 }]
        }
    """)
    assert addresses(found) == ["x_y.t[0]", "x_y.t[1]", "aws_security_group.g"]
    own = resource(found, "x_y.t[1]")
    assert sorted(own.attributes) == ["count", "lifecycle", "provider"]
    assert plain(own.get("count")) == "the resource's own"
    assert plain(own.get("lifecycle")) == [{"n": 1}]
    assert read(found, "ingress", "aws_security_group.g") == [{"from_port": 1}, {"from_port": 2}]
    assert refs(found, "ingress", "aws_security_group.g") == set()


def test_trap_31_escaping_block_in_json(loaded: Load) -> None:
    own = {"count": "its own", "provider": "its own, too"}
    found = loaded({"main.tf.json": json.dumps({"resource": {"x_y": {"t": {"count": 1, "_": own}}}})})
    assert {name: plain(value) for name, value in resource(found, "x_y.t[0]").attributes.items()} == own
