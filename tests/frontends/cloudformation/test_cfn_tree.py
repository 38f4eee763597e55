from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reslint.frontends.cloudformation.nodes import children, get
from reslint.frontends.cloudformation.tree import to_tree
from reslint.model.span import Source


def tree(text: str) -> dict[str, Any]:
    found = to_tree(Source("t", text))
    assert json.loads(json.dumps(found)) == found
    return found


def written(text: str, *keys: str) -> tuple[str, str]:
    """Operation and source text of the node below these keys."""
    node = get(tree(text)["body"], *keys)
    assert node is not None
    return node[0], text[node[1] : node[2]]


@pytest.mark.parametrize(
    ("expression", "op"),
    [
        ("!Ref A", "ref"),
        ("{Ref: A}", "ref"),
        ("!GetAtt A.B.C", "getatt"),
        ("!GetAtt [A, B]", "getatt"),
        ('{"Fn::GetAtt": ["A", "B"]}', "getatt"),
        ("!GetAtt {A: B}", "other"),
        ("!Sub 'x${A}'", "sub"),
        ("!Sub ['${A}', {A: 1}]", "sub"),
        ("!If [C, 1, 2]", "if"),
        ("!Join [',', [a]]", "join"),
        ("!Select [0, [a]]", "select"),
        ("!Split [',', a]", "split"),
        ("!GetAZs ''", "getazs"),
        ("!FindInMap [A, B, C]", "findinmap"),
        ("!FindInMap [A, B, C, {DefaultValue: d}]", "findinmap"),
        ("!ImportValue x", "importvalue"),
        ("!Base64 x", "base64"),
        ("!Cidr [a, 1, 2]", "cidr"),
        ("!Equals [a, b]", "equals"),
        ("!And [{Condition: a}]", "and"),
        ("!Not [!Condition a]", "not"),
        ("!Condition a", "condition"),
        ("!Transform {Name: M, Parameters: {}}", "transform"),
        ("!Length [a]", "length"),
        ("!ToJsonString {a: 1}", "tojson"),
        ("!GetStackOutput {StackName: s}", "other"),
        ("!Join [',']", "other"),
        ("{Condition: {Bool: {a: b}}}", "map"),
    ],
)
def test_long_and_short_forms_have_one_shape_and_their_exact_place(expression: str, op: str) -> None:
    assert written(f"P: {expression}  # c\nQ: 1\n", "P") == (op, expression)


@pytest.mark.parametrize("scalar", ["true", "yes", "80", "1.50", "'x y'", "2012-10-17", "~", "010", "é😀"])
def test_every_scalar_has_its_place(scalar: str) -> None:
    assert written(f"A:\n  B: {scalar} # c\n  C: z\n", "A", "B")[1] == scalar
    items = get(tree(f"A:\n  - {scalar}\n  - {scalar} # c\n")["body"], "A")
    assert items is not None
    assert [item[2] - item[1] for item in items[3]] == [len(scalar)] * 2


def test_a_key_without_a_value_stands_for_it() -> None:
    assert written("A:\n  B:\n  C: 1\n", "A", "B") == ("lit", "B")


def test_yaml_1_1_scalars_are_read_as_cloudformation_does() -> None:
    text = "A: yes\nB: 010\nC: 2010-09-09\nD: 'true'\nE: 0123456789012\n"
    body = tree(text)["body"]
    values = [get(body, key)[3] for key in "ABCDE"]  # type: ignore[index]
    assert values == [True, "8", "2010-09-09", "true", "0123456789012"]


def test_keys_that_are_numbers_are_texts() -> None:
    text = "Mappings:\n  M:\n    123456789012: {a: 1}\n    210987654321: {a: 2}\n"
    rows = get(tree(text)["body"], "Mappings", "M")[3]  # type: ignore[index]
    assert [(row[0], text[row[1] : row[2]]) for row in rows] == [("123456789012",) * 2, ("210987654321",) * 2]


def test_json_with_tabs_has_places() -> None:
    text = '{\n\t"A": {"B": true, "C": [1, "x", null],\t"D": "\\ud83d\\ude00"}\n}'
    assert written(text, "A", "B") == ("lit", "true")
    assert written(text, "A", "C") == ("list", '[1, "x", null]')
    assert written(text, "A", "D")[1] == '"\\ud83d\\ude00"'


def test_pieces_of_a_sub_in_a_block_scalar_have_their_places() -> None:
    text = "P: !Sub |\n    one ${A} two\n      three\n    ${!B} ${ C.D }\nQ: 1\n"
    parts = get(tree(text)["body"], "P")[3]  # type: ignore[index]
    assert [(p[0], p[3], text[p[1] : p[2]]) for p in parts[:4]] == [
        ("text", "one ", "one"),
        ("var", "A", "${A}"),
        ("text", " two\n  three\n", "two\n      three"),
        ("text", "${B}", "${!B}"),
    ]
    assert parts[5][:1] + parts[5][3:] == ["var", "C.D"]


