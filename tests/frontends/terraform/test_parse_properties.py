"""What holds for every text: nothing is raised, every span lies inside, the tree is JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reslint.errors import InputError
from reslint.frontends.terraform.syntax.jsonform import parse_json
from reslint.frontends.terraform.syntax.parse import parse, parse_template
from reslint.model.span import Source

PIECES = [
    "a", "var.x", "resource", '"a"', '"', "${", "%{", "}", "{", "(", ")", "[", "]", "=", "=>", "==", ":",
    "::", ",", ".", "...", "?", "+", "-", "!", "*", "/", "//", "#", "/*", "*/", "\n", "\r\n", " ", "~", "\\",
    "\\n", "$${", "<<EOT\n", "<<-EOT\n", "EOT\n", "EOT", "for ", " in ", "if ", "else", "endif", "endfor",
    "for_each", "null", "1", "1.5e3", "é", "\u00a0", "\x00", "[*]", ".*", '${"a"}', "%{ if a }",
    "%{ for a in b }", "%{ endif }",
]  # fmt: skip
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))
JSON_PIECES = [
    '{"resource": {"t": {"n": {"a": ',
    '"${',
    '}"',
    '"',
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "1",
    "\\u00",
    "null",
]
JSON_TEXT = st.one_of(st.lists(st.sampled_from(JSON_PIECES), max_size=30).map("".join), st.text(max_size=60))
LIMITS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(node: Any) -> list[tuple[int, int]]:
    """All spans of a tree, each after those around it."""
    found, pending = [], [node]
    while pending:
        current = pending.pop()
        if current and isinstance(current[0], str):
            found.append((current[1], current[2]))
        pending.extend(inner for inner in current if isinstance(inner, list))
    return found


def check(text: str, tree: dict[str, Any]) -> None:
    assert json.loads(json.dumps(tree)) == tree
    rows = [*tree["comments"], *tree["errors"]]
    places = [*spans(tree["body"]), *((s, e) for s, e, _ in rows)]
    assert all(0 <= start <= end <= len(text) for start, end in places)


@LIMITS
@given(TEXT)
def test_parse_takes_any_text(text: str) -> None:
    check(text, parse(Source("main.tf", text)))


@LIMITS
@given(JSON_TEXT)
def test_parse_json_takes_any_text(text: str) -> None:
    check(text, parse_json(Source("main.tf.json", text)))


@LIMITS
@given(TEXT)
def test_parse_template_takes_any_text(text: str) -> None:
    try:
        parts = parse_template(Source("a.tpl", text), 0, len(text))
    except InputError:
        return
    assert all(0 <= start <= end <= len(text) for start, end in spans(parts))


@LIMITS
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_quoted_json_string_comes_back(text: str) -> None:
    """Any string without a template is read from JSON as it was written."""
    plain = text.replace("{", "(")
    tree = parse_json(Source("main.tf.json", json.dumps({"locals": {"a": plain}})))
    assert tree["body"][4][0][5][3][0][4][3] == plain


@LIMITS
@given(TEXT)
def test_a_broken_part_does_not_cost_a_block_far_from_it(text: str) -> None:
    whole = f'output "kept" {{\n  value = 1\n}}\n\n{text}'
    tree = parse(Source("main.tf", whole))
    assert [b[4] for b in tree["body"][4]][:1] == [["kept"]]
