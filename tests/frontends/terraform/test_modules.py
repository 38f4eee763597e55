"""Module calls: addresses, inputs and outputs, what is not followed, and what is said about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Load
from tf_modules import addresses, messages, plain, read, refs, resource

from reslint.frontends.terraform.reader import Reader
from reslint.frontends.terraform.roots import root_directories

CHILD = """
    variable "n" { default = 1 }
    resource "terraform_data" "i" {
      count = var.n
      input = "v${count.index}"
    }
    output "ids" { value = terraform_data.i[*].input }
    output "path" { value = path.module }
"""


def test_instances_of_modules_as_terraform_addresses_them(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": CHILD,
        "main.tf": """
            module "m" {
              source   = "./m"
              for_each = { x = 1, y = 0 }
              n        = each.value
            }
            module "z" {
              source = "./m"
              count  = 0
            }
            module "c" {
              source = "./m"
              count  = 2
            }
            resource "terraform_data" "t" {
              input = { all = [for m in module.m : m.ids], zero = module.z[*].ids, path = module.m["x"].path }
            }
        """,
    })  # fmt: skip
    # terraform 1.11
    assert addresses(found) == [
        "terraform_data.t",
        'module.m["x"].terraform_data.i[0]',
        "module.c[0].terraform_data.i[0]",
        "module.c[1].terraform_data.i[0]",
    ]
    assert read(found, "input") == {"all": [["v0"], []], "zero": [], "path": "m"}


def test_everything_in_a_module_of_unknown_count_may_not_exist(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'module "n" {\nsource = "./n"\n}',
        "m/n/main.tf": 'resource "terraform_data" "d" {}',
        "main.tf": 'variable "on" {}\nmodule "m" {\nsource = "./m"\ncount = var.on ? 1 : 0\n}',
    })  # fmt: skip
    assert addresses(found) == ["module.m[*].module.n.terraform_data.d"]
    assert found.resources[0].exists is not None
    assert [span.text for span in found.resources[0].calls] == ['module "m"', 'module "n"']


def test_argument_is_worked_out_in_the_caller(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'variable "v" {}\nlocals { name = "inner" }\nresource "terraform_data" "d" {\n input = var.v\n}',
        "main.tf": 'locals { name = "outer" }\nmodule "m" {\nsource = "./m"\nv = local.name\n}',
    })  # fmt: skip
    assert read(found, "input", "module.m.terraform_data.d") == "outer"


def test_outputs_may_feed_another_module_both_ways(loaded: Load) -> None:
    m = 'variable "v" { default = 0 }\noutput "given" { value = var.v }\noutput "own" { value = "own" }'
    found = loaded({
        "m/main.tf": m,
        "main.tf": """
            module "a" {
              source = "./m"
              v      = module.b.own
            }
            module "b" {
              source = "./m"
              v      = module.a.own
            }
            resource "terraform_data" "t" { input = [module.a.given, module.b.given] }
        """,
    })  # fmt: skip
    assert read(found, "input") == ["own", "own"]


def test_missing_directory_is_told(loaded: Load) -> None:
    found = loaded('module "m" {\nsource = "./nowhere"\n}')
    assert messages(found) == ["module source ./nowhere has no configuration files"]
    assert found.opaque == ["module.m"]


def test_module_outside_the_folder_asked_for_but_in_the_repository(loaded: Load) -> None:
    found = loaded(
        {
            "stacks/a/main.tf": 'module "m" {\nsource = "../../m"\n}',
            "m/main.tf": 'resource "terraform_data" "d" {}',
        },
        root="stacks/a",
    )
    assert addresses(found) == ["module.m.terraform_data.d"]


def test_module_outside_the_repository_is_not_read(loaded: Load, repository: Path) -> None:
    (repository.parent / "other").mkdir()
    (repository.parent / "other" / "main.tf").write_text('resource "terraform_data" "d" {}')
    found = loaded('module "m" {\nsource = "../other"\n}')
    assert addresses(found) == []
    assert "outside the repository" in messages(found)[0]


def test_link_that_leads_out_of_the_repository_is_not_followed(loaded: Load, repository: Path) -> None:
    (repository.parent / "other").mkdir()
    (repository.parent / "other" / "main.tf").write_text('resource "terraform_data" "d" {}')
    (repository / "m").symlink_to(repository.parent / "other")
    found = loaded('module "m" {\nsource = "./m"\n}')
    assert addresses(found) == []
    assert "outside the repository" in messages(found)[0]


@pytest.mark.parametrize("source", ["./", "./a"])
def test_recursion_is_refused_with_a_note(loaded: Load, source: str) -> None:
    def twice(called: str) -> str:
        return "".join(f'module "{name}" {{\nsource = "{called}"\n}}\n' for name in ("p", "q"))

    found = loaded({"main.tf": twice(source), "a/main.tf": twice("../b"), "b/main.tf": twice("../a")})
    assert addresses(found) == []
    assert any("leads back to a module that calls it" in m for m in messages(found))


def test_instances_of_modules_are_bounded(loaded: Load) -> None:
    calls = 'module "m" {\nsource = "../%s"\ncount = 1000\n}'
    texts = {"main.tf": 'module "m" {\nsource = "./a"\ncount = 1000\n}', "a/main.tf": calls % "b"}
    found = loaded({**texts, "b/main.tf": calls % "c", "c/main.tf": "locals {}"})
    assert any("instances of modules" in m for m in messages(found))


# -- code that is not in the tree --------------------------------------------------------------


def test_opaque_module_is_said_once_and_its_outputs_are_unknown(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": """
            module "vpc" {
              source = "example/network/aws"
            }
            resource "terraform_data" "t" { input = module.vpc.private_subnets }
        """,
        "main.tf": 'module "m" {\nsource = "./m"\ncount = 3\n}',
    })  # fmt: skip
    assert messages(found) == [
        "module.m.module.vpc (example/network/aws) is not installed: what it creates is not checked"
    ]
    assert found.opaque == ["module.m.module.vpc"]
    address = "module.m[1].terraform_data.t"
    assert str(read(found, "input", address)).startswith("?module.m[1].module.vpc.private_subnets")
    assert refs(found, "input", address) == {("module.m[1].module.vpc", "private_subnets")}


def test_opaque_module_as_a_whole_has_unknown_outputs(loaded: Load) -> None:
    found = loaded("""
        module "vpc" { source = "example/network/aws" }
        resource "terraform_data" "t" { input = length(module.vpc) }
    """)
    assert str(read(found, "input")).startswith("?")


def manifest(*entries: object) -> str:
    return json.dumps({"Modules": list(entries)})


def test_installed_modules_and_relative_ones_inside_them(loaded: Load) -> None:
    found = loaded({
        ".terraform/modules/modules.json": manifest(
            {"Key": "", "Source": "", "Dir": "."},
            {"Key": "a.b", "Source": "x/y/z", "Dir": ".terraform/modules/a.b"},
        ),
        ".terraform/modules/a.b/main.tf": 'module "inner" {\nsource = "./inner"\n}',
        ".terraform/modules/a.b/inner/main.tf": 'resource "terraform_data" "d" {}',
        "a/main.tf": 'module "b" {\nsource = "x/y/z"\n}',
        "main.tf": 'module "a" {\nsource = "./a"\nfor_each = toset(["k.module.x"])\n}',
    })  # fmt: skip
    assert addresses(found) == ['module.a["k.module.x"].module.b.module.inner.terraform_data.d']
    assert messages(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"Modules": ["x", 1, null]}',
        '{"Modules": {"a": 1}}',
        '{"Modules": [{"Key": 1}]}',
        "nonsense",
        "[" * 99999,
    ],
)
def test_manifest_of_another_form_counts_as_none(loaded: Load, text: str) -> None:
    found = loaded({".terraform/modules/modules.json": text, "main.tf": 'module "m" {\nsource = "x/y/z"\n}'})
    assert found.opaque == ["module.m"]


def test_manifest_cannot_lead_out_of_the_repository(loaded: Load, repository: Path) -> None:
    (repository.parent / "other").mkdir()
    (repository.parent / "other" / "main.tf").write_text('resource "terraform_data" "d" {}')
    found = loaded({
        ".terraform/modules/modules.json": manifest({"Key": "m", "Source": "x/y/z", "Dir": "../other"}),
        "main.tf": 'module "m" {\nsource = "x/y/z"\n}',
    })  # fmt: skip
    assert addresses(found) == []
    assert "outside the repository" in messages(found)[0]


# -- roots -------------------------------------------------------------------------------------


def roots_of(base: Path) -> list[str]:
    directories = sorted({p.parent.resolve() for p in base.rglob("*.tf")})
    found = root_directories(directories, Reader(base.resolve()))
    return [p.relative_to(base.resolve()).as_posix() for p in found]


def test_roots_are_those_that_nobody_calls(files: Callable[[dict[str, str]], Path]) -> None:
    base = files({"app/main.tf": 'module "m" {\nsource = "../m"\n}', "m/main.tf": "", "lone/main.tf": ""})
    assert roots_of(base) == ["app", "lone"]


def test_modules_that_only_call_each_other_are_read_once(files: Callable[[dict[str, str]], Path]) -> None:
    base = files({
        "app/main.tf": "",
        "a/main.tf": 'module "m" {\nsource = "../b"\n}',
        "b/main.tf": 'module "m" {\nsource = "../a"\n}',
    })  # fmt: skip
    assert roots_of(base) == ["a", "app"]


def test_depends_on_is_kept_as_references(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": """
            resource "aws_s3_bucket" "b" {}
            resource "terraform_data" "t" {
              depends_on = [aws_s3_bucket.b, data.aws_region.r, module.n, aws_x.y["k"]]
            }
        """,
        "main.tf": 'module "m" {\nsource = "./m"\n}',
    })  # fmt: skip
    kept = resource(found, "module.m.terraform_data.t").meta["depends_on"]
    targets = [ref.address for item in kept.items for ref in item.refs]
    assert targets == [
        f"module.m.{n}" for n in ("aws_s3_bucket.b", "data.aws_region.r", "module.n", "aws_x.y")
    ]
    assert plain(kept) == ["aws_s3_bucket.b", "data.aws_region.r", "module.n", "aws_x.y"]
