"""What expressions refer to, through all that lies between; and names that need themselves."""

from __future__ import annotations

import pytest
from conftest import Load
from tf_modules import plain, read, refs, resource

from reslint.frontends.terraform import budget

WORLD = """
    variable "x" {}
    variable "on" { type = bool }
    locals {
      direct = aws_vpc.v.id
      table  = { a = aws_vpc.v.id, b = "other" }
      list   = [aws_vpc.v.id]
    }
    resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
    resource "aws_vpc" "maybe" { count = var.on ? 1 : 0 }
    resource "aws_vpc" "keyed" { for_each = var.x }
    resource "aws_vpc" "two" { count = 2 }
    module "m" {
      source = "./m"
      v      = aws_vpc.v.id
    }
"""
CHILD = 'variable "v" {}\noutput "same" {\nvalue = var.v\n}\noutput "text" {\nvalue = "x-${var.v}"\n}'


def refs_of(loaded: Load, expression: str, **more: str) -> set[tuple[str, str]]:
    text = WORLD + f'\nresource "terraform_data" "t" {{\ninput = {expression}\n}}\n'
    return refs(loaded({"m/main.tf": CHILD, "t.tftpl": "${a.b} ${c}", "main.tf": text, **more}), "input")


@pytest.mark.parametrize(
    "expression",
    [
        "aws_vpc.v.id", "local.direct", "local.table.a", "local.table[var.x]", "local.list[0]", "local.list[var.x]",
        "module.m.same", "module.m.text", '"vpc ${aws_vpc.v.id}"', "<<-EOT\n  id ${aws_vpc.v.id}\nEOT\n",
        "jsonencode({ a = [aws_vpc.v.id] })", 'templatefile("t.tftpl", { a = { b = aws_vpc.v.id }, c = 1 })',
        'templatefile(var.x, { a = { b = aws_vpc.v.id } })', 'var.on ? aws_vpc.v.id : "x"', 'var.on ? "x" : aws_vpc.v.id',
        "[for s in var.x : aws_vpc.v.id]", "{ for s in var.x : s => aws_vpc.v.id }", "[for s in local.list : s if var.on]",
        "{ for s in local.list : var.x => s }", "concat(var.x...)  == null ? aws_vpc.v.id : aws_vpc.v.id",
        "merge({ a = aws_vpc.v.id }, var.x...)", "try(aws_vpc.v.id, null)", "coalesce(null, aws_vpc.v.id)",
        "{ (var.x) = { a = aws_vpc.v.id } }", "one([aws_vpc.v.id])", "[aws_vpc.v][*].id", "aws_vpc.v.tags.Name == aws_vpc.v.id",
        '"%{ if var.on }${aws_vpc.v.id}%{ endif }"', '"%{ for s in var.x }${aws_vpc.v.id}%{ endfor }"',
    ],
)  # fmt: skip
def test_reference_survives(loaded: Load, expression: str) -> None:
    assert ("aws_vpc.v", "id") in refs_of(loaded, expression)


@pytest.mark.parametrize(
    "expression",
    [
        "aws_vpc.maybe[0].id", "aws_vpc.maybe[*].id", "one(aws_vpc.maybe[*].id)", "try(aws_vpc.maybe[0].id, null)",
        "[for v in aws_vpc.maybe : v.id]", "aws_vpc.maybe.*.id", "var.on ? aws_vpc.maybe[0].id : null",
        "element(aws_vpc.maybe[*].id, 0)", 'join(",", aws_vpc.maybe[*].id)',
    ],
)  # fmt: skip
def test_reference_to_instances_of_unknown_count(loaded: Load, expression: str) -> None:
    assert ("aws_vpc.maybe", "id") in refs_of(loaded, expression)


@pytest.mark.parametrize("expression", ['aws_vpc.keyed["a"].id', "[for k, v in aws_vpc.keyed : v.id]"])
def test_reference_to_instances_of_unknown_keys(loaded: Load, expression: str) -> None:
    assert ("aws_vpc.keyed", "id") in refs_of(loaded, expression)


