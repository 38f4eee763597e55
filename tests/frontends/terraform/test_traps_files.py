"""Traps of files and loading, each fallen into by some reader of Terraform. Numbers are those of our list."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import Load, Scan
from tf_modules import addresses, messages, plain, read, resource

from reslint.cli import main


def one(name: str) -> str:
    return f'resource "terraform_data" "{name}" {{}}\n'


def test_trap_01_only_the_files_of_one_directory(loaded: Load) -> None:
    texts = {"a.tf": one("a"), "b.tofu": one("b"), "sub/c.tf": one("c"), ".d.tf": one("d"), "e.tf~": one("e")}
    texts |= {
        "#f.tf#": one("f"),
        "g.tftest.hcl": one("g"),
        "h.tfquery.hcl": one("h"),
        "i.tfmock.hcl": one("i"),
    }
    assert sorted(addresses(loaded({**texts, "j.tfmigrate.hcl": one("j")}))) == [
        "terraform_data.a", "terraform_data.b",
    ]  # fmt: skip


def test_trap_02_tofu_file_hides_the_terraform_file_of_its_name(loaded: Load) -> None:
    found = loaded({
        "x.tf": one("tf"), "x.tofu": one("tofu"), "y.tf": one("y"),
        "x_override.tf": 'resource "terraform_data" "y" {\ninput = "tf"\n}',
        "x_override.tofu": 'resource "terraform_data" "y" {\ninput = "tofu"\n}',
        "z.tf.json": '{"resource": {"terraform_data": {"z1": {}}}}',
        "z.tofu.json": '{"resource": {"terraform_data": {"z2": {}}}}',
    })  # fmt: skip
    assert sorted(addresses(found)) == [f"terraform_data.{n}" for n in ("tofu", "y", "z2")]
    assert read(found, "input", "terraform_data.y") == "tofu"


def test_trap_03_override_files_change_and_do_not_add(loaded: Load) -> None:
    found = loaded({
        "main.tf": """
            resource "x_y" "t" {
              count = 3
              name  = "base"
              size  = 1
              dynamic "rule" {
                for_each = [1, 2]
                content { n = rule.value }
              }
              lifecycle {
                prevent_destroy       = true
                create_before_destroy = true
              }
            }
        """,
        "b_override.tf.json": '{"resource": {"x_y": {"t": {"name": "b", "rule": [{"n": 9}]}}}}',
        "override.tf": 'resource "x_y" "t" {\nname = "last"\ncount = 1\nlifecycle {\nprevent_destroy = false\n}\n}',
    })  # fmt: skip
    assert addresses(found) == ["x_y.t[0]"]
    shown = [read(found, name, "x_y.t[0]") for name in ("name", "size", "rule")]
    assert shown == ["last", 1, [{"n": 9}]]
    meta = resource(found, "x_y.t[0]").meta
    assert (plain(meta["prevent_destroy"]), plain(meta["create_before_destroy"])) == (False, True)


def test_trap_03_providers_of_a_call_are_replaced(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'resource "aws_vpc" "v" {}',
        "main.tf": """
            provider "aws" { region = "eu-west-1" }
            provider "aws" {
              alias  = "b"
              region = "eu-west-2"
            }
            module "m" {
              source    = "./m"
              providers = { aws = aws }
            }
        """,
        "override.tf": 'module "m" {\nproviders = { aws = aws.b }\n}',
    })  # fmt: skip
    assert plain(found.resources[0].region) == "eu-west-2"


JSON = {
    "//": "a comment",
    "variable": {"region": {"type": "string", "default": "eu-west-1"}, "sizes": {"type": "list(number)", "default": ["1"]}},
    "provider": {"aws": [{"region": "us-east-1"}, {"alias": "west", "region": "${var.region}"}]},
    "resource": [
        {"aws_vpc": {"//": "comment", "v": [{
            "//": {"any": "thing"},
            "provider": "aws.west",
            "cidr_block": "10.${1 + 1}.0.0/16",
            "depends_on": ["terraform_data.t"],
            "lifecycle": {"ignore_changes": ["tags", "cidr_block"], "prevent_destroy": True},
        }]}},
        {"terraform_data": {"t": {"input": "${var.sizes}", "triggers_replace": "$${no}"}}},
        {"terraform_data": {"all": {"lifecycle": [{"ignore_changes": "all"}]}}},
    ],
}  # fmt: skip


def test_trap_04_json_form(loaded: Load) -> None:
    text = json.dumps(JSON, indent=2)
    found = loaded({"main.tf.json": text})
    assert messages(found) == []
    vpc = resource(found, "aws_vpc.v")
    assert plain(vpc.region) == "eu-west-1"
    assert plain(vpc.get("cidr_block")) == "10.2.0.0/16"
    assert [ref.address for item in vpc.meta["depends_on"].items for ref in item.refs] == ["terraform_data.t"]
    assert plain(vpc.meta["ignore_changes"]) == ["tags", "cidr_block"]
    assert plain(vpc.meta["prevent_destroy"]) is True
    assert plain(resource(found, "terraform_data.all").meta["ignore_changes"]) == ["all"]
    assert read(found, "input") == [1]
    assert read(found, "triggers_replace") == "${no}"
    assert vpc.span.line == text[: text.index('"v": [')].count("\n") + 1


SYNTAX = """\
variable "x" { default = "v" } # one line
locals { quoted = "${var.x}" }
// comment
/* comment
   over lines */
