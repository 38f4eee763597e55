"""What a suppression comment covers."""

from __future__ import annotations

import pytest
from conftest import Load

from reslint.model.inventory import Loaded

MARK = "reslint: ignore[some-rule] because"


def scopes(loaded: Loaded) -> list[str]:
    """The text of each scope."""
    return [s.scope.text.strip() for s in loaded.suppressions]


def test_end_of_a_line_covers_the_line(loaded: Load) -> None:
    found = loaded(f'resource "a_b" "c" {{\n  x = 1 # {MARK}\n  y = 2\n}}\n')
    assert scopes(found) == [f"x = 1 # {MARK}"]
    assert (found.suppressions[0].rules, found.suppressions[0].reason) == (("some-rule",), "because")


@pytest.mark.parametrize("sign", ["#", "//"])
def test_end_of_a_header_covers_the_block(loaded: Load, sign: str) -> None:
    block = f'resource "a_b" "c" {{ {sign} {MARK}\n  x = 1\n}}'
    assert scopes(loaded(f"{block}\nlocals {{}}\n")) == [block]


def test_end_of_the_header_of_a_nested_block(loaded: Load) -> None:
    inner = f"rule {{ # {MARK}\n    n = 1\n  }}"
    assert scopes(loaded(f'resource "a_b" "c" {{\n  {inner}\n  y = 2\n}}\n')) == [inner]


def test_line_above_an_argument_covers_all_of_it(loaded: Load) -> None:
    found = loaded(f'resource "a_b" "c" {{\n  # {MARK}\n  x = [\n    1,\n  ]\n  y = 2\n}}\n')
    assert scopes(found) == ["x = [\n    1,\n  ]"]


@pytest.mark.parametrize("comment", [f"# {MARK}", f"/* {MARK} */", f"// {MARK}\n\n# another comment"])
def test_line_above_a_block(loaded: Load, comment: str) -> None:
    assert scopes(loaded(f'locals {{}}\n{comment}\nresource "a_b" "c" {{\n  x = 1\n}}\n')) == [
        'resource "a_b" "c" {\n  x = 1\n}'
    ]


def test_line_above_a_module_call(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": 'resource "a_b" "c" {}',
        "main.tf": f'# {MARK}\nmodule "m" {{\n  source = "./m"\n}}\n',
    })  # fmt: skip
    assert found.resources[0].calls[0].start >= found.suppressions[0].scope.start
    assert scopes(found) == ['module "m" {\n  source = "./m"\n}']


@pytest.mark.parametrize("before", ["", "  x = 1\n", "  rule {}\n"])
def test_last_line_of_a_block_does_not_reach_the_next_block(loaded: Load, before: str) -> None:
    found = loaded(f'resource "a_b" "c" {{\n{before}  # {MARK}\n}}\nresource "a_b" "d" {{}}\n')
    assert scopes(found) == [f"# {MARK}"]


def test_whole_file_and_no_other(loaded: Load) -> None:
    found = loaded(
        {"a.tf": '# reslint: ignore-file[some-rule]\nresource "a_b" "c" {}\n', "b.tf": "locals {}\n"}
    )
    [suppression] = found.suppressions
    assert (suppression.scope.file, suppression.scope.start) == ("a.tf", 0)
    assert suppression.scope.end == len(suppression.scope.source.text)


@pytest.mark.parametrize(
    "text", ["reslint: ignore", "reslint: ignore[]", "reslint: disable[x]", "reslint: ignore[A B]"]
)
def test_malformed_comment_is_told_and_covers_nothing(loaded: Load, text: str) -> None:
    found = loaded(f'# {text}\nresource "a_b" "c" {{}}\n')
    assert found.suppressions == []
    assert [n.code for n in found.notifications] == ["bad-suppression"]


def test_text_that_is_no_comment_suppresses_nothing(loaded: Load) -> None:
    found = loaded(f'resource "a_b" "c" {{\n  x = <<-EOT\n    # {MARK}\n  EOT\n  y = "# {MARK}"\n}}\n')
    assert (found.suppressions, found.notifications) == ([], [])


def test_several_comments_above_one_block(loaded: Load) -> None:
    found = loaded(f'# {MARK}\n# reslint: ignore[other-rule]\nresource "a_b" "c" {{}}\n')
    assert scopes(found) == ['resource "a_b" "c" {}'] * 2
    assert [s.rules for s in found.suppressions] == [("some-rule",), ("other-rule",)]


def test_module_with_several_instances_is_read_once(loaded: Load) -> None:
    found = loaded({
        "m/main.tf": f'# {MARK}\nresource "a_b" "c" {{}}',
        "main.tf": 'module "m" {\nsource = "./m"\ncount = 3\n}\nmodule "n" {\nsource = "./m"\n}',
    })  # fmt: skip
    assert len(found.suppressions) == 1
