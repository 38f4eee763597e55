"""Terraform's JSON form becomes the same tree as the native form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reslint.frontends.terraform.syntax.jsonform import parse_json
from reslint.frontends.terraform.syntax.parse import parse
from reslint.model.span import Source

BROKEN = Path(__file__).parents[2] / "fixtures" / "broken"


def read(text: str) -> Any:
    tree = parse_json(Source("main.tf.json", text))
    assert tree["errors"] == []
    return tree


def block(text: str) -> Any:
    (found,) = read(text)["body"][4]
    return found


def plain(node: Any) -> Any:
    if isinstance(node, list) and node and isinstance(node[0], str):
        kept = node[3:6] if node[0] == "block" else node[3:]
        return [node[0], *(plain(inner) for inner in kept)]
    return [plain(inner) for inner in node] if isinstance(node, list) else node


def test_same_tree_as_the_native_form() -> None:
    native = """
    resource "aws_db_instance" "main" {
      size     = 10
      multi_az = true
      name     = "${var.app}-db"
      zones    = ["a", var.b]
      tags     = { "Name" = "x" }
      lifecycle {
        prevent_destroy = true
      }
    }
    variable "app" {}
    locals {
      a = null
    }
    """
    json = """{
      "resource": {"aws_db_instance": {"main": {
        "size": 10, "multi_az": true, "name": "${var.app}-db", "zones": ["a", "${var.b}"],
        "tags": {"Name": "x"}, "lifecycle": {"prevent_destroy": true}}}},
      "variable": {"app": {}},
      "locals": {"a": null}
    }"""
    expected = plain(parse(Source("main.tf", native))["body"])
    expected[2][0][3][1][3][2][1][1] = ["tmpl", [["expr", ["attr", ["name", "var"], "b"]]]]
    assert plain(read(json)["body"]) == expected


@pytest.mark.parametrize(
    ("text", "kind", "labels"),
    [
        ('{"resource": {"t": {"n": {}}}}', "resource", ["t", "n"]),
        ('{"data": {"t": {"n": {}}}}', "data", ["t", "n"]),
        ('{"ephemeral": {"t": {"n": {}}}}', "ephemeral", ["t", "n"]),
        ('{"variable": {"n": {}}}', "variable", ["n"]),
        ('{"module": {"n": {}}}', "module", ["n"]),
        ('{"output": {"n": {}}}', "output", ["n"]),
        ('{"provider": {"aws": {}}}', "provider", ["aws"]),
        ('{"check": {"n": {}}}', "check", ["n"]),
        ('{"terraform": {}}', "terraform", []),
        ('{"locals": {}}', "locals", []),
    ],
)
def test_labels(text: str, kind: str, labels: list[str]) -> None:
    found = block(text)
    assert (found[3], found[4]) == (kind, labels)


@pytest.mark.parametrize(
    "text",
    [
        '{"provider": {"aws": [{"alias": "a"}, {"alias": "b"}]}}',
        '{"provider": [{"aws": {"alias": "a"}}, {"aws": {"alias": "b"}}]}',
        '[{"provider": {"aws": {"alias": "a"}}}, {"provider": {"aws": [{"alias": "b"}]}}]',
        '{"provider": {"aws": {"alias": "a"}}, "provider": {"aws": {"alias": "b"}}}',
    ],
)
def test_blocks_are_objects_or_arrays_at_any_level(text: str) -> None:
    blocks = read(text)["body"][4]
    assert [b[5][3][0][4][3] for b in blocks] == ["a", "b"]


def test_a_providers_blocks_stay_expressions() -> None:
    body = block('{"resource": {"t": {"n": {"timeouts": [{"create": "1h"}]}}}}')[5]
    assert [a[3] for a in body[3]] == ["timeouts"]
    assert body[3][0][4][0] == "tuple"


def test_terraforms_own_blocks_inside_blocks() -> None:
    text = (
        '{"terraform": {"required_providers": {"aws": {"version": "~> 5"}}, "backend": {"s3": {"key": "k"}}}}'
    )
    inner = block(text)[5][4]
    assert [(b[3], b[4]) for b in inner] == [("required_providers", []), ("backend", ["s3"])]


def test_duplicate_arguments_are_kept() -> None:
    body = block('{"locals": {"a": 1, "a": 2}}')[5]
    assert [a[4][3] for a in body[3]] == ["1", "2"]


def test_comment_keys() -> None:
    inner = '{"//": {"metadata": {"path": "a/b"}}, "tags": {"//": "kept"}}'
    text = f'{{"//": "top", "resource": {{"t": {{"n": {inner}}}}}}}'
    tree = read(text)
    assert [c[2] for c in tree["comments"]] == ["top", '{"metadata": {"path": "a/b"}}']
    attributes = tree["body"][4][0][5][3]
    assert [a[3] for a in attributes] == ["tags"]
    assert attributes[0][4][3][0][0][3] == "//"


def test_spans() -> None:
    text = '{\n  "resource": {"t": {"n": {"name": "é-${var.x}"}}}\n}\n'
    found = block(text)
    assert text[found[1] : found[6]] == '"n"'
    assert text[found[1] : found[2]] == '"n": {"name": "é-${var.x}"}'
    attribute = found[5][3][0]
    assert text[attribute[1] : attribute[2]] == '"name": "é-${var.x}"'
    assert [text[p[1] : p[2]] for p in attribute[4][3]] == ["é-", "${var.x}"]


def test_spans_in_a_string_with_escapes() -> None:
    text = '{"locals": {"a": "\\ud83d\\ude00\\n${f(\\"k\\", var.x)} z"}}'
    node = block(text)[5][3][0][4]
    assert node[3][0][3] == "😀\n"
    assert [text[p[1] : p[2]] for p in node[3]] == ["\\ud83d\\ude00\\n", '${f(\\"k\\", var.x)}', " z"]
    call = node[3][1][3]
    assert call[4][0][3] == "k"
    assert text[call[4][1][1] : call[4][1][2]] == "var.x"


def test_escaped_template_is_a_literal() -> None:
    assert block('{"locals": {"a": "$${x}"}}')[5][3][0][4][0::3] == ["lit", "${x}"]


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ('{"a": 1,}', 8, "expected a key in quotes, found '}'"),
        ('{"a" 1}', 5, "expected ':', found '1'"),
        ('{"a": [1,]}', 9, "expected a value, found ']'"),
        ('{"a": 01}', 7, "expected ',' or '}', found '1'"),
        ("{} {}", 3, "expected the end of the file, found '{'"),
        ('{"a": "\n"}', 6, "expected a value, found '\"'"),
        ('{"variable": 1}', 13, "expected an object, or an array of objects"),
        ("", 0, "expected a value, found the end of the file"),
    ],
)
def test_what_is_not_valid_is_reported_at_its_place(text: str, at: int, message: str) -> None:
    errors = parse_json(Source("main.tf.json", text))["errors"]
    assert [(e[0], e[2]) for e in errors] == [(at, message)]


def test_a_block_with_a_broken_template_is_left_out_and_the_others_stay() -> None:
    tree = parse_json(Source("a.tf.json", '{"output": {"a": {"value": "\\"${x"}, "b": {"value": "y"}}}'))
    assert [b[4] for b in tree["body"][4]] == [["b"]]
    assert [(e[0], e[2]) for e in tree["errors"]] == [(30, "expected '}' to close this '${'")]


def test_broken_file() -> None:
    text = (BROKEN / "trailing_comma.tf.json").read_text()
    (error,) = parse_json(Source("x", text))["errors"]
    assert text[error[0]] == "}"


def test_deep_values_are_reported() -> None:
    text = '{"locals": {"a": ' + "[" * 5000 + "]" * 5000 + "}}"
    assert "deep" in parse_json(Source("x", text))["errors"][0][2]
