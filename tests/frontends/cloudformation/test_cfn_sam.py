from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reslint.model.raw import RawResource

HEAD = """
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 3
    MemorySize: 128
    Layers: [global]
    Environment: {Variables: {A: global, B: global}}
  Api: {TracingEnabled: true}
Resources:
  A:
    Type: AWS::Serverless::Function
"""


def test_globals_are_replaced_merged_or_appended_to(resource: Callable[..., RawResource]) -> None:
    a = resource(
        HEAD + "    Properties: {Timeout: 9, Layers: [own], Environment: {Variables: {B: own, C: own}}}\n"
    )
    assert [a.get(name).data for name in ("Timeout", "MemorySize")] == [9, 128]
    assert [item.data for item in a.get("Layers").items] == ["global", "own"]
    variables = a.get("Environment").entries["Variables"].entries
    assert {k: v.data for k, v in variables.items()} == {"A": "global", "B": "own", "C": "own"}
    assert "TracingEnabled" not in a.attributes
    memory = a.get("MemorySize").span
    assert memory is not None
    assert memory.line == 6


def test_globals_can_be_ignored(resource: Callable[..., RawResource]) -> None:
    assert list(resource(HEAD + "    IgnoreGlobals: '*'\n").attributes) == []
    assert list(resource(HEAD + "    IgnoreGlobals: [Timeout, Layers]\n").attributes) == [
        "MemorySize",
        "Environment",
    ]


def test_globals_are_for_serverless_types_only(resource: Callable[..., RawResource]) -> None:
    a = resource("Globals: {Function: {Timeout: 3}}\nResources:\n  A: {Type: AWS::Lambda::Function}\n")
    assert a.get("Timeout").absent