def test_reference_to_known_instances(loaded: Load) -> None:
    assert {("aws_vpc.two[0]", "id"), ("aws_vpc.two[1]", "id")} <= refs_of(loaded, "aws_vpc.two[*].id")
    assert ("aws_vpc.two[1]", "id") in refs_of(loaded, "aws_vpc.two[1].id")
    assert ("aws_vpc.two[0]", "id") not in refs_of(loaded, "aws_vpc.two[1].id")


@pytest.mark.parametrize(
    "expression", ["aws_vpc.v", "[aws_vpc.v]", "aws_vpc.v == null", "jsonencode(aws_vpc.v)"]
)
def test_reference_to_a_whole_resource(loaded: Load, expression: str) -> None:
    assert ("aws_vpc.v", "") in refs_of(loaded, expression)


def test_whole_resource_is_never_complete(loaded: Load) -> None:
    found = loaded(
        WORLD + 'resource "terraform_data" "t" {\ninput = [length(aws_vpc.v), jsonencode(aws_vpc.v)]\n}'
    )
    assert all(str(item).startswith("?") for item in read(found, "input"))  # type: ignore[attr-defined]


def test_written_attributes_are_read_with_their_value(loaded: Load) -> None:
    found = loaded(WORLD + 'resource "terraform_data" "t" {\ninput = aws_vpc.v.cidr_block\n}')
    assert read(found, "input") == "10.0.0.0/16"


def test_attribute_written_as_null_may_stay_null(loaded: Load) -> None:
    found = loaded("""
        resource "aws_db_instance" "a" { kms_key_id = null }
        resource "terraform_data" "t" { input = [aws_db_instance.a.kms_key_id, aws_db_instance.a.id] }
    """)
    items = resource(found, "terraform_data.t").get("input").items
    assert [item.unknown.null for item in items if item.unknown] == ["maybe", "no"]


@pytest.mark.parametrize("wrapped", ["%s", "try(%s, null)", "%s != null ? %s : null"])
def test_provider_adds_attributes_to_nested_blocks(loaded: Load, wrapped: str) -> None:
    expression = wrapped.replace("%s", "aws_eks_cluster.c.vpc_config[0].cluster_security_group_id")
    found = loaded(f"""
        resource "aws_eks_cluster" "c" {{
          vpc_config {{
            subnet_ids = ["s"]
          }}
        }}
        resource "terraform_data" "t" {{
          input            = {expression}
          triggers_replace = aws_eks_cluster.c.vpc_config[0].subnet_ids
        }}
    """)
    assert "known only after apply" in str(read(found, "input"))
    assert ("aws_eks_cluster.c", "vpc_config[0].cluster_security_group_id") in refs(found, "input")
    assert read(found, "triggers_replace") == ["s"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('try([for x in null : x], "fallback")', "fallback"),
        ('try([for x in local.m.nope : x], "fallback")', "fallback"),
        ('try([for x in [{}] : x.nope], "fallback")', "fallback"),
        ('try({ for x in [{}] : x.nope => 1 }, "fallback")', "fallback"),
        ('try([for x in [{}] : 1 if x.nope], "fallback")', "fallback"),
        ('try(local.m.nope[0], "fallback")', "fallback"),
        ("[for self in [1, 2] : self]", [1, 2]),
        ('[for k, k in ["a"] : k]', ["a"]),
        ('toset(["b", "a"])[*]', ["a", "b"]),
        ("max([1, 2, 3]...)", 3),
        ("null[*]", []),
        ('{ for s in ["a1", "b1", "a2"] : substr(s, 0, 1) => s... }', {"a": ["a1", "a2"], "b": ["b1"]}),
        ("[path.module, path.root]", [".", "."]),
        ('templatefile("${path.module}/t.tftpl", { names = ["a", "b"], x = 1 })', "a1\nb1\n"),
    ],
)
def test_values_as_terraform_has_them(loaded: Load, expression: str, expected: object) -> None:
    template = "%{ for n in names ~}\n${n}${x}\n%{ endfor ~}\n"
    main = f'locals {{\nm = {{}}\n}}\nresource "terraform_data" "t" {{\ninput = {expression}\n}}'
    # terraform 1.11
    assert read(loaded({"main.tf": main, "t.tftpl": template}), "input") == expected