resource x_y unquoted {
  for  = 1
  in   = 2
  null = 3
  sum = (
    1 + # inside
    // an expression
    2
  )
  empty = {
  }
  nested = merge(
    { a = concat(
      [1],
      [2],
    ) },
  )
  legacy = "${var.x}"
  index  = local.list.0.b
  text   = <<-EOT
    %{ for i in [1, 2] ~}
    n${i}
    %{ endfor ~}
    %{ if true }yes%{ else }no%{ endif }
    $${a} %%{b}
  EOT
  größe  = 1
}
locals { list = [{ b = 5 }] }
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_trap_05_syntax_in_the_corners(loaded: Load, newline: str, mark: str, repository: Path) -> None:
    (repository / "main.tf").write_bytes((mark + SYNTAX.replace("\n", newline)).encode())
    found = loaded({})
    assert messages(found) == []
    names = ("for", "in", "null", "sum", "empty", "nested", "legacy", "index", "größe")
    shown = [read(found, name, "x_y.unquoted") for name in names]
    assert shown == [1, 2, 3, 3, {}, {"a": [1, 2]}, "v", 5, 1]
    text = str(read(found, "text", "x_y.unquoted")).replace("\r\n", "\n")
    assert text == "    n1\n    n2\n    yes\n${a} %{b}\n"  # terraform 1.11


def test_trap_06_broken_block_is_told_and_costs_nothing_else(loaded: Load) -> None:
    found = loaded({
        "a.tf": one("before") + 'resource "terraform_data" "broken" {\n  input = [1,, 2]\n}\n' + one("after"),
        "b.tf": one("other"),
    })  # fmt: skip
    assert {"terraform_data.before", "terraform_data.after", "terraform_data.other"} <= set(addresses(found))
    (problem,) = found.notifications
    assert (problem.level, problem.file, problem.span.line if problem.span else 0) == ("error", "a.tf", 3)


def test_trap_07_modules_and_files_by_link_and_outside_the_scan(scanned: Scan, repository: Path) -> None:
    (repository / "app").mkdir(parents=True)
    os.symlink("../real", repository / "app" / "linked")
    os.symlink("../shared.tf", repository / "app" / "shared.tf")
    call = 'module "{0}" {{\nsource = "{1}"\n}}\n'
    found, said = scanned(
        {
            "real/main.tf": one("real"),
            "modules/m/main.tf": one("m"),
            "shared.tf": one("shared"),
            "app/main.tf": call.format("l", "./linked") + call.format("m", "../modules/m"),
        },
        "app",
    )
    assert [addresses(loaded) for loaded in found] == [
        ["terraform_data.shared", "module.l.terraform_data.real", "module.m.terraform_data.m"]
    ]
    assert said == []


def test_trap_08_modules_are_read_through_their_callers_only(scanned: Scan) -> None:
    call = 'module "m" {{\nsource = "{}"\n}}\n'
    found, _ = scanned({
        "main.tf": one("library"),
        "examples/simple/main.tf": call.format("../../"),
        "modules/part/main.tf": one("part"),
        "modules/alone/main.tf": 'variable "v" {}\nresource "terraform_data" "t" {\ninput = var.v\n}',
        "live/a/main.tf": call.format("../../modules/part"),
        "live/b/main.tf": call.format("../../modules/part"),
    })  # fmt: skip
    by_root = {loaded.deployment.root.shown: addresses(loaded) for loaded in found}
    assert by_root == {
        "examples/simple": ["module.m.terraform_data.library"],
        "live/a": ["module.m.terraform_data.part"],
        "live/b": ["module.m.terraform_data.part"],
        "modules/alone": ["terraform_data.t"],
    }


@pytest.mark.parametrize("suffix", [".tfcomponent.hcl", ".tfcomponent.json", ".tfstack.hcl", ".tfdeploy.hcl"])
def test_trap_09_stacks_are_recognised_and_said_once(scanned: Scan, suffix: str) -> None:
    stack = 'component "c" {\nsource = "./c"\n}\n'
    found, said = scanned({f"s/a{suffix}": stack, f"s/b{suffix}": stack, "app/main.tf": one("a")})
    assert [addresses(loaded) for loaded in found] == [["terraform_data.a"]]
    assert said == ["Terraform Stacks are not evaluated: only the modules they are made of are checked"]


def test_trap_10_the_cache_of_terragrunt_is_not_walked(scanned: Scan) -> None:
    found, _ = scanned({"live/.terragrunt-cache/x/main.tf": one("copy"), "live/main.tf": one("a")})
    assert [addresses(loaded) for loaded in found] == [["terraform_data.a"]]