def test_crlf_keeps_offsets() -> None:
    assert written("A: x\r\nB:\r\n  C: !Ref D\r\n", "B", "C") == ("ref", "!Ref D")


def test_of_duplicate_keys_the_last_holds_and_the_file_goes_on() -> None:
    text = "A: 1\nB: {C: 1, C: 2}\nA: 3\n"
    found = tree(text)
    assert get(found["body"], "A")[3] == "3"  # type: ignore[index]
    assert get(found["body"], "B", "C")[3] == "2"  # type: ignore[index]
    problems = [(p[0], p[1], text[p[2] : p[3]]) for p in found["problems"]]
    assert sorted(problems) == [("warning", "duplicate-key", "A"), ("warning", "duplicate-key", "C")]


def test_duplicate_keys_in_json_are_told_too() -> None:
    found = tree('{"A": 1, "A": 2}')
    assert [p[1] for p in found["problems"]] == ["duplicate-key"]
    assert get(found["body"], "A")[3] == "2"  # type: ignore[index]


def test_a_null_key_is_left_out_and_told() -> None:
    found = tree("A: 1\n~: 2\n? [x]\n: 3\n")
    assert [row[0] for row in found["body"][3]] == ["A"]
    assert [p[:2] for p in found["problems"]] == [["error", "syntax-error"]] * 2


def test_a_syntax_error_is_one_problem_with_its_line() -> None:
    text = "Resources:\n  A:\n\tType: x\n"
    found = tree(text)
    assert found["body"] is None
    assert [(p[0], p[1], Source("t", text).position(p[2])[0]) for p in found["problems"]] == [
        ("error", "syntax-error", 3)
    ]


def test_several_documents_are_no_template_and_no_problem() -> None:
    assert tree("A: 1\n---\nB: [\n") == {"body": None, "comments": [], "problems": []}


def test_anchors_and_merges_are_read_with_a_note() -> None:
    text = "A: &a {X: 1, Y: 2}\nB:\n  <<: *a\n  Y: 3\nC: *a\n"
    found = tree(text)
    assert [get(found["body"], *path)[3] for path in (("B", "X"), ("B", "Y"), ("C", "Y"))] == ["1", "3", "2"]  # type: ignore[index]
    assert [p[:2] for p in found["problems"]] == [["note", "yaml-alias"]]


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join(['*' + a] * 10)}]" for a, b in zip("abcdef", "bcdefg", strict=True)]
    assert [p[1] for p in tree("\n".join(lines))["problems"]] == ["too-large"]


def test_a_bomb_of_merges_is_refused_before_it_grows() -> None:
    lines = ["a: &a {k: v}"]
    names = [f"n{i}" for i in range(40)]
    lines += [f"{b}: &{b} {{<<: [*{a}, *{a}]}}" for a, b in zip(["a", *names], names, strict=False)]
    assert [p[1] for p in tree("\n".join(lines))["problems"]] == ["too-large"]


def test_an_alias_to_itself_is_refused() -> None:
    assert [p[1] for p in tree("A: &a [*a]\n")["problems"]] == ["syntax-error"]


def test_deep_nesting_is_refused_and_less_is_read() -> None:
    assert [p[1] for p in tree("A: " + "[" * 5000)["problems"]] == ["too-deep"]
    assert tree("A: " + "[" * 95 + "]" * 95)["problems"] == []


def test_a_number_too_long_to_print_is_a_text() -> None:
    assert tree(f"A: 0x{'f' * 20000}\n")["body"] is not None
    assert tree(f"A: {'9' * 20000}\n")["problems"][0][:2] == ["error", "syntax-error"]


def test_a_tag_that_would_build_an_object_is_an_error() -> None:
    assert [p[1] for p in tree("A: !!python/object:os.system x\n")["problems"]] == ["syntax-error"]


def inside(node: Any, end: int) -> bool:
    return 0 <= node[1] <= node[2] <= end and all(inside(child, end) for child in children(node))


fragments = st.sampled_from(
    ["A", ": ", "\n", "  ", "- ", "!Ref ", "!Sub ", "${x}", "|", "[", "]", "{", "}", ",", '"', "'", "#",
     "&a ", "*a", "<<", "1", "~", "yes", "Fn::If", "\t", "Type", "é", "\r\n", "---\n", "Fn::ForEach::X",
     "reslint: ", "!GetAtt "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(fragments, max_size=25).map("".join)))
def test_no_text_raises_and_every_span_lies_inside(text: str) -> None:
    found = to_tree(Source("t", text))
    assert found["body"] is None or inside(found["body"], len(text))
    assert all(0 <= p[2] <= p[3] <= len(text) for p in found["problems"])
    json.dumps(found)


def test_a_map_of_very_many_keys_is_read_and_its_duplicates_told() -> None:
    text = "A:\n" + "".join(f"  k{i}: {i}\n" for i in range(30_000)) + "  k7: last\n"
    found = tree(text)
    assert get(found["body"], "A", "k7")[3] == "last"  # type: ignore[index]
    assert [p[1] for p in found["problems"]] == ["duplicate-key"]
