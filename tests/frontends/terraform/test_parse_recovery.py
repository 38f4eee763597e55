"""What is left of broken files, and what limits do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reslint.frontends.terraform.syntax.parse import parse
from reslint.model.span import Source

BROKEN = Path(__file__).parents[2] / "fixtures" / "broken"


def read(name: str) -> tuple[str, Any]:
    text = (BROKEN / name).read_text(encoding="utf-8")
    return text, parse(Source(name, text))


def labels(tree: Any) -> list[str]:
    return [block[4][-1] for block in tree["body"][4]]


def test_a_missing_brace_costs_one_block() -> None:
    text, tree = read("missing_brace.tf")
    assert labels(tree) == ["before", "after"]
    ((start, end, message),) = tree["errors"]
    assert text[start:end] == "{"
    assert text[:start].endswith('"open" ')
    assert message == "expected '}' to close this '{'"


def test_an_unclosed_string_costs_one_block() -> None:
    text, tree = read("unclosed_string.tf")
    assert labels(tree) == ["after"]
    ((start, end, _),) = tree["errors"]
    assert text[start:end] == '"before'
    assert [c[2] for c in tree["comments"]] == ["# kept"]


def test_an_unclosed_interpolation_in_a_heredoc_costs_one_block() -> None:
    text, tree = read("unclosed_interpolation.tf")
    assert labels(tree) == ["after"]
    ((start, end, message),) = tree["errors"]
    assert text[start:end] == "${"
    assert "before the heredoc's end marker EOT" in message


def test_a_broken_argument_costs_its_block() -> None:
    text, tree = read("bad_argument.tf")
    assert labels(tree) == ["region", "region"]
    ((start, _, message),) = tree["errors"]
    assert text[start:].startswith('="x"')
    assert message == "expected an expression, found '='"


def test_spans_after_a_broken_block_are_those_of_the_file() -> None:
    text, tree = read("missing_brace.tf")
    block = tree["body"][4][1]
    assert text[block[1] : block[2]] == text[text.index('resource "aws_sqs_queue" "after"') :].strip()


def test_a_closing_brace_too_many_is_reported() -> None:
    tree = parse(Source("main.tf", "a {\n}\n}\nb {\n}\n"))
    assert [b[3] for b in tree["body"][4]] == ["a", "b"]
    assert tree["errors"] == [[6, 7, "this '}' closes nothing"]]


DEEP = {
    "long sum": "a = " + " + ".join(["1"] * 2000) + "\n",
    "brackets": "a = " + "[" * 500 + "]" * 500 + "\n",
    "parentheses": "a = " + "(" * 500 + "1" + ")" * 500 + "\n",
    "objects": "a = " + "{ b = " * 500 + "1" + " }" * 500 + "\n",
    "blocks": "a {\n" * 500 + "}\n" * 500,
    "signs": "a = " + "!" * 3000 + "b\n",
    "attributes": "a = b" + ".c" * 3000 + "\n",
    "splats": "a = b" + "[*]" * 1000 + "\n",
    "conditions": "a = " + "b ? 1 : " * 1000 + "2\n",
    "templates": "a = " + '"${' * 100 + "b" + '}"' * 100 + "\n",
    "directives": 'a = "' + "%{ if b }" * 500 + "%{ endif }" * 500 + '"\n',
    "heredocs": "a = " + "<<A\n${" * 18 + "b" + "}\nA\n" * 18 + "\n",
    "fast traversal": 'a = "${b' + ".c" * 3000 + '}"\n',
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_text_is_an_error_entry_and_costs_only_its_item(name: str) -> None:
    tree = parse(Source("main.tf", DEEP[name] + "z = 1\n"))
    assert tree["errors"]
    assert "z" in [a[3] for a in tree["body"][3]]
    json.dumps(tree)


def test_what_people_write_is_not_too_deep() -> None:
    chain = " || ".join(f'var.name == "n{i}"' for i in range(100))
    nested = "[" * 60 + "]" * 60
    tree = parse(Source("main.tf", f"a = {chain}\nb = {nested}\n"))
    assert tree["errors"] == []


@pytest.mark.parametrize("text", ["}\n" * 5000, "a = 1\n" * 5000, "a = <<A\n" * 5000, "a {\n" * 5000])
def test_the_number_of_errors_is_bounded(text: str) -> None:
    assert 1 <= len(parse(Source("main.tf", text))["errors"]) <= 101


def test_comments_before_a_brace_do_not_slow_the_lexer_down() -> None:
    assert parse(Source("main.tf", "a = {" + "/*x*/" * 20000))["errors"]