MODULE = """
variable "zones" {
  type    = number
  default = 1
}
variable "name" { default = "default" }
variable "left" { default = "default" }
resource "terraform_data" "t" { input = [var.zones, var.name, var.left] }
"""


def test_trap_10_inputs_of_terragrunt_beside_a_root(scanned: Scan) -> None:
    found, _ = scanned({
        "main.tf": MODULE,
        "terragrunt.hcl": 'locals { env = "prod" }\ninputs = {\nzones = "3"\nname = "app-${local.env}"\n}',
        "x.auto.tfvars": 'left = "tfvars"\n',
    })  # fmt: skip
    assert [read(loaded, "input") for loaded in found] == [[3, "app-prod", "tfvars"]]


def test_trap_10_units_of_terragrunt_are_deployments_of_the_module_they_name(scanned: Scan) -> None:
    unit = 'terraform {{\nsource = "{}"\n}}\ninputs = {{\nzones = {}\n}}\n'
    found, _ = scanned({
        "modules/app/main.tf": MODULE,
        "live/a/terragrunt.hcl": unit.format("../../modules/app", 2),
        "live/b/terragrunt.hcl": unit.format("../..//modules/app", 3),
        "live/c/terragrunt.hcl": unit.format("git::https://example.com/modules.git//app", 4),
    })  # fmt: skip
    inputs = {loaded.deployment.name: read(loaded, "input") for loaded in found}
    assert inputs == {"live/a": [2, "default", "default"], "live/b": [3, "default", "default"]}


READ = 'locals {\nfile = read_terragrunt_config("x.hcl")\n}\n'


@pytest.mark.parametrize(
    "value",
    [
        "dependency.vpc.outputs.n",
        'get_env("N")',
        "local.missing",
        "[",
        "{",
        "try(dependency.vpc.outputs.n, 5)",
        'try(get_env("N"), 5)',
        "try(local.file.locals.n, 5)",
        "try(include.root.inputs.n, 5)",
    ],
)
def test_trap_10_inputs_that_are_not_literal_are_unknown_and_not_the_default(
    scanned: Scan, value: str
) -> None:
    found, _ = scanned({"main.tf": MODULE, "terragrunt.hcl": READ + f"inputs = {{\nzones = {value}\n}}\n"})
    assert [str(read(loaded, "input"))[:3] for loaded in found] == ["['?"]


@pytest.mark.parametrize("path", ['find_in_parent_folders("root.hcl")', '"../root.hcl"'])
def test_trap_10_inputs_of_an_included_file_stand_below_those_of_the_unit(scanned: Scan, path: str) -> None:
    found, _ = scanned({
        "root.hcl": 'locals { name = "root" }\ninputs = {\nzones = 9\nname = local.name\n}',
        "app/main.tf": MODULE,
        "app/terragrunt.hcl": f'include "root" {{\npath = {path}\n}}\ninputs = {{\nzones = 2\n}}',
    })  # fmt: skip
    assert [read(loaded, "input") for loaded in found] == [[2, "root", "default"]]


def test_trap_10_what_an_included_file_may_set_is_unknown(scanned: Scan) -> None:
    found, _ = scanned({
        "main.tf": MODULE,
        "terragrunt.hcl": 'include "root" {\npath = find_in_parent_folders("root.hcl")\n}\ninputs = {\nzones = 2\n}',
    })  # fmt: skip
    zones, name, left = read(found[0], "input")  # type: ignore[misc]
    assert zones == 2
    assert name.startswith("?") and left.startswith("?")  # noqa: PT018


def test_trap_11_construct_paths_of_cdktf_are_kept(loaded: Load) -> None:
    comment = {"metadata": {"path": "shop/orders/db", "uniqueId": "orders_db_1A2B"}}
    found = loaded({
        "cdk.tf.json": json.dumps({
            "//": {"metadata": {"backend": "local", "stackName": "shop"}},
            "resource": {"aws_db_instance": {"a": {"//": comment, "engine": "postgres"}, "b": {"engine": "mysql"}}},
        })
    })  # fmt: skip
    assert plain(resource(found, "aws_db_instance.a").meta["path"]) == "shop/orders/db"
    assert "path" not in resource(found, "aws_db_instance.b").meta
    assert list(resource(found, "aws_db_instance.a").attributes) == ["engine"]


def test_trap_11_findings_name_the_construct(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = {"//": {"metadata": {"path": "shop/orders/db"}}, "engine": "postgres", "multi_az": False}
    (tmp_path / "cdk.tf.json").write_text(json.dumps({"resource": {"aws_db_instance": {"a": database}}}))
    main(("check", str(tmp_path), "--select", "database-single-zone", "--format", "json", "--no-cache"))
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["message"].startswith("shop/orders/db (aws_db_instance.a) has no standby")
    assert finding["addresses"] == ["aws_db_instance.a"]
