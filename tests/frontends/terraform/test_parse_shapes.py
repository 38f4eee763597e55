"""What each construct of the language becomes, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from reslint.frontends.terraform.syntax.parse import parse
from reslint.model.span import Source


def value(expression: str) -> Any:
    """The node of an expression that stands as the value of an argument."""
    tree = parse(Source("main.tf", f"a = {expression}\n"))
    assert tree["errors"] == []
    return tree["body"][3][0][4]


def plain(node: Any) -> Any:
    """A node without its offsets."""
    if not isinstance(node, list):
        return node
    if node and isinstance(node[0], str):
        return [node[0], *(plain(inner) for inner in node[3:])]
    return [plain(inner) for inner in node]


def name(word: str) -> Any:
    return ["name", word]


def num(digits: str) -> Any:
    return ["num", digits]


IT = ["it"]
X = name("x")

SHAPES = [
    ("null", ["lit", None]),
    ("true", ["lit", True]),
    ("1.50", num("1.50")),
    ("1E+2", num("1E+2")),
    ('""', ["lit", ""]),
    ('"a b"', ["lit", "a b"]),
    (r'"\n\t\r\"\\\u00e9\U0001F600"', ["lit", '\n\t\r"\\é😀']),
    ('"100%"', ["lit", "100%"]),
    ('"${x}"', ["tmpl", [["expr", X]]]),
    ('"a-${x}"', ["tmpl", [["text", "a-"], ["expr", X]]]),
    ("x", X),
    ("x.if", ["attr", X, "if"]),
    ("x.true", ["attr", X, "true"]),
    ("x.0.b", ["attr", ["index", X, num("0")], "b"]),
    ("x[0]", ["index", X, num("0")]),
    ('x["a"]', ["index", X, ["lit", "a"]]),
    ("x[*].b[0]", ["splat", X, ["index", ["attr", IT, "b"], num("0")]]),
    ("x[*].b[*].c", ["splat", X, ["splat", ["attr", IT, "b"], ["attr", IT, "c"]]]),
    (
        "x[*].b[*].c[*].d",
        ["splat", X, ["splat", ["attr", IT, "b"], ["splat", ["attr", IT, "c"], ["attr", IT, "d"]]]],
    ),
    ("x[*].b.*.c", ["splat", X, ["attrsplat", ["attr", IT, "b"], ["attr", IT, "c"]]]),
    ("x.*.b[0]", ["index", ["attrsplat", X, ["attr", IT, "b"]], num("0")]),
    ("x.*.b.0", ["attrsplat", X, ["index", ["attr", IT, "b"], num("0")]]),
    ("x[*]", ["splat", X, IT]),
    ("f()", ["call", "f", [], False]),
    ("f(1, x,)", ["call", "f", [num("1"), X], False]),
    ("f(x...)", ["call", "f", [X], True]),
    ("core::max(1)", ["call", "core::max", [num("1")], False]),
    ("provider::p::f(1)", ["call", "provider::p::f", [num("1")], False]),
    ("[1, x]", ["tuple", [num("1"), X]]),
    ("{}", ["object", []]),
    ("{ a = 1, b : 2 }", ["object", [[["lit", "a"], num("1")], [["lit", "b"], num("2")]]]),
    ("{ (x) = 1 }", ["object", [[["paren", X], num("1")]]]),
    ("{ x.y = 1 }", ["object", [[["attr", X, "y"], num("1")]]]),
    ('{ "a" = 1, true = 2 }', ["object", [[["lit", "a"], num("1")], [["lit", "true"], num("2")]]]),
    ("{ in = 1, if = 2 }", ["object", [[["lit", "in"], num("1")], [["lit", "if"], num("2")]]]),
    ("[for v in x : v]", ["fortuple", None, "v", X, name("v"), None]),
    ("[for k, v in x : v if k]", ["fortuple", "k", "v", X, name("v"), name("k")]),
    ("{for k, v in x : k => v}", ["forobject", "k", "v", X, name("k"), name("v"), None, False]),
    ("{for v in x : v => v... if v}", ["forobject", None, "v", X, name("v"), name("v"), name("v"), True]),
    ("x ? 1 : x ? 2 : 3", ["cond", X, num("1"), ["cond", X, num("2"), num("3")]]),
    ("1 + 2 * 3", ["bin", "+", num("1"), ["bin", "*", num("2"), num("3")]]),
    ("1 - 2 - 3", ["bin", "-", ["bin", "-", num("1"), num("2")], num("3")]),
    ("1 -12", ["bin", "-", num("1"), num("12")]),
    ("1 - -2", ["bin", "-", num("1"), ["un", "-", num("2")]]),
    ("!x.a == x", ["bin", "==", ["un", "!", ["attr", X, "a"]], X]),
    ("x || x && x", ["bin", "||", X, ["bin", "&&", X, X]]),
    ("(x)", ["paren", X]),
]


@pytest.mark.parametrize(("expression", "shape"), SHAPES)
def test_expression_becomes(expression: str, shape: Any) -> None:
    assert plain(value(expression)) == shape


@pytest.mark.parametrize("expression", [e for e, _ in SHAPES])
def test_span_of_an_expression_is_its_text(expression: str) -> None:
    text = f"a = {expression}\n"
    node = parse(Source("main.tf", text))["body"][3][0][4]
    assert text[node[1] : node[2]] == expression


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"])
def test_every_binary_operator(sign: str) -> None:
    assert plain(value(f"x {sign} 1")) == ["bin", sign, X, num("1")]


def test_spans_of_a_block_and_its_parts() -> None:
    text = 'resource "aws_db_instance" main {\n  size = 10 # GB\n  timeouts {}\n}\n'
    tree = parse(Source("main.tf", text))
    _, start, end, kind, labels, body, header_end = tree["body"][4][0]
    assert text[start:end] == text.strip()
    assert text[start:header_end] == 'resource "aws_db_instance" main'
    assert (kind, labels) == ("resource", ["aws_db_instance", "main"])
    assert text[body[1] : body[2]] == "\n  size = 10 # GB\n  timeouts {}\n"
    assert text[body[3][0][1] : body[3][0][2]] == "size = 10"
    assert text[body[4][0][1] : body[4][0][2]] == "timeouts {}"
    assert tree["comments"] == [[text.index("#"), text.index("#") + 4, "# GB"]]


def test_spans_inside_a_template() -> None:
    text = 'a = "é-${var.names[0]}-${upper(local.x)}"\n'
    parts = parse(Source("main.tf", text))["body"][3][0][4][3]
    assert [text[p[1] : p[2]] for p in parts] == ["é-", "${var.names[0]}", "-", "${upper(local.x)}"]
    assert text[parts[1][3][1] : parts[1][3][2]] == "var.names[0]"
    assert text[parts[3][3][1] : parts[3][3][2]] == "upper(local.x)"


def test_fast_and_full_reading_of_a_traversal_agree() -> None:
    fast = value('"${aws_subnet.a.0.ids[1]}"')[3][0][3]
    full = value('"${(aws_subnet.a.0.ids[1])}"')[3][0][3][3]
    assert plain(fast) == plain(full)


def test_every_kind_of_comment_is_kept() -> None:
    text = "# one\r\na = 1 // two\n/* three\n */ b = [1, # four\n]\n#five"
    comments = parse(Source("main.tf", text))["comments"]
    assert [c[2] for c in comments] == ["# one", "// two", "/* three\n */", "# four", "#five"]
    assert all(text[s:e] == words for s, e, words in comments)


def test_keywords_are_names_of_arguments_and_blocks() -> None:
    tree = parse(Source("main.tf", "for = 1\nnull = 2\nin {\n if = 3\n for_each = 4\n}\ntrue {}\n"))
    assert tree["errors"] == []
    assert [a[3] for a in tree["body"][3]] == ["for", "null"]
    assert [b[3] for b in tree["body"][4]] == ["in", "true"]


def test_line_ends_of_windows_keep_their_offsets() -> None:
    text = "a {\r\n  b = 1\r\n  c = <<EOT\r\nx\r\nEOT\r\n}\r\n"
    tree = parse(Source("main.tf", text))
    assert tree["errors"] == []
    body = tree["body"][4][0][5]
    assert [text[a[1] : a[2]] for a in body[3]] == ["b = 1", "c = <<EOT\r\nx\r\nEOT"]
    assert body[3][1][4][3] == "x\r\n"


@pytest.mark.parametrize("text", ["", "\n\n", "  ", "# only a comment", "/**/", "/*/ x */"])
def test_text_without_items(text: str) -> None:
    tree = parse(Source("main.tf", text))
    assert tree["errors"] == []
    assert tree["body"] == ["body", 0, len(text), [], []]