@pytest.mark.parametrize(
    "call", ["try()", "can()", "can(1, 2)", "templatefile()", 'templatefile("x")', "1e99999", "1e999999999"]
)
def test_calls_of_another_form_are_undecided(loaded: Load, call: str) -> None:
    assert str(read(loaded(f'resource "terraform_data" "t" {{\ninput = {call}\n}}'), "input")).startswith("?")


def test_template_that_calls_itself_ends(loaded: Load) -> None:
    found = loaded({
        "t.tftpl": '${templatefile("t.tftpl", {})}${templatefile("t.tftpl", {})}',
        "main.tf": 'resource "terraform_data" "t" {\ninput = templatefile("t.tftpl", {})\n}',
    })  # fmt: skip
    assert "too deeply" in str(read(found, "input"))


# -- names that need themselves ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "locals {\nx = local.x\n}",
        "locals {\nx = local.y\ny = local.z\nz = local.x\n}",
        "locals {\nx = terraform_data.t.input\n}",
        'locals {\nx = module.m.same\n}\nmodule "m" {\nsource = "./m"\nv = local.x\n}',
        'locals {\nx = module.m.same\n}\nmodule "m" {\nsource = "./m"\nv = module.m.same\n}',
        'locals {\nx = a_b.p.v\n}\nresource "a_b" "p" {\nv = a_b.q.v\n}\nresource "a_b" "q" {\nv = a_b.p.v\n}',
        'locals {\nx = a_b.p.v\n}\nresource "a_b" "p" {\nv = [a_b.p.v, a_b.p.v]\n}',
        'locals {\nx = a_b.p[0].v\n}\nresource "a_b" "p" {\ncount = length(a_b.p)\nv = 1\n}',
    ],
)
def test_cycle_ends_with_a_reason(loaded: Load, text: str) -> None:
    found = loaded(
        {"m/main.tf": CHILD, "main.tf": text + '\nresource "terraform_data" "t" {\ninput = local.x\n}'}
    )
    assert "itself" in str(read(found, "input"))


def test_long_chain_of_names_is_no_crash(loaded: Load) -> None:
    links = "\n".join(f"x{i} = local.x{i + 1}" for i in range(3000))
    found = loaded(
        f'locals {{\n{links}\nx3000 = 1\n}}\nresource "terraform_data" "t" {{\ninput = local.x0\n}}'
    )
    assert read(found, "input") == 1 or "too deeply" in str(plain(found.resources[0].get("input")))


# -- bounds ------------------------------------------------------------------------------------


def test_loops_in_loops_are_bounded_and_that_is_told(loaded: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MAX_ROUNDS", 10_000)
    loop = "[for a in local.r : [for b in local.r : [for c in local.r : c]]]"
    found = loaded(f'locals {{\nr = range(1000)\n}}\nresource "terraform_data" "t" {{\ninput = {loop}\n}}')
    assert "go round more than 10000 times" in str(read(found, "input"))
    assert [n.code for n in found.notifications] == ["too-many-rounds"]


@pytest.mark.parametrize(
    "expression",
    ["local.x50", "local.x50 == local.x50", "[for x in local.x50 : x]", '"${jsonencode(local.x50)}"'],
)
def test_lists_that_double_are_bounded(loaded: Load, expression: str) -> None:
    links = "\n".join(f"x{i} = [local.x{i - 1}, local.x{i - 1}]" for i in range(1, 51))
    found = loaded(
        f'locals {{\n{links}\nx0 = 1\n}}\nresource "terraform_data" "t" {{\ninput = {expression}\n}}'
    )
    assert str(read(found, "input")).startswith("?")
