"""Reading files once, shown as the user would type them, and whatever they hold."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import Load
from tf_modules import plain, read

from reslint.frontends.terraform.reader import ConfinedFiles, Reader


def test_file_is_read_once_and_told_once(repository: Path) -> None:
    (repository / "main.tf").write_text("locals {")
    reader = Reader(repository)
    assert reader.parse(repository / "main.tf", confined=True) is reader.parse(
        repository / "main.tf", confined=True
    )
    assert len(reader.notifications) == 1


def test_paths_are_shown_from_the_base(repository: Path) -> None:
    reader = Reader(repository)
    assert reader.shown(repository / "a" / "b.tf") == "a/b.tf"
    assert reader.shown(repository) == "."
    assert reader.shown(Path("/elsewhere/x.tf")) == "/elsewhere/x.tf"


def test_without_a_repository_the_folder_asked_for_is_the_bound(tmp_path: Path) -> None:
    (tmp_path / "scan" / "root").mkdir(parents=True)
    reader = Reader(tmp_path, (tmp_path / "scan",))
    assert reader.repository(tmp_path / "scan" / "root") == tmp_path / "scan"
    assert reader.repository(tmp_path / "other") == tmp_path / "other"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"\0\0\0",
        b"\0GITCRYPT\0x",
        b"\xef\xbb\xbflocals {}\r\n",
        b"{" * 5000,
        b"[" * 5000,
    ],
)
@pytest.mark.parametrize("name", ["main.tf", "main.tf.json", "terraform.tfvars", "terraform.tfvars.json"])
def test_any_content_is_read_or_told(loaded: Load, repository: Path, content: bytes, name: str) -> None:
    (repository / name).write_bytes(content)
    found = loaded({"x.tf": 'variable "v" {}\nresource "terraform_data" "t" {\ninput = 1\n}'})
    assert read(found, "input") == 1


def test_files_of_a_folder_that_begins_alike_are_not_matched(repository: Path) -> None:
    for folder in ("a", "ab"):
        (repository / folder).mkdir()
        (repository / folder / "x.json").write_text("{}")
    files = ConfinedFiles(repository, repository)
    assert files.glob("a", "*.json") == ["x.json"]
    assert files.glob("a", "../ab/*.json") == []


WORDS = (
    'resource "a_b" "c" {', 'variable "v" {', 'module "m" {', "locals {", 'provider "aws" {', 'data "aws_region" "r" {',
    "}", "count = ", "for_each = ", "source = ", '"./m"', "region = ", "input = ", "default = ", "type = ", "x = ",
    "local.x", "var.v", "a_b.c", "a_b.c.x", "a_b.c[0]", "module.m.o", "each.key", "each.value", "count.index", "self.x",
    "[*].x", "[for k, v in ", " : v]", "{ for k in ", "=> k...}", "\n", "\n", "\n", "1", "1e999", "-1", "null", "true", '"t"',
    '"${', '}"', "toset(", "list(", "optional(", "templatefile(", ")", "[", "]", "{", ",", "?", ":", "==", "&&", "!",
    'dynamic "d" {', "content {", "iterator = ", "provider = ", "providers = {", "lifecycle {", "enabled = ", "<<EOT\n", "EOT\n",
    "sensitive = true", "nullable = false", "alias = ", "depends_on = [", "path.module", "terraform.workspace", "data.aws_region.r.name",
)  # fmt: skip
"""What configurations are made of."""


@pytest.mark.parametrize("seed", range(60))
def test_garbage_of_real_words_never_raises(loaded: Load, seed: int) -> None:
    words = random.Random(seed)
    text = " ".join(words.choice(WORDS) for _ in range(words.randint(5, 80)))
    found = loaded({"main.tf": text, "m/main.tf": text[::2], "terraform.tfvars": f"v = {text[:40]}"})
    for resource in found.resources:
        assert "Errno" not in str([plain(resource.attributes[name]) for name in resource.attributes])
        plain(resource.region)
        plain(resource.account)


PARTS = (
    "null", "true", "1", '"a"', "local.l", "local.m", "local.n", "var.v", "var.v[0].x", "a_b.c", "a_b.c.x[0].y", "a_b.n[*].x",
    "module.m.o", "module.z", "module.z[0].o", "each.key", "count.index", "a_b.k", 'a_b.k["p"].x', "data.aws_region.r.name",
    "data.aws_availability_zones.z.names", "path.module", "terraform.workspace",
)  # fmt: skip
SHAPES = (
    "[{}, {}]", "{{ a = {}, ({}) = {} }}", "{}[{}]", "{}.x", "{}[*].x", "{} ? {} : {}", "{} == {}", "{} + {}", '"x${{{}}}"',
    "[for k, v in {} : {}]", "[for self in {} : {} if {}]", "{{ for k, v in {} : {} => {} }}", "{{ for k, v in {} : {} => {}... }}",
    "try({}, {})", "can({})", "toset({})", "length({})", "merge({}, {}...)", "element({}, {})", "lookup({}, {}, {})", "jsonencode({})",
    "flatten({})", "one({})", "keys({})", "zipmap({}, {})", 'templatefile({}, {})', 'templatefile("t", {})', "coalesce({}, {})",
    '"%{{ if {} }}${{{}}}%{{ endif }}"', '"%{{ for x in {} }}${{{}}}%{{ endfor }}"', "!{}", "-{}", "slice({}, {}, {})", "format({}, {})",
)  # fmt: skip


def expression(words: random.Random, depth: int) -> str:
    if depth == 0 or words.random() < 0.2:
        return words.choice(PARTS)
    shape = words.choice(SHAPES)
    holes = shape.replace("{{", "").replace("}}", "").count("{}")
    return shape.format(*(f"({expression(words, depth - 1)})" for _ in range(holes)))


WORLD = """
    variable "v" {}
    locals {
      l = [1, "a", null, var.v]
      m = { a = 1, b = [{ x = 2 }] }
      n = null
    }
    resource "a_b" "c" {
      x { y = local.l }
    }
    resource "a_b" "n" {
      count = var.v
      x     = 1
    }
    resource "a_b" "k" {
      for_each = toset(["p", "q"])
      x        = each.key
    }
    data "aws_region" "r" {}
    data "aws_availability_zones" "z" {}
    module "m" { source = "./m" }
    module "z" {
      source = "./m"
      count  = 0
    }
