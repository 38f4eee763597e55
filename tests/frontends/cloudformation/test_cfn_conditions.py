from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reslint.model.inventory import Loaded
    from reslint.model.raw import RawResource
    from reslint.model.value import Value

HEAD = """
Parameters:
  Env: {Type: String}
  Count: {Type: Number, Default: 1}
  Names: {Type: CommaDelimitedList, Default: ""}
Mappings: {M: {prod: {multi: true}}}
Conditions:
  T: !Equals [!Ref Count, "1"]
  F: !Equals [true, "false"]
  U: !Equals [!Ref Env, prod]
  C: """


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("!Equals [a, a]", True),
        ("!Equals [a, b]", False),
        ("!Equals [!Ref Count, 1]", True),
        ("!Equals [!Ref Env, !Ref Env]", True),
        ("!Equals [!Ref Env, '']", None),
        ("!Equals [!Sub 'a${Env}', b]", False),
        ("!Equals [!Join ['', !Ref Names], '']", True),
        ("!Equals [!FindInMap [M, prod, multi], true]", True),
        ("!Equals [!Ref AWS::Region, us-east-1]", None),
        ("!Condition T", True),
        ("{Condition: F}", False),
        ("!Not [!Condition U]", None),
        ("!Not [!Condition F]", True),
        ("!And [!Condition U, !Condition F]", False),
        ("!And [!Condition U, !Condition T]", None),
        ("!And [!Condition T, !Condition T]", True),
        ("!Or [!Condition U, !Condition T]", True),
        ("!Or [!Condition U, !Condition F]", None),
        ("!Or [!Condition F, !Condition F]", False),
        ("!Condition C", None),
        ("!Condition Missing", None),
        ("text", None),
    ],
)
def test_conditions_follow_kleene(
    evaluate: Callable[..., Value], condition: str, expected: bool | None
) -> None:
    value = evaluate("!If [C, 1, 2]", HEAD + condition + "\n")
    assert value.data == {True: 1, False: 2}[expected] if expected is not None else value.unknown is not None


def test_a_resource_whose_condition_is_false_is_left_out(loaded: Callable[..., Loaded]) -> None:
    text = """
        Parameters: {Env: {Type: String}}
        Conditions: {P: !Equals [!Ref Env, prod]}
        Resources:
          A: {Type: AWS::S3::Bucket, Condition: P}
          B: {Type: AWS::S3::Bucket}
        """
    assert [r.address for r in loaded(text, Env="dev").resources] == ["B"]
    assert [(r.address, r.exists) for r in loaded(text, Env="prod").resources] == [("A", None), ("B", None)]
    open_one = loaded(text).resources[0]
    assert open_one.exists is not None
    assert open_one.exists.reason == 'condition "P" is not decided'


def test_inside_a_resource_its_own_condition_holds(resource: Callable[..., RawResource]) -> None:
    a = resource(
        """
        Parameters: {Env: {Type: String}}
        Conditions:
          P: !Equals [!Ref Env, prod]
          N: !Not [!Condition P]
        Resources:
          A:
            Type: AWS::S3::Bucket
            Condition: P
            Properties: {X: !If [P, 1, 2], Y: !If [N, 1, 2]}
        """
    )
    assert (a.get("X").data, a.get("Y").data) == (1, 2)


def test_a_chain_of_many_conditions_ends_without_a_crash(evaluate: Callable[..., Value]) -> None:
    rows = [f"  C{i}: !Not [!Condition C{i + 1}]" for i in range(3000)]
    assert evaluate("!If [C0, 1, 2]", "Conditions:\n" + "\n".join(rows) + "\n").unknown is not None


def test_conditions_that_double_end(evaluate: Callable[..., Value]) -> None:
    rows = [f"  C{i}: !And [!Condition C{i + 1}, !Condition C{i + 1}]" for i in range(15)]
    rows.append("  C15: !Equals [a, a]")
    assert evaluate("!If [C0, 1, 2]", "Conditions:\n" + "\n".join(rows) + "\n").data == 1
