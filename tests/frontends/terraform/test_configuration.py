"""Which files make a module, and how override files change it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import Load
from tf_modules import addresses, messages, plain, read, resource


def one(name: str) -> str:
    return f'resource "terraform_data" "{name}" {{}}\n'


def in_json(name: str) -> str:
    return json.dumps({"resource": {"terraform_data": {name: {}}}})


def test_files_that_are_configuration(loaded: Load) -> None:
    names = (
        "a.tf",
        "b.tofu",
        "c.tf.json",
        "d.tofu.json",
        ".e.tf",
        "f.tf~",
        "#g.tf#",
        "h.tftest.hcl",
        "i.tf.bak",
    )
    texts = {n: one(n[0].strip(".#") or n[1]) for n in names if not n.endswith("json")}
    texts |= {n: in_json(n[0]) for n in names if n.endswith("json")}
    assert sorted(addresses(loaded(texts))) == [f"terraform_data.{n}" for n in "abcd"]


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_opentofu_file_hides_the_terraform_file(loaded: Load, suffix: str) -> None:
    texts = {"x.tf": one("tf"), "x.tofu": one("tofu"), "tofu.tf": one("other")}
    if suffix:
        texts = {f"{name}.json": in_json(text.split('"')[3]) for name, text in texts.items()}
    assert sorted(addresses(loaded(texts))) == ["terraform_data.other", "terraform_data.tofu"]


def test_directory_with_the_name_of_a_file_is_none(loaded: Load, repository: Path) -> None:
    (repository / "x.tf").mkdir()
    found = loaded(one("a"))
    assert addresses(found) == ["terraform_data.a"]
    assert messages(found) == []


def test_broken_file_leaves_the_others_as_they_are(loaded: Load) -> None:
    found = loaded({"a.tf": one("a"), "b.tf": 'resource "terraform_data" {{{'})
    assert addresses(found) == ["terraform_data.a"]
    assert {n.level for n in found.notifications} == {"error"}


def test_links_inside_the_repository_are_followed(loaded: Load, repository: Path) -> None:
    (repository / "shared").mkdir()
    (repository / "shared" / "x.tf").write_text(one("x"))
    (repository / "link.tf").symlink_to("shared/x.tf")
    assert addresses(loaded(one("a"))) == ["terraform_data.x", "terraform_data.a"]


@pytest.mark.parametrize("name", ["link.tf", "terraform.tfvars"])
def test_links_out_of_the_repository_are_not(loaded: Load, repository: Path, name: str) -> None:
    (repository.parent / "secret").write_text('v = "secret"')
    (repository / name).symlink_to(repository.parent / "secret")
    found = loaded('variable "v" {}\nresource "terraform_data" "t" {\ninput = var.v\n}')
    assert "outside the repository" in messages(found)[0]
    assert str(read(found, "input")).startswith("?")


def test_dangling_link_is_told(loaded: Load, repository: Path) -> None:
    (repository / "link.tf").symlink_to("nowhere.tf")
    assert [n.code for n in loaded(one("a")).notifications] == ["unreadable-file"]


# -- override files ----------------------------------------------------------------------------


def test_override_replaces_arguments_one_by_one(loaded: Load) -> None:
    found = loaded({
        "main.tf": """
            variable "v" {
              type    = string
              default = "base"
            }
            locals {
              x = "base"
              y = "base"
            }
            resource "terraform_data" "t" {
              input            = "base"
              triggers_replace = [local.x, local.y, var.v]
            }
        """,
        "override.tf": """
            locals { x = "o" }
            resource "terraform_data" "t" { input = "o" }
            variable "v" { default = 1 }
        """,
        "z_override.tf": 'locals {\nx = "z"\n}',
    })  # fmt: skip
    # terraform 1.11
    assert read(found, "input") == "o"
    assert read(found, "triggers_replace") == ["z", "base", "1"]


def test_override_replaces_all_blocks_of_a_type_also_dynamic_ones(loaded: Load) -> None:
    found = loaded({
        "main.tf": """
            resource "x_y" "t" {
              rule { n = 1 }
              dynamic "rule" {
                for_each = [2]
                content { n = rule.value }
              }
              other { n = 3 }
            }
        """,
        "override.tf": 'resource "x_y" "t" {\nrule {\nn = 9\n}\n}',
    })  # fmt: skip
    assert read(found, "rule", "x_y.t") == [{"n": 9}]
    assert read(found, "other", "x_y.t") == [{"n": 3}]


def test_override_merges_lifecycle_by_argument(loaded: Load) -> None:
    found = loaded({
        "main.tf": 'resource "x_y" "t" {\nlifecycle {\nprevent_destroy = true\ncreate_before_destroy = true\n}\n}',
        "override.tf": 'resource "x_y" "t" {\nlifecycle {\nprevent_destroy = false\n}\n}',
    })  # fmt: skip
    meta = resource(found, "x_y.t").meta
    assert (plain(meta["prevent_destroy"]), plain(meta["create_before_destroy"])) == (False, True)


def test_override_of_a_provider_keeps_what_it_does_not_name(loaded: Load) -> None:
    found = loaded({
        "main.tf": """
            provider "aws" { region = "eu-west-1" }
            provider "aws" {
              alias  = "dr"
              region = "eu-west-2"
            }
            resource "aws_vpc" "a" {}
            resource "aws_vpc" "b" { provider = aws.dr }
        """,
        "override.tf": 'provider "aws" {\nmax_retries = 3\n}\nprovider "aws" {\nalias = "dr"\nregion = "eu-west-3"\n}',
    })  # fmt: skip
    assert [plain(r.region) for r in found.resources] == ["eu-west-1", "eu-west-3"]


def test_override_of_a_module_call(loaded: Load) -> None:
    found = loaded({
        "a/main.tf": 'variable "v" {}\nresource "terraform_data" "a" {\ninput = var.v\n}',
        "b/main.tf": 'variable "v" {}\nresource "terraform_data" "b" {\ninput = var.v\n}',
        "main.tf": 'module "m" {\nsource = "./a"\nv = 1\n}',
        "override.tf": 'module "m" {\nsource = "./b"\n}',
    })  # fmt: skip
    assert read(found, "input", "module.m.terraform_data.b") == 1


def test_file_functions_stay_in_the_repository(loaded: Load, repository: Path) -> None:
    (repository.parent / "secret").write_text("secret")
    os.mkfifo(repository / "pipe")
    (repository / "binary").write_bytes(b"\xff\xfe")
    paths = ("../secret", "pipe", "binary", "a\\u0000b", "x" * 300, ".", "missing")
    calls = [f'{f}("{p}")' for p in paths for f in ("file", "fileexists", "filebase64")]
    calls += [f'templatefile("{p}", {{}})' for p in paths]
    calls += [f'fileset(".", "{p}")' for p in ("../*", "", "**/**", "a\\u0000b", "/etc/*")]
    found = loaded(
        "".join(f'resource "terraform_data" "t{i}" {{\ninput = {c}\n}}\n' for i, c in enumerate(calls))
    )
    shown = "".join(str(plain(r.get("input"))) for r in found.resources)
    assert "Errno" not in shown
    assert str(repository) not in shown
    assert len(found.resources) == len(calls)
