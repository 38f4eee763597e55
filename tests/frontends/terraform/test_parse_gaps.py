"""Text that Terraform accepts and python-hcl2 does not, by name; and the other way round."""

from __future__ import annotations

from typing import Any

import pytest

from reslint.frontends.terraform.syntax.parse import parse
from reslint.model.span import Source


def read(text: str) -> Any:
    tree = parse(Source("main.tf", text))
    assert tree["errors"] == []
    return tree["body"]


def only(text: str) -> Any:
    return read(text)[3][0][4]


@pytest.mark.parametrize("blank", [" ", "\t", "  \t "])
def test_blanks_after_a_heredocs_end_marker(blank: str) -> None:
    body = read(f'a = <<EOT\nx\nEOT{blank}\nvariable "v" {{}}\nb = <<EOT\ny\nEOT\n')
    assert [a[4][3] for a in body[3]] == ["x\n", "y\n"]
    assert [b[4] for b in body[4]] == [["v"]]


def test_end_marker_inside_an_interpolation_does_not_end_the_heredoc() -> None:
    node = only("a = <<EOT\n${[\nEOT\n]}\nEOT\n")
    assert node[3][0][3][3][0][3] == "EOT"


def test_heredoc_in_an_interpolation_of_a_heredoc() -> None:
    node = only("a = <<A\n${f(<<B\nA\nB\n)}\nA\n")
    assert node[3][0][3][4][0][3] == "A\n"


def test_brace_in_a_string_inside_an_interpolation() -> None:
    assert only('a = "${f("}")}"\n')[3][0][3][4][0][3] == "}"


@pytest.mark.parametrize(
    "text",
    [
        "a = (\n  var.x\n  .y\n)\n",
        "a = [var.x\n[0]]\n",
        "a = f(\nvar.x\n.y,\n)\n",
        "a = { for c in var.x :\n  c.k\n  => c }\n",
        "a = [for k,\n v in var.x : k]\n",
        'resource "a" /* x */ "b" {\n}\n',
        "\ufeffa = 1\n",
        'a = "${\n b\n}"\n',
        'a = "${b /* x */}"\n',
        'a = "${b # x\n}"\n',
        "a = /* x */ 1\n",
        "a /* x */ = 1\n",
        "a = var./* x */b\n",
        'a = "$${"\n',
        'a = "%%{"\n',
        "a = <<_E\nx\n_E\n",
        "a = <<É\nx\nÉ\n",
        "a = core :: max(1, 2)\n",
        "a = (b::\nc())\n",
        "a = (1 + # x\n 2)\n",
        "a = x ? {\n} : {\n}\n",
        "a = 1 // no line end",
    ],
)
def test_is_read(text: str) -> None:
    body = read(text)
    assert len(body[3]) + len(body[4]) == 1


def test_names_in_any_script() -> None:
    body = read("π = größe.π\nπ {}\n")
    assert body[3][0][3] == "π"
    assert body[3][0][4][3:] == [["name", 4, 9, "größe"], "π"]
    assert body[4][0][3] == "π"


@pytest.mark.parametrize("expression", ["${~ b ~}", "${~b}", "${b~}"])
def test_strip_markers_of_an_interpolation(expression: str) -> None:
    assert only(f'a = "{expression}"\n')[3][0][3][0] == "name"


@pytest.mark.parametrize(("signs", "count"), [("--", 2), ("- -", 2), ("!!", 2), ("!!!", 3)])
def test_doubled_unary_operators(signs: str, count: int) -> None:
    node = only(f"a = {signs}x\n")
    for _ in range(count):
        assert node[0] == "un"
        node = node[4]
    assert node[0] == "name"


def test_minus_and_two_signs() -> None:
    node = only("a = 1 - - -2\n")
    assert (node[0], node[5][0], node[5][4][0]) == ("bin", "un", "un")


REFUSED = [
    ("a = 1 b = 2\n", "b = 2"),
    ("a = { b = 1 c = 2 }\n", "c"),
    ("a = {\n b = 1\n, c = 2\n}\n", ","),
    ("a = 1\na = 2\n", "a = 2"),
    ('a "b"\n{\n}\n', "{"),
    ("a {\n} b = 1\n", "b = 1"),
    ("a { b = 1\n c = 2 }\n", "c"),
    ("a { b {} }\n", "b"),
    ("a {\n b = 1 }\n", "}"),
    ('a = "x\n"\n', '"x'),
    ("a = x ?\n 1 : 2\n", "\n 1"),
    ("a = 1\n+ 2\n", "+ 2"),
    ("a = 1 +\n2\n", "\n2"),
    ('a = "\\d"\n', "\\d"),
    ('a = "%{ if b }x"\n', "%{ if b }"),
    ('a = "%{ else }x"\n', "%{ else }"),
    ('a = "%{ if b }%{ endfor }"\n', "%{ endfor }"),
    ('a = "%{ if b }%{ else }%{ else }%{ endif }"\n', "%{ else }%{ endif"),
    ('a = "%{ unless b }"\n', "%{"),
    ('a = "%{ else if b }"\n', " if b"),
    ("a = <<EOT\n${b\nEOT\n", "${b"),
    ("a = { for = 1 }\n", "for"),
    ('a "${b}" {}\n', '"${b}"'),
    ("a = <<EOT\nx\nEOT", "T"),
    ("a = 1\rb = 2\n", "\r"),
    ("a = b.0.1\n", "0.1"),
    ("a = b.*.c.*.d\n", ".*.d"),
    ("a = 1;\n", ";"),
    ("a = '1'\n", "'1"),
    ("a = b::c\n", "b::c"),
    ("a\u00a0= 1\n", "a\u00a0"),
    ('a = "${}"\n', "}"),
    ('a = "${b c}"\n', "c}"),
    ("a = (1\n", "("),
    ("a = 1)\n", ")"),
    ("a = (1]\n", "]"),
    ("a {\n", "{"),
    ("/* x\n", "/*"),
]


@pytest.mark.parametrize(("text", "at"), REFUSED)
def test_what_terraform_refuses_is_reported_at_its_place(text: str, at: str) -> None:
    errors = parse(Source("main.tf", text))["errors"]
    assert errors, "accepted"
    places = [text[start:] for start, _, _ in errors]
    assert any(place.startswith(at) for place in places), (errors, places)


def test_an_argument_set_twice_is_kept_and_reported() -> None:
    tree = parse(Source("main.tf", "a {\n  b = 1\n  b = 2\n}\n"))
    assert tree["errors"] == [[14, 15, "the argument b is set twice in this block"]]
    assert len(tree["body"][4][0][5][3]) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = \n", "expected an expression, found the end of the line"),
        ("a = [1 2]\n", "expected ']' or ',', found '2'"),
        ('a "b"\n', "expected '{', found the end of the text"),
        ('a = "x\n', "expected '\"' to close this string before the end of its line"),
        ("a = (1\n", "expected ')' to close this '('"),
        ("{ }\n", "expected a name, found '{'"),
    ],
)
def test_messages_are_for_people(text: str, message: str) -> None:
    assert [e[2] for e in parse(Source("main.tf", text))["errors"]] == [message]