"""


@pytest.mark.parametrize("seed", range(40))
def test_well_formed_nonsense_never_raises(loaded: Load, seed: int) -> None:
    words = random.Random(seed)
    blocks = []
    for i in range(12):
        e = [expression(words, 3) for _ in range(5)]
        repeat = words.choice(["", f"count = {e[0]}", f"for_each = {e[0]}"])
        dynamic = f'dynamic "d" {{\nfor_each = {e[2]}\niterator = self\ncontent {{\ny = {e[3]}\n}}\n}}'
        blocks.append(f'resource "a_b" "r{i}" {{\n{repeat}\nx = {e[1]}\nregion = {e[4]}\n{dynamic}\n}}')
        blocks.append(f'module "m{i}" {{\nsource = "./m"\n{repeat}\nv = {e[1]}\n}}')
        blocks.append(f'provider "aws" {{\nalias = "p{i}"\nregion = {e[2]}\n}}')
    child = 'variable "v" {\ntype = list(string)\n}\noutput "o" {\nvalue = var.v\n}'
    found = loaded({"main.tf": WORLD + "\n".join(blocks), "m/main.tf": child, "t": "${x}"})
    assert found.notifications == []
    for resource in found.resources:
        shown = [plain(resource.attributes[name]) for name in resource.attributes]
        assert "Errno" not in str(shown)
        plain(resource.region)
